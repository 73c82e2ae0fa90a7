import { leaseTimes } from "./lease.ts";

/** Another instance's row in the database. */
export interface PeerRow {
  readonly id: string;
  readonly url: string;
  readonly beat: number;
  readonly draining: boolean;
  /** Ids of the instances that it knew when it sent its last beat. */
  readonly knows: readonly string[];
}

interface Watched {
  row: PeerRow;
  /** Since when its number is unchanged, by our clock, with no failed look in between. */
  sinceMs: number;
  readonly firstSeenMs: number;
  /** Whether nothing listens at its address: see {@link Watch.gone}. */
  isGone: boolean;
  /** Whether it stood still when we looked last. */
  wasSilent: boolean;
  /** See {@link Watch.hasStopped}. */
  isStopped: boolean;
  /** The number with which it may have been deleted by us; undefined: none. */
  doubt: number | undefined;
}

/** An instance that may be deleted from the database, if its number is still this one. */
export interface Dead {
  readonly id: string;
  readonly beat: number;
}

/** After this long with the same number, an instance seems to be gone. */
const silentMs = leaseTimes.buryMs / 2;
/** No instance goes on for longer without the database: a snapshot's life, and `buryMs`. */
const aloneMs = 15 * 60_000 + leaseTimes.buryMs;

/**
 * Watches the other instances' numbers, for one instance.
 *
 * An instance without the database goes on while all that it knew at its last beat say that they
 * lack it, too ({@link lacksDatabase}). One that doesn't know us won't ask us. So we may take an
 * instance's rooms only if its row says that it knows us, if nothing listens at its address, or if
 * too much time has passed for it to go on in any case.
 */
export class Watch {
  readonly #own: string;
  readonly #peers = new Map<string, Watched>();
  /** Whether our last look failed; true until the first one. */
  #isBlind = true;
  #lastEndMs: number | undefined;

  /** @param own our id */
  constructor(own: string) {
    this.#own = own;
  }

  /**
   * Notes what the database shows at `now` by our clock.
   * @param rows without our own
   */
  saw(rows: readonly PeerRow[], now: number): void {
    const ids = new Set(rows.map(({ id }) => id));
    for (const id of this.#peers.keys()) if (!ids.has(id)) this.forget(id);
    for (const row of rows) {
      const known = this.#peers.get(row.id);
      if (known === undefined) {
        const fresh = { isGone: false, wasSilent: false, isStopped: false, doubt: undefined };
        this.#peers.set(row.id, { row, sinceMs: now, firstSeenMs: now, ...fresh });
        continue;
      }
      if (known.row.beat !== row.beat || this.#isBlind) known.sinceMs = now;
      if (known.row.beat !== row.beat) {
        known.isGone = false;
        known.isStopped = false;
      }
      known.row = row;
      known.doubt = undefined;
      known.wasSilent = now - known.sinceMs >= silentMs;
    }
    this.#isBlind = false;
  }

  forget(id: string): void {
    const known = this.#peers.get(id);
    this.#peers.delete(id);
    // One that is being stopped gives its rooms away first.
    if (known === undefined || known.row.draining) return;
    this.#lastEndMs = known.sinceMs + leaseTimes.judgeMs;
  }

  /** For how long its number has been the same at `now`. */
  stillMs(id: string, now: number): number {
    const known = this.#peers.get(id);
    return known === undefined ? 0 : now - known.sinceMs;
  }

  /** When the lease of the instance that ended last had run out, by our clock. Undefined: none ended. */
  get lastEndMs(): number | undefined {
    return this.#lastEndMs;
  }

  /** Whether our last look failed. */
  get isBlind(): boolean {
    return this.#isBlind;
  }

  /** Notes that a look failed. Peers rely on our word about that, so all counting starts again. */
  failed(): void {
    this.#isBlind = true;
  }

  /**
   * Whether we lack the database now and haven't taken this instance for dead. A promise: from now,
   * we let at least `buryMs` pass before we do.
   */
  lacksDatabase(of: string): boolean {
    const known = this.#peers.get(of);
    return this.#isBlind && known !== undefined && known.doubt === undefined && !known.isStopped;
  }

  /** Notes that our deletion of it has no answer. Until we see its row again, we give no word. */
  mayHaveBuried({ id, beat }: Dead): void {
    const known = this.#peers.get(id);
    if (known !== undefined) known.doubt = beat;
  }

  /** Whether it stood still when we looked last, so that it may have ended before. */
  wasSilent(id: string): boolean {
    return this.#peers.get(id)?.wasSilent ?? false;
  }

  /** Notes that nothing listens at its address. */
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

  /**
   * Whether it had to stop deciding before the look that was sent at `lookedAt`, or is gone. A
   * promise: until its number changes, it doesn't go on by our word that we lack the database.
   */
  hasStopped(id: string, lookedAt: number): boolean {
    if (this.#isBlind) return false;
    const known = this.#peers.get(id);
    if (known === undefined) return true;
    const stoodMs = lookedAt - known.sinceMs;
    const stopped = stoodMs >= leaseTimes.judgeMs + leaseTimes.driftMs;
    if (!stopped || !this.#wouldAsk(known, lookedAt)) return false;
    known.isStopped = true;
    return true;
  }

  /** Those whose number is unchanged for half of `buryMs`. Check whether anything listens there. */
  silent(now: number): readonly PeerRow[] {
    return [...this.#peers.values()]
      .filter((one) => !one.isGone && now - one.sinceMs >= silentMs)
      .map(({ row }) => row);
  }

  /** Those that may be deleted now. */
  dead(now: number): readonly Dead[] {
    if (this.#isBlind) return [];
    return [...this.#peers.values()]
      .filter((one) => now - one.sinceMs >= leaseTimes.buryMs && this.#wouldAsk(one, now))
      .map(({ row: { id, beat } }) => ({ id, beat }));
  }

  /** Whether it would ask us before it goes on without the database, or can't go on any more. */
  #wouldAsk({ row, firstSeenMs, isGone }: Watched, now: number): boolean {
    return row.knows.includes(this.#own) || isGone || now - firstSeenMs >= aloneMs;
  }
}
