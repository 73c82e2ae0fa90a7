import { timeouts } from "./timeouts.ts";

/** Of the time between two renewals, how much chance may take off or put on. */
const spread = 0.2;

/**
 * When a group's keys are to be renewed though nobody comes or goes: 15 s after there are two in it, and five minutes after each commit
 * with a path, more or less, so that no two rooms of a service go on in step.
 */
export class Rotation {
  readonly #chance: () => number;
  #dueAtMs: number | undefined;

  /** `chance`: from 0 to 1. */
  constructor(chance: () => number) {
    this.#chance = chance;
  }

  /** Undefined: the group has not been whole yet. */
  get dueAtMs(): number | undefined {
    return this.#dueAtMs;
  }

  /** All who are inside send with the same keys. */
  whole(nowMs: number): void {
    this.#dueAtMs ??= nowMs + timeouts.firstRotationMs;
  }

  /** Keys were renewed, or nobody would. */
  over(nowMs: number): void {
    const share = 1 - spread + 2 * spread * this.#chance();
    this.#dueAtMs = nowMs + Math.round(timeouts.rotationMs * share);
  }

  /** There is no group any more. */
  forget(): void {
    this.#dueAtMs = undefined;
  }
}
