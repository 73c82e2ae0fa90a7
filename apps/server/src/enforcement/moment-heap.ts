interface Entry {
  readonly key: string;
  at: number;
}

/** One moment for each key, the earliest at hand. A binary heap: a change costs O(log n). */
export class MomentHeap {
  /** INVARIANT: no entry is earlier than its parent, the one at `(index - 1) >> 1`. */
  readonly #entries: Entry[] = [];
  readonly #indexes = new Map<string, number>();

  /** Undefined: there is none. */
  earliest(): number | undefined {
    return this.#entries[0]?.at;
  }

  /** Replaces the key's moment. */
  set(key: string, at: number): void {
    const index = this.#indexes.get(key);
    const entry = index === undefined ? undefined : this.#entries[index];
    if (index === undefined || entry === undefined) {
      this.#rise({ key, at }, this.#entries.length);
      return;
    }
    const wasAt = entry.at;
    entry.at = at;
    if (at < wasAt) this.#rise(entry, index);
    else this.#sink(entry, index);
  }

  delete(key: string): void {
    const index = this.#indexes.get(key);
    if (index === undefined) return;
    this.#indexes.delete(key);
    const last = this.#entries.pop();
    if (last === undefined || index === this.#entries.length) return;
    // The last one fills the gap. Only one of the two steps moves it.
    this.#sink(last, this.#rise(last, index));
  }

  /** Removes and returns the keys whose moment has come, the earliest first. */
  takeUntil(now: number): string[] {
    const due: string[] = [];
    for (;;) {
      const [first] = this.#entries;
      if (first === undefined || first.at > now) return due;
      due.push(first.key);
      this.delete(first.key);
    }
  }

  /** Puts an entry at an index that is free, or at that of a later one above. Returns where. */
  #rise(entry: Entry, from: number): number {
    let index = from;
    while (index > 0) {
      const above = this.#entries[(index - 1) >> 1];
      if (above === undefined || above.at <= entry.at) break;
      this.#put(above, index);
      index = (index - 1) >> 1;
    }
    this.#put(entry, index);
    return index;
  }

  #sink(entry: Entry, from: number): void {
    let index = from;
    for (;;) {
      const below = this.#earlierChild(index);
      const child = this.#entries[below];
      if (child === undefined || child.at >= entry.at) break;
      this.#put(child, index);
      index = below;
    }
    this.#put(entry, index);
  }

  #earlierChild(index: number): number {
    const [left, right] = [this.#entries[2 * index + 1], this.#entries[2 * index + 2]];
    const isRight = left !== undefined && right !== undefined && right.at < left.at;
    return 2 * index + (isRight ? 2 : 1);
  }

  #put(entry: Entry, index: number): void {
    this.#entries[index] = entry;
    this.#indexes.set(entry.key, index);
  }
}
