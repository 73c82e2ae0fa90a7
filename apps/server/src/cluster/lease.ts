import { uptime } from "node:os";

/**
 * How long an instance may act for its rooms. Each beat raises a number in its row of the database.
 * Another instance may take its rooms only after it has itself seen that number stand still for
 * `buryMs`, by a delete that compares the number: so nothing rests on what any clock shows, only on
 * clocks that run about equally fast.
 *
 * | | |
 * | --- | --- |
 * | it judges, from the moment it *sent* its last beat that was answered | `judgeMs` |
 * | what it began by then ends (calls to the engine carry this deadline) | `judgeMs + callMs` |
 * | another may take over, from the moment it *saw* the result of that beat | `buryMs` |
 *
 * INVARIANT: `judgeMs + callMs + driftMs < buryMs`. Explored exhaustively in lease.test.ts.
 */
export const leaseTimes = {
  beatMs: 500,
  judgeMs: 3_500,
  callMs: 1_500,
  /** By which two clocks may differ in `buryMs`: 5 %. */
  driftMs: 275,
  buryMs: 5_500,
} as const;

/** Milliseconds since the machine started, time in which it slept included. In steps of 10. */
export const sinceBootMs = (): number => uptime() * 1_000;

/** One instance's permission to act, from its first beat on. */
export class Lease {
  readonly #now: () => number;
  #judgesUntil = Number.NEGATIVE_INFINITY;
  #isLost = false;

  /** `now`: has to count sleep, which `performance.now()` doesn't on Linux. */
  constructor(now: () => number = sinceBootMs) {
    this.#now = now;
  }

  /** Whether it may act for its rooms now. Asked before each answer, however cheap that answer is. */
  mayJudge(): boolean {
    return !this.#isLost && this.#now() < this.#judgesUntil;
  }

  /** For how long it has not been allowed to act; negative: it still is. */
  silentMs(): number {
    return this.#isLost ? Number.POSITIVE_INFINITY : this.#now() - this.#judgesUntil;
  }

  /** A beat sent at `sentAt` was answered, or the others said that they can't take over. */
  extend(sentAt: number): void {
    this.#judgesUntil = Math.max(this.#judgesUntil, sentAt + leaseTimes.judgeMs);
  }

  /** Its rooms may be another's from now on; for good. */
  lose(): void {
    this.#isLost = true;
  }
}
