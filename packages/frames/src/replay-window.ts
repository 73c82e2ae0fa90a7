/** How far a frame may come behind the newest one: some seconds of everything that one person sends. */
const size = 1_024;

/** Knows which counters of one key were used. INVARIANT: it takes no counter twice, however long ago it was. */
export class ReplayWindow {
  #newest = -1;
  readonly #seen = new Uint8Array(size);

  /** Whether this counter is new, and from now on it isn't. One that comes too late counts as used. */
  take(counter: number): boolean {
    if (counter > this.#newest) {
      const from = Math.max(this.#newest + 1, counter - size + 1);
      for (let passed = from; passed < counter; passed += 1) this.#seen[passed % size] = 0;
      this.#newest = counter;
    } else if (counter <= this.#newest - size || this.#seen[counter % size] === 1) return false;
    this.#seen[counter % size] = 1;
    return true;
  }
}
