/** A row with a person whom someone may let in or vouch for, as it was drawn. */
export interface DrawnRow {
  readonly id: string;
  /** All that is signed and that a reader knows the person by. */
  readonly says: string;
  /** Where it stands: pixels from a point that scrolling doesn't move. */
  readonly top: number;
  readonly bottom: number;
}

interface KnownRow extends DrawnRow {
  readonly list: string;
  /** Since when it says this here; of one that came where nothing was, always. */
  readonly sinceMs: number;
  /** Since when it says this, wherever it stands. */
  readonly saysSinceMs: number;
}

/** With what a click begins: only a pointer is aimed at a place. */
export type Aim = "pointer" | "key";

interface Beginning {
  readonly aim: Aim;
  /** What the rows said that one could be aimed at, and those that could be read, by id. */
  readonly aimable: ReadonlyMap<string, string>;
  readonly read: ReadonlyMap<string, string>;
}

/** No one reads and reacts faster than this. */
export const unreadMs = 500;

/**
 * Which rows someone had read when they clicked. A row counts as unread for a while after it says something else. For a pointer that is aimed at it
 * also after it moved, and where it took the place of another, also of another list: what was aimed at is that one. For a click about all rows, as
 * for a key, only what they say counts, and for how long they have said it: so a busy list can be worked. INVARIANT: a click is about what was
 * drawn when it began, or about nothing.
 */
export class ReadRows {
  readonly #rows = new Map<string, KnownRow>();
  /** No longer there, for as long as someone may still aim at them. */
  readonly #gone = new Map<string, KnownRow>();
  /** Of a click that is not over. */
  #begun: Beginning | undefined;

  /** A whole list is drawn like this from now on. */
  drawn(list: string, rows: readonly DrawnRow[], nowMs: number): void {
    const before = this.#lately(nowMs);
    const ids = new Set(rows.map(({ id }) => id));
    for (const [id, row] of this.#rows) {
      if (row.list !== list || ids.has(id)) continue;
      this.#rows.delete(id);
      this.#gone.set(id, { ...row, sinceMs: nowMs });
    }
    for (const row of rows) {
      const own = before.get(row.id);
      const saysSinceMs = own?.says === row.says ? own.saysSinceMs : nowMs;
      const sinceMs = sinceWhen(row, before, nowMs);
      this.#rows.set(row.id, { ...row, list, sinceMs, saysSinceMs });
      this.#gone.delete(row.id);
    }
  }

  /** Whether someone who aims at it now can have read it. */
  isRead(id: string, nowMs: number): boolean {
    const row = this.#rows.get(id);
    return row !== undefined && row.sinceMs + unreadMs <= nowMs;
  }

  /** A pointer or a key goes down: what is drawn now is what was seen. */
  begin(nowMs: number, aim: Aim): void {
    this.#begun = this.#look(nowMs, aim);
  }

  /** Those of whom a click may be that ends now. One without a beginning, as a screen reader's, is as one by a key. */
  clicked(nowMs: number, about: "row" | "all"): ReadonlySet<string> {
    const { aim, aimable, read } = this.#begun ?? this.#look(nowMs, "key");
    this.#begun = undefined;
    const seen = aim === "pointer" && about === "row" ? aimable : read;
    const same = [...seen].filter(([id, says]) => this.#rows.get(id)?.says === says);
    return new Set(same.map(([id]) => id));
  }

  /** What is there, or was a moment ago. */
  #lately(nowMs: number): ReadonlyMap<string, KnownRow> {
    for (const [id, { sinceMs }] of this.#gone) {
      if (sinceMs + unreadMs <= nowMs) this.#gone.delete(id);
    }
    return new Map([...this.#gone, ...this.#rows]);
  }

  #look(nowMs: number, aim: Aim): Beginning {
    const rows = [...this.#rows.values()];
    const saying = (some: readonly KnownRow[]) => new Map(some.map(({ id, says }) => [id, says]));
    return {
      aim,
      aimable: saying(rows.filter(({ id }) => this.isRead(id, nowMs))),
      read: saying(rows.filter(({ saysSinceMs }) => saysSinceMs + unreadMs <= nowMs)),
    };
  }
}

/** Of one that is new where nothing was, it counts as read. */
function sinceWhen(row: DrawnRow, before: ReadonlyMap<string, KnownRow>, nowMs: number): number {
  const own = before.get(row.id);
  if (own?.says === row.says && own.top === row.top) return own.sinceMs;
  const isNew = own === undefined && ![...before.values()].some((other) => overlap(row, other));
  return isNew ? Number.NEGATIVE_INFINITY : nowMs;
}

const overlap = (some: DrawnRow, other: DrawnRow): boolean =>
  some.top < other.bottom && other.top < some.bottom;
