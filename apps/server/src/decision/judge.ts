import type { Decision } from "@graticule/admission/decision";
import { orderBeginsAt } from "@graticule/admission/limits";
import type { Fix } from "@graticule/admission/location/fix";
import { afterContest } from "@graticule/admission/location/resolve-paths";
import {
  type Arrival,
  decideEntry,
  personOf,
  type SeatStanding,
} from "@graticule/admission/standing";
import type { EndedBy } from "@graticule/api/meetings";
import type { Place } from "@graticule/jurisdiction/place";
import type { Awaited } from "../presence/contests.ts";
import type { Suspects } from "../presence/suspects.ts";
import { limitsFor, type SeatFacts } from "../rooms/limits-for.ts";
import type { RoomDirectory, RoomPolicy } from "../rooms/room-directory.ts";
import { byLimits } from "./by-limits.ts";
import type { Whereabouts } from "./whereabouts.ts";

/** Of whom it is asked: one connection, and as whom it comes. */
export interface Who {
  /** Of the signalling. In memory only. */
  readonly address: string;
  /** Undefined: someone new, of whom nothing but the address is known. */
  readonly identity?: string | undefined;
}

/** What is taken as so for one question, each by itself; absent: it is as it is known. */
export interface Assuming {
  /** Where the person says they are. It counts where a rule asks for it. */
  readonly stated?: Place | undefined;
  /** As what they come: as a host, or new and by a traveller's pass. */
  readonly by?: "host" | "pass" | undefined;
  /** Their sound and picture are seen, as those of a page that joined. */
  readonly media?: "seen";
}

/** What the service says of one connection to one room, now. */
export type Verdict =
  | {
      readonly kind: "decided";
      readonly policy: RoomPolicy;
      readonly fix: Fix;
      readonly decision: Decision;
      /** See {@link Assuming}. */
      readonly stated: Place | undefined;
    }
  | Closed;

/** Why nothing can be decided. `absent`: there is no such room. `outage`: the last snapshot is too old; 503, and not a decision. */
export type Closed =
  | { readonly kind: "absent" | "outage" }
  | { readonly kind: "ended"; readonly by: EndedBy };

export type Decided = Verdict & { readonly kind: "decided" };

/**
 * The one question, which join, gate, enforcement and event streams share: may this connection be in this room, now? By what is
 * in memory, at the directory's time (the database's, carried on). Synchronous, so that nothing changes while it is asked.
 */
export interface Judge {
  /** A room for which decisions can be made. */
  find(room: string): { readonly kind: "open"; readonly policy: RoomPolicy } | Closed;
  judge(room: string, who: Who, assuming?: Assuming): Verdict;
  /** Whether someone inside will be kept out by an order whose private notice runs for them. */
  noticeTo(room: string, who: Who): Noticed;
}

/** `nothing`: no notice runs. `unsaid`: kept out by now, or an outage: what was told before still stands. */
export type Noticed = Notice | { readonly kind: "nothing" | "unsaid" };

/** What someone inside is told in private. */
export interface Notice {
  readonly kind: "notice";
  /** What is decided of them when the notice is over. */
  readonly coming: Decided;
  /** When it is over, in the database's time. */
  readonly at: number;
}

export interface JudgeParts {
  readonly directory: RoomDirectory;
  readonly whereabouts: Whereabouts;
  /** Who has a seat, or had one a moment ago. */
  readonly seats: { takenAt(room: string, identity: string): number | undefined };
  readonly suspects: Pick<Suspects, "has">;
  /** Whose page is before the door, and since when. */
  readonly waiting: { hereSince(room: string, identity: string): number | undefined };
  /** Who said while inside that they are not there, and stays until someone answers; undefined: nobody can. */
  readonly awaited?: (room: string, identity: string) => Awaited | undefined;
}

/** What is known of one who is asked about. */
interface Known extends Omit<SeatFacts, "pass"> {
  readonly standing: SeatStanding | undefined;
  /** Until someone answers, they are believed that they are not in this place. */
  readonly awaited: Awaited | undefined;
}

const unknown: Known = {
  standing: undefined,
  takenAt: undefined,
  hereSince: undefined,
  awaited: undefined,
};
const asHost: SeatStanding = {
  name: "",
  role: "host",
  entry: "none",
  pass: false,
  passFor: undefined,
  successorRank: undefined,
};

