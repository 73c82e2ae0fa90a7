import type { Decision } from "@graticule/admission/decision";
import type { Fix } from "@graticule/admission/location/fix";
import type { RoomPolicy } from "../rooms/room-directory.ts";

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
