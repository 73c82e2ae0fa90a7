interface Gone {
  readonly room: string;
  readonly identity: string;
  /** Monotonic ms: since when, as far as is known. */
  readonly atMs: number;
}

interface GoneParts {
  readonly hasSeat: (room: string, identity: string) => boolean;
  /** Monotonic ms. */
  readonly now: () => number;
  readonly atMost: number;
}

/** So many are kept however long ago they went. */
const usual = 10_000;
/** Longer than the gate takes a token of someone who left. */
const tokenLifeMs = 900_000;
const looksAtOnce = 100;

/**
 * Joins that are no longer there, oldest first. INVARIANT: none with a seat, or with a token that is
 * good, is dropped, however many follow.
 */
export class GoneJoins {
  readonly #parts: GoneParts;
  readonly #gone = new Map<string, Gone>();

  constructor(parts: GoneParts) {
    this.#parts = parts;
  }

  has(id: string): boolean {
    return this.#gone.has(id);
  }

  delete(id: string): void {
    this.#gone.delete(id);
  }

  add({ id, room, identity }: Omit<Gone, "atMs"> & { readonly id: string }): void {
    this.#gone.set(id, { room, identity, atMs: this.#parts.now() });
    this.#drop();
  }

  /** The oldest goes once its token is void; those with a seat go to the end, a few at a time. */
  #drop(): void {
    const { hasSeat, now, atMost } = this.#parts;
    for (let looks = 0; looks < looksAtOnce && this.#gone.size > usual; looks += 1) {
      const [oldest] = this.#gone;
      if (oldest === undefined) return;
      const [id, one] = oldest;
      if (now() - one.atMs < tokenLifeMs && this.#gone.size <= atMost) return;
      this.#gone.delete(id);
      if (hasSeat(one.room, one.identity)) this.#gone.set(id, { ...one, atMs: now() });
    }
  }
}
