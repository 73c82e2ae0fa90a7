/** Beginnings of one seat within a minute, by its own word. A page that works has one, or a few where its network is bad. */
const mostHellos = 20;
const windowMs = 60_000;
/** Seats that are remembered before those whose minute is over are forgotten. */
const pruneAbove = 1_000;

/**
 * How often seats say hello. Kept beside the roster, which forgets a seat that was doubted: else a key package that no one may add could come
 * again without end, and everyone else who comes would wait for it.
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

  /** Whether it has said so many that nothing more of it is looked at. */
  isSpent(identity: string, nowMs: number): boolean {
    return this.#recent(identity, nowMs).length >= mostHellos;
  }

  /** Whether nothing of the last minute has to be remembered. */
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
