import { timeouts } from "./timeouts.ts";

/** The jitter of the time between two renewals, as a share of it. */
const spread = 0.2;

/**
 * When a group's keys are renewed though nobody joins or leaves: 15 s after it has two members, and
 * about five minutes after each commit with a path, with jitter, so that a service's rooms are out
 * of step.
 */
export class Rotation {
  readonly #chance: () => number;
  #dueAtMs: number | undefined;

  /** `chance`: from 0 to 1, places the next renewal within the jitter. */
  constructor(chance: () => number) {
    this.#chance = chance;
  }

  /** Undefined before the first {@link whole}. */
  get dueAtMs(): number | undefined {
    return this.#dueAtMs;
  }

  /** All members send with the same keys. */
  whole(nowMs: number): void {
    this.#dueAtMs ??= nowMs + timeouts.firstRotationMs;
  }

  /** Keys were renewed, or nobody renewed them. */
  over(nowMs: number): void {
    const share = 1 - spread + 2 * spread * this.#chance();
    this.#dueAtMs = nowMs + Math.round(timeouts.rotationMs * share);
  }

  /** The group is over. */
  forget(): void {
    this.#dueAtMs = undefined;
  }
}
