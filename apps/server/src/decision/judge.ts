import { decide } from "@graticule/admission/decide";
import type { Decision } from "@graticule/admission/decision";
import { type CompiledLimits, orderBeginsAt } from "@graticule/admission/limits";
import type { Fix } from "@graticule/admission/location/fix";
import { afterContest } from "@graticule/admission/location/resolve-paths";
import { type Arrival, decideEntry, personOf } from "@graticule/admission/standing";
import type { EndedBy } from "@graticule/api/meetings";
import type { Awaited } from "../presence/contests.ts";
import type { Suspects } from "../presence/suspects.ts";
import { limitsFor } from "../rooms/limits-for.ts";
import type { RoomDirectory, RoomPolicy } from "../rooms/room-directory.ts";
import type { Whereabouts, Whose } from "./whereabouts.ts";

/** What the service says of one connection to one room, now. */
export type Verdict =
  | {
      readonly kind: "decided";
      readonly policy: RoomPolicy;
      readonly fix: Fix;
      readonly decision: Decision;
      /** What it was decided by: for the same question under another assumption. */
      readonly limits: CompiledLimits;
      readonly arrival: Arrival;
    }
  /** The last snapshot is too old: 503, an outage and not a decision. */
  | { readonly kind: "outage" }
  | { readonly kind: "no-room" }
  | { readonly kind: "ended"; readonly by: EndedBy };

export type Decided = Verdict & { readonly kind: "decided" };

/**
 * Asks the one question that join, gate, enforcement and event streams share. Synchronous, so no
 * race is left inside.
 */
export interface Judge {
  /** Without an identity: what would be decided of somebody who is new. */
  judge(room: string, address: string, identity?: string): Verdict;
  /** Whether somebody inside will be kept out by an order whose private notice runs for them. */
  noticeTo(room: string, address: string, identity: string): Noticed;
}

/** `nothing`: no notice runs. `unsaid`: kept out by now, or an outage: what was told before still stands. */
export type Noticed = Notice | { readonly kind: "nothing" | "unsaid" };

/** What somebody inside is told in private. */
export interface Notice {
  readonly kind: "notice";
  /** As what is decided of them when the notice is over. */
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
  /** Who said while inside that they are not there, and stays until somebody answers; undefined: nobody can. */
  readonly awaited?: (room: string, identity: string) => Awaited | undefined;
}

type Asked = Pick<Decided, "policy" | "limits"> & Pick<Arrival, "standing" | "came">;

/** Whose word closed it. A room that is gone was its host's. */
export function endedBy(policy: Pick<RoomPolicy, "endedUnderTerms"> | undefined): EndedBy {
  return policy?.endedUnderTerms === true ? "service" : "host";
}

/** Judges by what is in memory now, at the directory's time (the database's, carried on). */
export function createJudge(parts: JudgeParts): Judge {
  const { directory, whereabouts, seats, suspects, waiting } = parts;

  const judge = (room: string, address: string, identity?: string): Verdict => {
    if (directory.isExpired()) return { kind: "outage" };
    const policy = directory.find(room);
    if (policy === undefined) return { kind: "no-room" };
    if (policy.ended) return { kind: "ended", by: endedBy(policy) };
    const { standing, ...times } = whoIs(policy, identity);
    const limits = limitsFor(policy, { ...times, pass: standing?.pass ?? false }, directory.now());
    const came = times.takenAt === undefined ? cameNew(room, address) : "inside";
    const whose = { room, address, identity };
    return decided({ policy, limits, standing, came }, whose, awaited(room, identity));
  };

  /** @param says what somebody is believed until it is answered; they are told where they are as before */
  const decided = (
    { policy, limits, standing, came }: Asked,
    whose: Whose,
    says?: Awaited,
  ): Decided => {
    const { fix, media } = whereabouts.of(whose);
    const arrival: Arrival = { standing, came, media };
    const believed = says === undefined ? fix : afterContest(fix, [says.place]);
    const byLimits = decide(believed, limits, directory.now());
    const decision = decideEntry(byLimits, policy.door, arrival);
    return { kind: "decided", policy, limits, arrival, fix, decision };
  };

  const noticeTo = (room: string, address: string, identity: string): Noticed => {
    if ((directory.find(room)?.underNotice ?? []).length === 0) return { kind: "nothing" };
    const present = judge(room, address, identity);
    // It may be over since the seat was judged: the removal that follows says so, and nothing else.
    if (present.kind !== "decided" || present.decision.kind === "refuse") return { kind: "unsaid" };
    const { policy, arrival } = present;
    const { hereSince } = whoIs(policy, identity);
    const newcomer = { takenAt: undefined, hereSince, pass: arrival.standing?.pass ?? false };
    const limits = limitsFor(policy, newcomer, directory.now());
    const coming = decided({ policy, ...arrival, limits }, { room, address, identity });
    const begins = coming.decision.reasons.flatMap((reason) =>
      reason.kind === "ordered" ? (orderBeginsAt(present.limits, reason.limit) ?? []) : [],
    );
    if (begins.length === 0) return { kind: "nothing" };
    const until = awaited(room, identity)?.dueAtMs ?? 0;
    return { kind: "notice", coming, at: Math.max(until, Math.min(...begins)) };
  };

  return { judge, noticeTo };

  function awaited(room: string, identity: string | undefined): Awaited | undefined {
    return identity === undefined ? undefined : parts.awaited?.(room, identity);
  }

  function whoIs({ room, standings }: RoomPolicy, identity: string | undefined) {
    if (identity === undefined) {
      return { standing: undefined, takenAt: undefined, hereSince: undefined };
    }
    const standing = standings.get(personOf(identity));
    const takenAt = seats.takenAt(room, identity);
    return { standing, takenAt, hereSince: takenAt ?? waiting.hereSince(room, identity) };
  }

  function cameNew(room: string, address: string): Arrival["came"] {
    return suspects.has(room, address) ? "suspect" : "new";
  }
}
