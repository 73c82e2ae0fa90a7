/**
 * How long messages wait for their sender to be listed, in milliseconds.
 * @internal
 */
export const earlyMs = 10_000;
/**
 * The most messages kept for one sender, and the most senders.
 * @internal
 */
export const mostEarly = 20;

/**
 * Keeps people's first messages: the engine delivers them up to some seconds before it lists their
 * sender.
 */
export class EarlyWords<Word> {
  readonly #held = new Map<string, { readonly word: Word; readonly at: number }[]>();

  /** `now` in milliseconds, never going back. Messages beyond the limits are dropped. */
  hold(identity: string, word: Word, now: number): void {
    for (const [other, words] of this.#held)
      if (words.every(({ at }) => now - at >= earlyMs)) this.#held.delete(other);
    const words = this.#held.get(identity) ?? [];
    const hasRoom = words.length > 0 || this.#held.size < mostEarly;
    if (words.length >= mostEarly || !hasRoom) return;
    words.push({ word, at: now });
    this.#held.set(identity, words);
  }

  /** Takes out the messages that wait for this sender, in order. */
  take(identity: string, now: number): readonly Word[] {
    const words = this.#held.get(identity) ?? [];
    this.#held.delete(identity);
    return words.filter(({ at }) => now - at < earlyMs).map(({ word }) => word);
  }
}
