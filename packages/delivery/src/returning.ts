/**
 * People who were in the call before this service had it. They still send with the keys of an
 * earlier group, and can't open anything sent with new ones until they are in the new group: it
 * begins once all of them have said hello. Pages forget those keys after ten seconds, whatever
 * happens here.
 */
export class Returning {
  /** Undefined: not known yet. */
  #awaited: Set<string> | undefined;
  /** Who has said hello before it was known who is awaited. */
  readonly #early = new Set<string>();
  #someoneLeft = false;

  /** Whether the new group has to wait. It doesn't once anyone who may have the earlier keys is gone. */
  get isAwaited(): boolean {
    return !this.#someoneLeft && (this.#awaited === undefined || this.#awaited.size > 0);
  }

  /** Who has not come yet, as far as is known. */
  get awaited(): readonly string[] {
    return [...(this.#awaited ?? [])];
  }

  expect(identities: readonly string[]): void {
    this.#awaited = new Set(identities.filter((one) => !this.#early.has(one)));
    this.#early.clear();
  }

  /** It said hello. Returns whether it may have earlier keys of someone who is gone. */
  came(identity: string): boolean {
    if (this.#awaited === undefined) this.#early.add(identity);
    const mayHaveKeys = this.#awaited?.delete(identity) ?? true;
    return mayHaveKeys && this.#someoneLeft;
  }

  /**
   * It left or may not come back. Returns whether it was awaited until now. `hadCome`: it is or was
   * in the conversation.
   */
  left(identity: string, { hadCome }: { readonly hadCome: boolean }): boolean {
    const wasAwaited = this.#awaited?.delete(identity) ?? false;
    this.#someoneLeft ||= wasAwaited || hadCome;
    return wasAwaited;
  }
}
