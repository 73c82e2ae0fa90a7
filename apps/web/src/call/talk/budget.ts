/** At most so many within so much time. */
export interface Allowance {
  readonly most: number;
  readonly perMs: number;
}

/** Counts each sender's recent actions. Entries stay until {@link forget}. */
export class Budget {
  readonly #allowance: Allowance;
  readonly #times = new Map<string, readonly number[]>();

  constructor(allowance: Allowance) {
    this.#allowance = allowance;
  }

  /**
   * Whether this sender may act now; counts the action if so. `now` in milliseconds, never going
   * back.
   */
  spend(who: string, now: number): boolean {
    const { most, perMs } = this.#allowance;
    const recent = (this.#times.get(who) ?? []).filter((time) => now - time < perMs);
    if (recent.length < most) recent.push(now);
    else return false;
    this.#times.set(who, recent);
    return true;
  }

  forget(who: string): void {
    this.#times.delete(who);
  }
}
