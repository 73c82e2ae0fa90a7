import type { Place } from "@graticule/jurisdiction/place";
import type { OnDoubt, OnlyThese, SetBy, Tier } from "./limit.ts";
import type { EpochMs } from "./location/evidence.ts";

/** The rule behind a reason. */
export interface DecidingRule {
  readonly limit: string;
  readonly tier: Tier;
  readonly setBy?: SetBy | undefined;
  readonly only?: OnlyThese | undefined;
  readonly until?: EpochMs | undefined;
}

/** What one limit says of one fix. */
export type DecisionReason =
  /**
   * What a host decided about this seat or the meeting's door, or the service about this seat under
   * its terms (`terms`); `media-path`: the host wants the media path to be seen. See standing.ts.
   */
  | {
      readonly kind: "host";
      readonly because: "banned" | "sent-back" | "terms" | "locked" | "lobby" | "media-path";
    }
  | ({ readonly kind: "denied-place"; readonly place: Place } & DecidingRule)
  | ({ readonly kind: "outside-allowed" } & DecidingRule)
  | ({
      readonly kind: "doubt";
      /** `coarse`: the fix is coarser than a place that the rule names. */
      readonly because: "contested" | "unknown" | "coarse" | "only-probable";
      readonly onDoubt: OnDoubt;
    } & DecidingRule)
  | {
      readonly kind: "ordered";
      readonly limit: string;
      readonly place: Place;
      readonly until: EpochMs;
      readonly authority?: string | undefined;
      readonly law?: string | undefined;
      readonly sealedUntil?: EpochMs | undefined;
    };

/**
 * Admit, hold or refuse, with every reason that led to it. Limits combine by intersection:
 * refuse before hold before admit. An empty set of limits admits with no reason.
 * `status` of a refusal: 451 if an order is among the reasons, else 403.
 */
export type Decision =
  | { readonly kind: "admit" | "hold"; readonly reasons: readonly DecisionReason[] }
  | {
      readonly kind: "refuse";
      readonly status: 403 | 451;
      readonly reasons: readonly DecisionReason[];
    };