/** Whose word closed it. A room that is gone was its host's. */
export function endedBy(policy: Pick<RoomPolicy, "endedUnderTerms"> | undefined): EndedBy {
  return policy?.endedUnderTerms === true ? "service" : "host";
}

export function createJudge(parts: JudgeParts): Judge {
  const { directory, whereabouts, seats, suspects, waiting } = parts;

  const find: Judge["find"] = (room) => {
    if (directory.isExpired()) return { kind: "outage" };
    const policy = directory.find(room);
    if (policy === undefined) return { kind: "absent" };
    return policy.ended ? { kind: "ended", by: endedBy(policy) } : { kind: "open", policy };
  };

  const knownOf = ({ room, standings }: RoomPolicy, identity: string | undefined): Known => {
    if (identity === undefined) return unknown;
    const standing = standings.get(personOf(identity));
    const takenAt = seats.takenAt(room, identity);
    const hereSince = takenAt ?? waiting.hereSince(room, identity);
    return { standing, takenAt, hereSince, awaited: parts.awaited?.(room, identity) };
  };

  const cameTo = (room: string, { takenAt }: Known, address: string): Arrival["came"] => {
    if (takenAt !== undefined) return "inside";
    return suspects.has(room, address) ? "suspect" : "new";
  };

  /** @param seat by which limits it is judged, and whether what they said is believed until it is answered */
  const decided = (
    policy: RoomPolicy,
    who: Who,
    { known, seat, awaited }: { known: Known; seat: SeatFacts; awaited: Awaited | undefined },
    assuming: Assuming = {},
  ): Decided => {
    const { room, door } = policy;
    const now = directory.now();
    const { fix, media } = whereabouts.of({ room, address: who.address, identity: who.identity });
    const believed = awaited === undefined ? fix : afterContest(fix, [awaited.place]);
    const { stated } = assuming;
    const arrival: Arrival = {
      standing: assuming.by === "host" ? asHost : known.standing,
      came: cameTo(room, known, who.address),
      media: assuming.media ?? media,
    };
    const byPlace = byLimits(believed, limitsFor(policy, seat, now), now, stated);
    return { kind: "decided", policy, fix, stated, decision: decideEntry(byPlace, door, arrival) };
  };

  const judge: Judge["judge"] = (room, who, assuming = {}) => {
    const found = find(room);
    if (found.kind !== "open") return found;
    const { policy } = found;
    const known = knownOf(policy, who.identity);
    return decided(
      policy,
      who,
      { known, seat: seatOf(known, assuming.by), awaited: known.awaited },
      assuming,
    );
  };

  const noticeTo: Judge["noticeTo"] = (room, who) => {
    if ((directory.find(room)?.underNotice ?? []).length === 0) return { kind: "nothing" };
    const present = judge(room, who);
    // It may be over since the seat was judged: the removal that follows says so, and nothing else.
    if (present.kind !== "decided" || present.decision.kind === "refuse") return { kind: "unsaid" };
    const { policy } = present;
    const known = knownOf(policy, who.identity);
    const seat = seatOf(known);
    // As one who took no seat before any order, and of whom nothing is believed that waits for an answer.
    const late = { known, seat: { ...seat, takenAt: undefined }, awaited: undefined };
    const coming = decided(policy, who, late);
    const limits = limitsFor(policy, seat, directory.now());
    const begins = coming.decision.reasons.flatMap((reason) =>
      reason.kind === "ordered" ? (orderBeginsAt(limits, reason.limit) ?? []) : [],
    );
    if (begins.length === 0) return { kind: "nothing" };
    return {
      kind: "notice",
      coming,
      at: Math.max(known.awaited?.dueAtMs ?? 0, Math.min(...begins)),
    };
  };

  return { find, judge, noticeTo };
}

/** Who comes by a pass is new, whatever is known of them. */
function seatOf({ standing, takenAt, hereSince }: Known, by?: Assuming["by"]): SeatFacts {
  if (by === "pass") return { takenAt: undefined, hereSince: undefined, pass: true };
  return { takenAt, hereSince, pass: standing?.pass ?? false };
}
