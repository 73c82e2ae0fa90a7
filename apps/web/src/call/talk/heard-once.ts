/**
 * So many ids of one sender are known.
 * @internal
 */
export const mostIds = 1_000;
/**
 * So many senders are known.
 * @internal
 */
export const mostSenders = 1_000;

/**
 * What was heard already: of each sender the newest, and of senders those who were heard last. Whoever left is not forgotten
 * for that: who is here is what the engine says, and it could play back what they said.
 */
export class HeardOnce {
  readonly #ids = new Map<string, Set<string>>();

  /** Whether this sender's packet comes for the first time; the next time it does not. */
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
