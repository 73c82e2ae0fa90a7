import type { Place } from "@graticule/jurisdiction/place";
import type { OnDoubt, SetBy, Tier } from "./limits.ts";

/** One limit's word on one fix. */
export type DecisionReason =
  /**
   * A host's own word about this seat or the meeting's door, or the service's about this seat under its
   * terms (`terms`); `media-path`: the host wants to see the way of sound and picture. See standing.ts.
   */
  | {
      readonly kind: "host";
      readonly because: "banned" | "sent-back" | "terms" | "locked" | "lobby" | "media-path";
    }
  | {
      readonly kind: "denied-place";
      readonly limit: string;
      readonly tier: Tier;
      readonly setBy?: SetBy;
      readonly place: Place;
      readonly until?: number;
    }
  | {
      readonly kind: "outside-allowed";
      readonly limit: string;
      readonly tier: Tier;
      readonly setBy?: SetBy;
      readonly until?: number;
    }
  | {
      readonly kind: "doubt";
      readonly limit: string;
      readonly tier: Tier;
      readonly setBy?: SetBy;
      /** What could not be told. `coarse`: the fix is coarser than a place that the rule names. */
      readonly because: "contested" | "unknown" | "coarse" | "only-probable";
      readonly onDoubt: OnDoubt;
      readonly until?: number;
    }
  | {
      readonly kind: "ordered";
      readonly limit: string;
      readonly place: Place;
      readonly until: number;
      readonly authority?: string;
      readonly law?: string;
    };

/**
 * Admit, hold or refuse, with every reason that led to it. Limits combine by intersection:
 * refuse before hold before admit. An empty set of limits admits with no reason.
 * `status` of a refusal: 451 if an order is among the reasons, else 403.
 */
export type Decision =
  | { readonly kind: "admit"; readonly reasons: readonly DecisionReason[] }
  | { readonly kind: "hold"; readonly reasons: readonly DecisionReason[] }
  | {
      readonly kind: "refuse";
      readonly status: 403 | 451;
      readonly reasons: readonly DecisionReason[];
    };
