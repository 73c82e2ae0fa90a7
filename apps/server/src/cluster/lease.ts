import { uptime } from "node:os";

/**
 * How long an instance may act as the owner of its rooms. Each beat asks the database to extend its
 * lease; what the database promised lasts longer than what the instance allows itself, so that
 * nobody else can have taken its rooms while it still acts.
 *
 * | | |
 * | --- | --- |
 * | the database promises, from the moment it takes the beat | `leaseMs` |
 * | the instance judges, from the moment it *sent* the beat | `judgeMs` |
 * | what it began by then ends (calls to the engine carry this deadline) | `judgeMs + callMs` |
 *
 * INVARIANT: `judgeMs + callMs + driftMs < leaseMs`. Explored exhaustively in lease.test.ts.
 */
export const leaseTimes = {
  beatMs: 1_000,
  judgeMs: 4_000,
  callMs: 1_500,
  /** By which two clocks may differ in `leaseMs`: 5 %. */
  driftMs: 300,
  leaseMs: 6_000,
} as const;

/** Milliseconds since the machine started, time in which it slept included. In steps of 10. */
export const sinceBootMs = (): number => uptime() * 1_000;

export interface LeaseParts {
  /** Extends the lease in the database. False: someone has taken over. Rejects without an answer. */
  readonly beat: () => Promise<boolean>;
  /** Has to count sleep: `performance.now()` doesn't on Linux. */
  readonly now?: () => number;
}

/** One instance's lease, from its first beat on. */
export class Lease {
  readonly #beat: () => Promise<boolean>;
  readonly #now: () => number;
  #judgesUntil = Number.NEGATIVE_INFINITY;
  #lost = false;

  constructor({ beat, now = sinceBootMs }: LeaseParts) {
    this.#beat = beat;
    this.#now = now;
  }

  /** Whether it may act as the owner now. Asked before each answer, however cheap that answer is. */
  mayJudge(): boolean {
    return !this.#lost && this.#now() < this.#judgesUntil;
  }

  /** It was taken over, and never judges again in this epoch. */
  get isLost(): boolean {
    return this.#lost;
  }

  /** Sends one beat. An answer that comes late counts from when the beat was sent. */
  async extend(): Promise<void> {
    const sentAt = this.#now();
    const held = await this.#beat().catch(() => undefined);
    if (held === false) this.#lost = true;
    if (held === true) this.#judgesUntil = Math.max(this.#judgesUntil, sentAt + leaseTimes.judgeMs);
  }
}
