/** How far behind the newest frame one may come: some seconds of all that one person sends. */
const size = 1_024;

/** The used counters of one key. INVARIANT: it takes none twice, however long ago it was. */
export class ReplayWindow {
  #newest = -1;
  readonly #seen = new Uint8Array(size);

  /** Marks a counter as used. False: it was used before, or comes too late to tell. */
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
