import { uptime } from "node:os";

/**
 * How long an instance may act for its rooms. Each beat raises a number in its row of the database.
 * Another instance may take its rooms only once it has itself seen that number unchanged for
 * `buryMs`, and it does so by deleting the row if the number is still the same. So nothing depends
 * on the time that a clock shows, only on clocks that run about equally fast.
 *
 * | | |
 * | --- | --- |
 * | it judges, from the moment it *sent* the last beat that was answered | `judgeMs` |
 * | what it began by then has ended (calls to the engine have this deadline) | `judgeMs + callMs` |
 * | another may take over, from the moment it *saw* the result of that beat | `buryMs` |
 *
 * INVARIANT: `judgeMs + callMs + driftMs < buryMs`. Explored exhaustively in lease.test.ts.
 */
export const leaseTimes = {
  beatMs: 500,
  judgeMs: 3_500,
  callMs: 1_500,
  /** How far two clocks may drift apart within `buryMs`: 5 %. */
  driftMs: 275,
  buryMs: 5_500,
} as const;

/** Milliseconds since the machine started, including time asleep, in steps of 10. */
export const sinceBootMs = (): number => uptime() * 1_000;

/** One instance's permission to act, from its first beat on. */
export class Lease {
  readonly #now: () => number;
  #judgesUntil = Number.NEGATIVE_INFINITY;
  #isLost = false;

  /** @param now monotonic ms that count sleep, which `performance.now()` doesn't on Linux */
  constructor(now: () => number = sinceBootMs) {
    this.#now = now;
  }

  /** Whether it may act for its rooms now. Ask before every answer, however cheap. */
  mayJudge(): boolean {
    return !this.#isLost && this.#now() < this.#judgesUntil;
  }

  /** Ms since it was last allowed to act. Negative: it still is, or never was. */
  silentMs(): number {
    if (this.#isLost) return Number.POSITIVE_INFINITY;
    return this.#judgesUntil === Number.NEGATIVE_INFINITY ? -1 : this.#now() - this.#judgesUntil;
  }

  /** Renews it: a beat or question sent at `sentAt` showed that no other instance can take over. */
  extend(sentAt: number): void {
    this.#judgesUntil = Math.max(this.#judgesUntil, sentAt + leaseTimes.judgeMs);
  }

  /** Ends it for good: from now on another instance may own its rooms. */
  lose(): void {
    this.#isLost = true;
  }
}
