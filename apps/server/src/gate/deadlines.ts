import type { Leg } from "./leg.ts";

/** All in milliseconds. */
export interface DeadlineTimes {
  /** How long the engine may take to answer. */
  readonly handshakeMs: number;
  /** How long a peer may leave unread what was written to it. */
  readonly stallMs: number;
  /** How long either side may say nothing. */
  readonly silentMs: number;
}

export const usualTimes: DeadlineTimes = {
  handshakeMs: 10_000,
  stallMs: 30_000,
  silentMs: 30_000,
};

/** One clock for all connections, instead of timers for each. */
export class Deadlines {
  readonly #times: DeadlineTimes;
  readonly #legs: () => Iterable<Leg>;
  readonly #tooLate: (leg: Leg) => void;
  readonly #timer: NodeJS.Timeout;
  /** Handshakes under way, oldest first, and since when. */
  readonly #handshakes = new Map<Leg, number>();
  /** Connections whose peer does not read, and since when. */
  readonly #stalled = new Map<Leg, number>();

  /** @param tooLate called for a handshake; other connections are cut */
  constructor(times: DeadlineTimes, legs: () => Iterable<Leg>, tooLate: (leg: Leg) => void) {
    this.#times = times;
    this.#legs = legs;
    this.#tooLate = tooLate;
    const tickMs = Math.min(...Object.values(times)) / 8;
    this.#timer = setInterval(() => this.#look(), tickMs).unref();
  }

  began(leg: Leg): void {
    this.#handshakes.set(leg, performance.now());
  }

  answered(leg: Leg): void {
    this.#handshakes.delete(leg);
  }

  stalled(leg: Leg): void {
    if (!this.#stalled.has(leg)) this.#stalled.set(leg, performance.now());
  }

  flowing(leg: Leg): void {
    if (this.#stalled.size > 0) this.#stalled.delete(leg);
  }

  /** Cuts those that are stalled. */
  close(): void {
    clearInterval(this.#timer);
    for (const leg of [...this.#stalled.keys()]) leg.cut();
  }

  #look(): void {
    const now = performance.now();
    const { handshakeMs, stallMs, silentMs } = this.#times;
    for (const [leg, since] of this.#handshakes) {
      if (now - since < handshakeMs) break;
      this.#tooLate(leg);
    }
    for (const [leg, since] of this.#stalled) {
      if (now - since < stallMs) break;
      this.#stalled.delete(leg);
      leg.cut();
    }
    // A host that vanished says no word, and the kernel would wait for a quarter of an hour.
    for (const leg of this.#legs()) if (now - leg.silentSince >= silentMs) leg.cut();
  }
}
