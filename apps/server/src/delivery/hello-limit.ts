/** Beginnings of one seat within a minute. A page that works has one, or a few where its network is bad. */
const mostHellos = 20;
const windowMs = 60_000;
/** Seats that are remembered before those whose minute is over are forgotten. */
const pruneAbove = 1_000;

/**
 * How often seats say hello. Kept beside the roster, which forgets a seat that is turned away: else a key package that no one believes
 * could come again without end, and everyone else who comes would wait for it.
 */
export class HelloLimit {
  readonly #saidAt = new Map<string, readonly number[]>();

  /** Whether this seat may say hello now; if so, it counts. */
  admits(identity: string, nowMs: number): boolean {
    this.#prune(nowMs);
    const recent = (this.#saidAt.get(identity) ?? []).filter((at) => at > nowMs - windowMs);
    if (recent.length >= mostHellos) return false;
    this.#saidAt.set(identity, [...recent, nowMs]);
    return true;
  }

  #prune(nowMs: number): void {
    if (this.#saidAt.size < pruneAbove) return;
    for (const [identity, times] of this.#saidAt) {
      if ((times.at(-1) ?? 0) <= nowMs - windowMs) this.#saidAt.delete(identity);
    }
  }
}
