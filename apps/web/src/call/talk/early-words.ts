/**
 * So long words wait for their speaker, in milliseconds.
 * @internal
 */
export const earlyMs = 10_000;
/**
 * So many words of one speaker wait, and words of so many speakers.
 * @internal
 */
export const mostEarly = 20;

/**
 * What people say in their first moments: the engine passes their words on up to some seconds before it says that they are here.
 */
export class EarlyWords<Word> {
  readonly #held = new Map<string, { readonly word: Word; readonly at: number }[]>();

  /** `now` in milliseconds, never going back. More than may wait are not heard. */
  hold(identity: string, word: Word, now: number): void {
    for (const [other, words] of this.#held)
      if (words.every(({ at }) => now - at >= earlyMs)) this.#held.delete(other);
    const words = this.#held.get(identity) ?? [];
    const hasRoom = words.length > 0 || this.#held.size < mostEarly;
    if (words.length >= mostEarly || !hasRoom) return;
    words.push({ word, at: now });
    this.#held.set(identity, words);
  }

  /** What waited for this one, in its order; it waits no more. */
  take(identity: string, now: number): readonly Word[] {
    const words = this.#held.get(identity) ?? [];
    this.#held.delete(identity);
    return words.filter(({ at }) => now - at < earlyMs).map(({ word }) => word);
  }
}
