import { createPrefixCounts, type PrefixCounts } from "../http/prefix-counts.ts";
import { createRateLimit, type RateLimit } from "../http/rate-limit.ts";

/** Bounds on what one network (IPv4 /24, IPv6 /48) may ask of the gate. */
export interface FloodLimits {
  /** Upgrades under way (asked, not yet answered) of one network. */
  readonly inFlightPerPrefix: number;
  readonly inFlight: number;
  /** Refused attempts of one network: how many at once, and how many come back each second. */
  readonly refusedBurst: number;
  readonly refusedPerSecond: number;
}

/** Enough for a whole university behind one address, and little enough to go on serving others. */
export const usualFloodLimits: FloodLimits = {
  inFlightPerPrefix: 512,
  inFlight: 4096,
  refusedBurst: 600,
  refusedPerSecond: 60,
};

/** Called with whether the attempt was let in. */
export type FloodEnd = (admitted: boolean) => void;

/** Counts attempts by network, in memory alone and bounded by the attempts under way. */
export class FloodGuard {
  readonly #inFlight: PrefixCounts;
  readonly #refusals: RateLimit;
  /** Of those inside, each alone. */
  readonly #returns = createRateLimit({ burst: 20, perSecond: 1, keyOf: (who) => who });

  constructor({ inFlightPerPrefix, inFlight, refusedBurst, refusedPerSecond }: FloodLimits) {
    this.#inFlight = createPrefixCounts({ perPrefix: inFlightPerPrefix, all: inFlight });
    this.#refusals = createRateLimit({ burst: refusedBurst, perSecond: refusedPerSecond });
  }

  /**
   * Undefined if this network has to wait (429). Else to be called with how the attempt ended:
   * only the first call counts. INVARIANT: no neighbour's refusals keep out someone who is inside, or was a moment ago.
   * @param insider who of those it is; asked only where the network has to wait
   */
  begin(address: string, insider: () => string | undefined): FloodEnd | undefined {
    if (this.#refusals.peek(address) === "too-many") {
      const who = insider();
      if (who === undefined || this.#returns.take(who) === "too-many") return undefined;
    }
    const leave = this.#inFlight.enter(address);
    if (leave === undefined) return undefined;
    let ended = false;
    return (admitted) => {
      if (ended) return;
      ended = true;
      leave();
      if (!admitted) this.#refusals.take(address);
    };
  }
}
