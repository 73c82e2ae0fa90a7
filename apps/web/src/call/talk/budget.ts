/** So many within so much time. */
export interface Allowance {
  readonly most: number;
  readonly perMs: number;
}

/** Who did how much lately. One that nobody asks for is forgotten with its owner. */
export class Budget {
  readonly #allowance: Allowance;
  readonly #times = new Map<string, readonly number[]>();

  constructor(allowance: Allowance) {
    this.#allowance = allowance;
  }

  /** Whether this one may now; counts it if so. `now` in milliseconds, never going back. */
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
