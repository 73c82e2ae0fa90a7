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
import type { Owners } from "../cluster/owners.ts";
import type { PendingContest } from "../presence/contests.ts";
import type { Joins } from "../presence/joins.ts";
import type { Seats } from "../presence/seats.ts";
import type { Suspects } from "../presence/suspects.ts";
import { limitsFor, type SeatFacts } from "../rooms/limits-for.ts";
import type { RoomDirectory, RoomPolicy } from "../rooms/room-directory.ts";
import { byLimits } from "./by-limits.ts";
import type { ConnectionLocator, Who } from "./connection-locator.ts";

/** What to assume for one question instead of what is known, each by itself. */
export interface Assuming {
  /** Where the person says they are. It counts where a rule asks for it. */
  readonly stated?: Place | undefined;
  /** They come as a host, or new and by a traveller's pass. */
  readonly by?: "host" | "pass" | undefined;
  /** Their media path is seen, as that of a page that joined. */
  readonly media?: "seen";
}

export type Verdict =
  | {
      readonly kind: "decided";
      readonly policy: RoomPolicy;
      readonly fix: Fix;
      readonly decision: Decision;
      readonly stated: Place | undefined;
    }
  | Closed;

/**
 * Why nothing can be decided. `absent`: no such room. `outage`: the room wasn't read, what was read is
 * too old, or another instance may be deciding about this room.
 */
export type Closed =
  | { readonly kind: "absent" | "outage" }
  | { readonly kind: "ended"; readonly by: EndedBy };

export type Decided = Verdict & { readonly kind: "decided" };

/**
 * The one question, shared by joining, gate, enforcement and event streams: may this connection be
 * in this room, now? Answered from memory, by the last snapshot and the present seats, at the
 * directory's time (the database's, carried on). Synchronous, so that nothing changes meanwhile.
 */
export interface Judge {
  find(room: string): { readonly kind: "open"; readonly policy: RoomPolicy } | Closed;
  judge(room: string, who: Who, assuming?: Assuming): Verdict;
  /**
   * Whether an order will keep someone inside out when their private notice is over. `unsaid`: kept
   * out by now, or an outage: what they were told before still stands.
   */
  noticeTo(room: string, who: Who): Notice | { readonly kind: "nothing" | "unsaid" };
}

/** What someone inside is told in private. */
export interface Notice {
  readonly kind: "notice";
  /** The decision when the notice is over. */
  readonly coming: Decided;
  /** When it is over, in the database's time. */
  readonly at: number;
}

export interface JudgeParts {
  readonly directory: RoomDirectory;
  readonly owners: Pick<Owners, "holds">;
  readonly locator: ConnectionLocator;
  readonly seats: Pick<Seats, "seatedSince">;
  readonly suspects: Pick<Suspects, "has">;
  readonly waiting: Pick<Joins, "waitingSince">;
  /** See `Contests.awaited`. */
  readonly awaited?: (room: string, identity: string) => readonly PendingContest[];
}

interface Known extends Omit<SeatFacts, "pass">, Pick<Arrival, "hostDecision" | "came"> {
  /** Until the answers they are believed. */
  readonly awaited: readonly PendingContest[];
}

const nothing = {
  hostDecision: undefined,
  seatedSince: undefined,
  waitingSince: undefined,
  awaited: [],
};
const asHost: HostDecision = {
  name: "",
  role: "host",
  entry: "none",
  pass: false,
  passFor: undefined,
  successorRank: undefined,
};

/** Who ended the room. One that is gone was deleted by its host. */
export function endedBy(policy: Pick<RoomPolicy, "endedUnderTerms"> | undefined): EndedBy {
  return policy?.endedUnderTerms === true ? "service" : "host";
}

export function createJudge(parts: JudgeParts): Judge {
  const { directory, owners, locator, seats, suspects, waiting } = parts;

  const find: Judge["find"] = (room) => {
    // INVARIANT: nothing is decided here while another instance may own the room.
    if (directory.isExpired() || !owners.holds(room)) return { kind: "outage" };
    const policy = directory.find(room);
    // INVARIANT: of a room that wasn't read nothing is known, least of all that there is none.
    if (policy === undefined) return { kind: directory.isLoaded(room) ? "absent" : "outage" };
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
      awaited: parts.awaited?.(room, identity) ?? [],
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
    const notIn = awaited.map(({ place }) => place);
    const believed = afterContest(fix, notIn);
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
    // The notice may just be over: the removal that follows tells them.
    if (present.kind !== "decided" || present.decision.kind === "refuse") return { kind: "unsaid" };
    const { policy } = present;
    const known = knownOf(policy, who);
    // As someone who had no seat before the order, and whose contest was not upheld.
    const coming = decided(policy, who, { ...known, seatedSince: undefined, awaited: [] });
    const limits = limitsFor(policy, seatOf(known), directory.now());
    const begins = coming.decision.reasons.flatMap((reason) =>
      reason.kind === "ordered" ? (orderBeginsAt(limits, reason.limit) ?? []) : [],
    );
    if (begins.length === 0) return { kind: "nothing" };
    return {
      kind: "notice",
      coming,
      at: Math.max(Math.min(...begins), ...known.awaited.map(({ dueAtMs }) => dueAtMs)),
    };
  };

  return { find, judge, noticeTo };
}

/** By a pass everyone is new. */
function seatOf(
  { hostDecision, seatedSince, waitingSince }: Known,
  by?: Assuming["by"],
): SeatFacts {
  if (by === "pass") return { seatedSince: undefined, waitingSince: undefined, pass: true };
  return { seatedSince, waitingSince, pass: hostDecision?.pass ?? false };
}
