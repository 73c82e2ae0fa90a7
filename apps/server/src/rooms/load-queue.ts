interface Ask {
  left: number;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * `changed`: decisions are made by it, and it may be another. `first`: someone waits for what isn't here
 * yet. `again`: one of many that are read again.
 */
export type LoadUrgency = "changed" | "first" | "again";

/** Few enough that what is read with them is compiled within a few milliseconds. */
const batchSize = 50;
/** Of each batch, places that no other urgency takes: none waits for all that is more urgent. */
const keptForEach = 10;
/** So many names that aren't here yet may wait to be read. */
const maxFirst = 20_000;

/**
 * Reads rooms by name, or whatever has a name, in batches, one after the other. INVARIANT: what `ask`
 * promises was read after `ask` was called, even if it was being read at that moment; readings never
 * overlap.
 */
export class LoadQueue {
  readonly #load: (rooms: readonly string[]) => Promise<void>;
  readonly #waiting: Readonly<Record<LoadUrgency, Map<string, Ask[]>>> = {
    changed: new Map(),
    first: new Map(),
    again: new Map(),
  };
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

  /** Rejects if one of the readings fails, if too many wait for a first one, and once it is closed. */
  ask(rooms: Iterable<string>, urgency: LoadUrgency): Promise<void> {
    const names = new Set(rooms);
    if (names.size === 0) return Promise.resolve();
    if (this.#closed) return Promise.reject(new Error("nothing is read any more"));
    const waiting = this.#waiting[urgency];
    if (urgency === "first" && waiting.size >= maxFirst) {
      return Promise.reject(new Error("too much waits to be read"));
    }
    const asked = new Promise<void>((resolve, reject) => {
      const ask: Ask = { left: names.size, resolve, reject };
      for (const room of names) {
        const asks = waiting.get(room);
        if (asks === undefined) waiting.set(room, [ask]);
        else asks.push(ask);
      }
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
      if (this.#closed) throw new Error("nothing is read any more");
      await this.#load([...batch.keys()]);
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
    const { changed, first, again } = this.#waiting;
    for (const [waiting, upTo] of [
      [first, keptForEach],
      [again, 2 * keptForEach],
      [changed, batchSize],
      [first, batchSize],
      [again, batchSize],
    ] as const) {
      for (const [room, asks] of waiting) {
        if (batch.size >= upTo) break;
        waiting.delete(room);
        batch.set(room, [...(batch.get(room) ?? []), ...asks]);
      }
    }
    return batch;
  }
}
