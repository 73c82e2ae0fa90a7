import { decide } from "@graticule/admission/decide";
import type { Decision } from "@graticule/admission/decision";
import type { CompiledLimits } from "@graticule/admission/limits";
import type { Fix } from "@graticule/admission/location/fix";
import { type Arrival, decideEntry, personOf } from "@graticule/admission/standing";
import type { Locator } from "../location/locator.ts";
import { limitsFor } from "../rooms/limits-for.ts";
import type { RoomDirectory, RoomPolicy } from "../rooms/room-directory.ts";
import type { Suspects } from "./suspects.ts";

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
  | { readonly kind: "ended" };

export type Decided = Verdict & { readonly kind: "decided" };

/**
 * Asks the one question that join, gate, enforcement and event streams share. Synchronous, so no
 * race is left inside.
 */
export interface Judge {
  /** Without an identity: what would be decided of somebody who is new. */
  judge(room: string, address: string, identity?: string): Verdict;
}

export interface JudgeParts {
  readonly directory: RoomDirectory;
  readonly locator: Pick<Locator, "fixOf">;
  /** Who has a seat, or had one a moment ago. */
  readonly seats: { takenAt(room: string, identity: string): number | undefined };
  readonly suspects: Pick<Suspects, "has">;
  /** Whose page is before the door, and since when. */
  readonly waiting: { hereSince(room: string, identity: string): number | undefined };
}

/** Judges by what is in memory now, at the directory's time (the database's, carried on). */
export function createJudge(parts: JudgeParts): Judge {
  const { directory, locator, seats, suspects, waiting } = parts;
  return {
    judge(room, address, identity) {
      if (directory.isExpired()) return { kind: "outage" };
      const policy = directory.find(room);
      if (policy === undefined) return { kind: "no-room" };
      if (policy.ended) return { kind: "ended" };
      const now = directory.now();
      const fix = locator.fixOf(address, now);
      const { standing, takenAt, hereSince } = whoIs(policy, identity);
      const seat = { takenAt: hereSince, pass: standing?.pass ?? false };
      const limits = limitsFor(policy, seat, now);
      const came = takenAt === undefined ? cameNew(room, address) : "inside";
      const arrival = { standing, came } as const;
      const decision = decideEntry(decide(fix, limits, now), policy.door, arrival);
      return { kind: "decided", policy, fix, decision, limits, arrival };
    },
  };

  function whoIs({ room, standings }: RoomPolicy, identity: string | undefined) {
    if (identity === undefined) return {};
    const standing = standings.get(personOf(identity));
    const takenAt = seats.takenAt(room, identity);
    return { standing, takenAt, hereSince: takenAt ?? waiting.hereSince(room, identity) };
  }

  function cameNew(room: string, address: string): Arrival["came"] {
    return suspects.has(room, address) ? "suspect" : "new";
  }
}
