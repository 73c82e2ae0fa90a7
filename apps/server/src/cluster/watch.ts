import { leaseTimes } from "./lease.ts";

/** Another instance, as the database has it. */
export interface PeerRow {
  readonly id: string;
  readonly url: string;
  readonly beat: number;
  readonly draining: boolean;
  /** Ids of the instances that it had seen when it sent its last beat. */
  readonly knows: readonly string[];
}

interface Watched {
  row: PeerRow;
  /** Since when its number stands still, by our clock, without a break in what we saw. */
  sinceMs: number;
  readonly firstSeenMs: number;
  /** Found to be gone where it can be reached: see {@link Watch.gone}. */
  isGone: boolean;
}

/** An instance that may be deleted from the database, if its number is still this one. */
export interface Dead {
  readonly id: string;
  readonly beat: number;
}

/** No instance goes on for longer without the database: the life of a snapshot, and its lease. */
const aloneMs = 15 * 60_000 + leaseTimes.buryMs;

/**
 * Watches the other instances' numbers, for one instance.
 *
 * An instance that lacks the database goes on while all that it knew at its last beat say that they
 * lack it, too ({@link lacksDatabase}). One that doesn't know us can't ask us: we may take its rooms
 * only if its row says that it knows us, if it is gone from its address, or if it may not go on any
 * more in any case.
 */
export class Watch {
  readonly #own: string;
  readonly #peers = new Map<string, Watched>();
  /** Whether our last look failed. Until the first look we know nothing. */
  #isBlind = true;

  /** @param own our id */
  constructor(own: string) {
    this.#own = own;
  }

  /**
   * What the database shows, at `now` by our clock; our own row left out.
   * @returns ids of those that are no longer there
   */
  saw(rows: readonly PeerRow[], now: number): readonly string[] {
    const ids = new Set(rows.map(({ id }) => id));
    const gone = [...this.#peers.keys()].filter((id) => !ids.has(id));
    for (const id of gone) this.forget(id);
    for (const row of rows) {
      const known = this.#peers.get(row.id);
      if (known === undefined) {
        this.#peers.set(row.id, { row, sinceMs: now, firstSeenMs: now, isGone: false });
        continue;
      }
      if (known.row.beat !== row.beat || this.#isBlind) known.sinceMs = now;
      known.row = row;
    }
    this.#isBlind = false;
    return gone;
  }

  forget(id: string): void {
    this.#peers.delete(id);
  }

  /** Whether our last look failed. */
  get isBlind(): boolean {
    return this.#isBlind;
  }

  /** A look failed. An instance that hears so from us relies on it: all counting begins anew. */
  failed(): void {
    this.#isBlind = true;
  }

  /**
   * Whether we lack the database now and have not taken this instance for dead. A promise: we let
   * at least `buryMs` pass from now before we do.
   */
  lacksDatabase(of: string): boolean {
    return this.#isBlind && this.#peers.has(of);
  }

  /** Nothing listens at its address, or another instance does. */
  gone(id: string): void {
    const known = this.#peers.get(id);
    if (known !== undefined) known.isGone = true;
  }

  peers(): readonly PeerRow[] {
    return [...this.#peers.values()].map(({ row }) => row);
  }

  find(id: string): PeerRow | undefined {
    return this.#peers.get(id)?.row;
  }

  /** Those that seem dead: they have not moved for half the time. Worth a look at their address. */
  silent(now: number): readonly PeerRow[] {
    return [...this.#peers.values()]
      .filter((one) => !one.isGone && now - one.sinceMs >= leaseTimes.buryMs / 2)
      .map(({ row }) => row);
  }

  /** Those that may be deleted now. */
  dead(now: number): readonly Dead[] {
    if (this.#isBlind) return [];
    return [...this.#peers.values()]
      .filter((one) => now - one.sinceMs >= leaseTimes.buryMs && this.#wouldAsk(one, now))
      .map(({ row: { id, beat } }) => ({ id, beat }));
  }

  /** Whether it would ask us before it goes on without the database, or can't go on. */
  #wouldAsk({ row, firstSeenMs, isGone }: Watched, now: number): boolean {
    return row.knows.includes(this.#own) || isGone || now - firstSeenMs >= aloneMs;
  }
}
