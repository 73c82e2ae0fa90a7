import type { Decision } from "@graticule/admission/decision";
import { orderBeginsAt } from "@graticule/admission/limits";
import type { Fix } from "@graticule/admission/location/fix";
import { afterContest } from "@graticule/admission/location/resolve-paths";
import {
  type Arrival,
  decideEntry,
  type HostDecision,
  personOf,
} from "@graticule/admission/standing";
import type { EndedBy } from "@graticule/api/meetings";
import type { Place } from "@graticule/jurisdiction/place";
import type { Awaited } from "../presence/contests.ts";
import type { Suspects } from "../presence/suspects.ts";
import { limitsFor, type SeatFacts } from "../rooms/limits-for.ts";
import type { RoomDirectory, RoomPolicy } from "../rooms/room-directory.ts";
import { byLimits } from "./by-limits.ts";
import type { ConnectionLocator } from "./connection-locator.ts";

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
  readonly locator: ConnectionLocator;
  /** Who has a seat, or had one a moment ago. */
  readonly seats: { seatedSince(room: string, identity: string): number | undefined };
  readonly suspects: Pick<Suspects, "has">;
  /** Whose page is before the door, and since when. */
  readonly waiting: { waitingSince(room: string, identity: string): number | undefined };
  /** Who said while inside that they are not there, and stays until someone answers; undefined: nobody can. */
  readonly awaited?: (room: string, identity: string) => Awaited | undefined;
}

/** What is known of one who is asked about. */
interface Known extends Omit<SeatFacts, "pass">, Pick<Arrival, "hostDecision" | "came"> {
  /** Until someone answers, they are believed that they are not in this place. */
  readonly awaited: Awaited | undefined;
}

const nothing = {
  hostDecision: undefined,
  seatedSince: undefined,
  waitingSince: undefined,
  awaited: undefined,
};
const asHost: HostDecision = {
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
  const { directory, locator, seats, suspects, waiting } = parts;

  const find: Judge["find"] = (room) => {
    if (directory.isExpired()) return { kind: "outage" };
    const policy = directory.find(room);
    if (policy === undefined) return { kind: "absent" };
    return policy.ended ? { kind: "ended", by: endedBy(policy) } : { kind: "open", policy };
  };

  const knownOf = ({ room, hostDecisions }: RoomPolicy, { address, identity }: Who): Known => {
    const seatedSince = identity === undefined ? undefined : seats.seatedSince(room, identity);
    const newcomer = () => (suspects.has(room, address) ? "suspect" : "new");
    const came = seatedSince === undefined ? newcomer() : "inside";
    if (identity === undefined) return { ...nothing, came };
    return {
      hostDecision: hostDecisions.get(personOf(identity)),
      came,
      seatedSince,
      waitingSince: seatedSince ?? waiting.waitingSince(room, identity),
      awaited: parts.awaited?.(room, identity),
    };
  };

  const decided = (
    policy: RoomPolicy,
    { address, identity }: Who,
    known: Known,
    { stated, by, media: assumed }: Assuming = {},
  ): Decided => {
    const { room, door } = policy;
    const now = directory.now();
    const { fix, media } = locator.locate({ room, address, identity });
    const { awaited, came } = known;
    const believed = awaited === undefined ? fix : afterContest(fix, [awaited.place]);
    const limits = limitsFor(policy, seatOf(known, by), now);
    const hostDecision = by === "host" ? asHost : known.hostDecision;
    const decision = decideEntry(byLimits(believed, limits, now, stated), door, {
      hostDecision,
      came,
      media: assumed ?? media,
    });
    return { kind: "decided", policy, fix, stated, decision };
  };

  const judge: Judge["judge"] = (room, who, assuming) => {
    const found = find(room);
    if (found.kind !== "open") return found;
    const { policy } = found;
    return decided(policy, who, knownOf(policy, who), assuming);
  };

  const noticeTo: Judge["noticeTo"] = (room, who) => {
    if ((directory.find(room)?.underNotice ?? []).length === 0) return { kind: "nothing" };
    const present = judge(room, who);
    // It may be over since the seat was judged: the removal that follows says so, and nothing else.
    if (present.kind !== "decided" || present.decision.kind === "refuse") return { kind: "unsaid" };
    const { policy } = present;
    const known = knownOf(policy, who);
    // As one who took no seat before any order, and of whom nothing is believed that waits for an answer.
    const coming = decided(policy, who, { ...known, seatedSince: undefined, awaited: undefined });
    const limits = limitsFor(policy, seatOf(known), directory.now());
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
function seatOf(
  { hostDecision, seatedSince, waitingSince }: Known,
  by?: Assuming["by"],
): SeatFacts {
  if (by === "pass") return { seatedSince: undefined, waitingSince: undefined, pass: true };
  return { seatedSince, waitingSince, pass: hostDecision?.pass ?? false };
}
