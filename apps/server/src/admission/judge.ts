import { decide } from "@graticule/admission/decide";
import type { Decision } from "@graticule/admission/decision";
import type { Fix } from "@graticule/admission/location/fix";
import type { Locator } from "../location/locator.ts";
import type { RoomDirectory, RoomPolicy } from "../rooms/room-directory.ts";

/** What the service says of one connection to one room, now. */
export type Verdict =
  | {
      readonly kind: "decided";
      readonly policy: RoomPolicy;
      readonly fix: Fix;
      readonly decision: Decision;
    }
  /** The last snapshot is too old: 503, an outage and not a decision. */
  | { readonly kind: "outage" }
  | { readonly kind: "no-room" }
  | { readonly kind: "ended" };

/** Asks the one question that join, gate and enforcement share. Synchronous, so no race is left inside. */
export interface Judge {
  judge(room: string, address: string): Verdict;
}

/** Judges by what is in memory now, at the directory's time (the database's, carried on). */
export function createJudge(parts: {
  readonly directory: RoomDirectory;
  readonly locator: Pick<Locator, "fixOf">;
}): Judge {
  const { directory, locator } = parts;
  return {
    judge(room, address) {
      if (directory.isExpired()) return { kind: "outage" };
      const policy = directory.find(room);
      if (policy === undefined) return { kind: "no-room" };
      if (policy.ended) return { kind: "ended" };
      const now = directory.now();
      const fix = locator.fixOf(address, now);
      return { kind: "decided", policy, fix, decision: decide(fix, policy.limits, now) };
    },
  };
}
