interface Ask {
  left: number;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** `soon`: someone waits for it. `later`: after all of those, as one of many. */
export type LoadUrgency = "soon" | "later";

/** Few enough that what is read with them is compiled within a few milliseconds. */
const batchSize = 50;

/**
 * Reads rooms by name, or whatever has a name, in batches, one after the other. INVARIANT: what `ask`
 * promises was read after `ask` was called, even if it was being read at that moment; readings never
 * overlap.
 */
export class LoadQueue {
  readonly #load: (rooms: readonly string[]) => Promise<void>;
  readonly #waiting = { soon: new Map<string, Ask[]>(), later: new Map<string, Ask[]>() };
  #reading: ReadonlySet<string> = new Set();
  #running: Promise<void> | undefined;
  #closed = false;

  constructor(load: (rooms: readonly string[]) => Promise<void>) {
    this.#load = load;
  }

  /** The rooms that are being read now: what changes in them has to be read again. */
  get reading(): ReadonlySet<string> {
    return this.#reading;
  }

  /** Rejects if one of the readings fails. */
  ask(rooms: Iterable<string>, urgency: LoadUrgency = "soon"): Promise<void> {
    const names = new Set(rooms);
    if (names.size === 0 || this.#closed) return Promise.resolve();
    const waiting = this.#waiting[urgency];
    const asked = new Promise<void>((resolve, reject) => {
      const ask: Ask = { left: names.size, resolve, reject };
      for (const room of names) waiting.set(room, [...(waiting.get(room) ?? []), ask]);
    });
    this.#running ??= this.#run();
    return asked;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#running;
  }

  async #run(): Promise<void> {
    // What is asked in this turn is read together.
    await Promise.resolve();
    for (let batch = this.#take(); batch.size > 0; batch = this.#take()) await this.#read(batch);
    this.#reading = new Set();
    this.#running = undefined;
  }

  async #read(batch: ReadonlyMap<string, readonly Ask[]>): Promise<void> {
    this.#reading = new Set(batch.keys());
    const asks = [...batch.values()].flat();
    try {
      if (!this.#closed) await this.#load([...batch.keys()]);
      for (const ask of asks) {
        ask.left -= 1;
        if (ask.left === 0) ask.resolve();
      }
    } catch (error) {
      for (const ask of asks) ask.reject(error);
    }
  }

  #take(): Map<string, Ask[]> {
    const batch = new Map<string, Ask[]>();
    for (const waiting of [this.#waiting.soon, this.#waiting.later]) {
      for (const [room, asks] of waiting) {
        if (batch.size >= batchSize) return batch;
        waiting.delete(room);
        batch.set(room, [...(batch.get(room) ?? []), ...asks]);
      }
    }
    return batch;
  }
}
