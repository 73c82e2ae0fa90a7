import { addressPrefix } from "@graticule/admission/location/address";
import { createRateLimit, type RateLimit } from "../http/rate-limit.ts";

/** Bounds on what one network (IPv4 /24, IPv6 /48) may ask of the gate. */
export interface FloodLimits {
  /** Upgrades under way (asked, not yet answered) of one network. */
  readonly inFlightPerPrefix: number;
  /** Upgrades under way of all. */
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

/** One attempt that was let through; `end` says how it ended, and counts once. */
export interface Attempt {
  end(outcome: "admitted" | "refused"): void;
}

/** Counts attempts by network, in memory alone and bounded by the attempts under way. */
export class FloodGuard {
  readonly #limits: FloodLimits;
  readonly #refusals: RateLimit;
  readonly #inFlightByPrefix = new Map<string, number>();
  #inFlight = 0;

  constructor(limits: FloodLimits) {
    this.#limits = limits;
    this.#refusals = createRateLimit({
      burst: limits.refusedBurst,
      perSecond: limits.refusedPerSecond,
    });
  }

  /** Undefined if this network has to wait (429). */
  begin(address: string): Attempt | undefined {
    const prefix = addressPrefix(address);
    const inFlight = this.#inFlightByPrefix.get(prefix) ?? 0;
    if (this.#inFlight >= this.#limits.inFlight) return undefined;
    if (inFlight >= this.#limits.inFlightPerPrefix) return undefined;
    if (this.#refusals.peek(address) === "too-many") return undefined;
    this.#inFlight++;
    this.#inFlightByPrefix.set(prefix, inFlight + 1);
    let ended = false;
    return {
      end: (outcome) => {
        if (ended) return;
        ended = true;
        this.#leave(prefix);
        if (outcome === "refused") this.#refusals.take(address);
      },
    };
  }

  #leave(prefix: string): void {
    this.#inFlight--;
    const left = (this.#inFlightByPrefix.get(prefix) ?? 1) - 1;
    if (left === 0) this.#inFlightByPrefix.delete(prefix);
    else this.#inFlightByPrefix.set(prefix, left);
  }
}
