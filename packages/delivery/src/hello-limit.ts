/** Hellos of one seat within a minute. A page needs one, or a few on a bad network. */
const mostHellos = 20;
const windowMs = 60_000;
/** With more seats, those whose minute is over are forgotten. */
const pruneAbove = 1_000;

/**
 * How often seats say hello. Not in the roster, which forgets a seat that was doubted: a key
 * package that nobody may add could come again and again, and every new participant would wait for
 * it.
 */
export class HelloLimit {
  readonly #saidAt = new Map<string, readonly number[]>();

  /** Whether this seat may say hello now; if so, it counts. */
  admits(identity: string, nowMs: number): boolean {
    this.#prune(nowMs);
    const recent = this.#recent(identity, nowMs);
    if (recent.length >= mostHellos) return false;
    this.#saidAt.set(identity, [...recent, nowMs]);
    return true;
  }

  /** Whether this seat has used up its hellos. */
  isSpent(identity: string, nowMs: number): boolean {
    return this.#recent(identity, nowMs).length >= mostHellos;
  }

  /** Whether there were no hellos in the last minute. */
  isIdle(nowMs: number): boolean {
    return [...this.#saidAt.values()].every((times) => (times.at(-1) ?? 0) <= nowMs - windowMs);
  }

  #recent(identity: string, nowMs: number): readonly number[] {
    return (this.#saidAt.get(identity) ?? []).filter((at) => at > nowMs - windowMs);
  }

  #prune(nowMs: number): void {
    if (this.#saidAt.size < pruneAbove) return;
    for (const [identity, times] of this.#saidAt) {
      if ((times.at(-1) ?? 0) <= nowMs - windowMs) this.#saidAt.delete(identity);
    }
  }
}
