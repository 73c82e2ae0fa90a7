/**
 * How many ids of one sender are remembered.
 * @internal
 */
export const mostIds = 1_000;
/**
 * How many senders are remembered.
 * @internal
 */
export const mostSenders = 1_000;

/**
 * Remembers each sender's newest ids, for the senders heard last. Those who leave are not
 * forgotten: the engine says who is here, and could play back what they sent.
 */
export class HeardOnce {
  readonly #ids = new Map<string, Set<string>>();

  /** Whether this sender's packet comes for the first time. */
  isFirst(sender: string, id: string): boolean {
    const ids = this.#ids.get(sender) ?? new Set();
    if (ids.has(id)) return false;
    dropOldest(ids.add(id), mostIds);
    this.#ids.delete(sender);
    dropOldest(this.#ids.set(sender, ids), mostSenders);
    return true;
  }
}

function dropOldest(
  kept: { readonly size: number; keys(): Iterable<string>; delete(key: string): boolean },
  most: number,
): void {
  if (kept.size <= most) return;
  const [oldest] = kept.keys();
  if (oldest !== undefined) kept.delete(oldest);
}
