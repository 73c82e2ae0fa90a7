/** A row with a person to let in or vouch for, as drawn. */
export interface DrawnRow {
  readonly id: string;
  /** All that is signed, and that a reader knows the person by. */
  readonly says: string;
  /** Its place, in pixels from a point that scrolling doesn't move. */
  readonly top: number;
  readonly bottom: number;
}

interface KnownRow extends DrawnRow {
  readonly list: string;
  /** Since when it says this in this place; always, if it came where nothing was. */
  readonly sinceMs: number;
  /** Since when it says this, in any place. */
  readonly saysSinceMs: number;
}

/** What a click begins with: only a pointer aims at a place. */
export type Aim = "pointer" | "key";

interface Beginning {
  readonly aim: Aim;
  /** By id, what the rows said that could be aimed at, and those that could be read. */
  readonly aimable: ReadonlyMap<string, string>;
  readonly read: ReadonlyMap<string, string>;
}

/** No one reads and reacts faster than this, in milliseconds. */
export const unreadMs = 500;

/**
 * Which rows a person had read when they clicked. A row is unread for a while after its content
 * changes; for a pointer aimed at it, also after it moved or took another's place, even across
 * lists. For a click about all rows or by key only the content counts, so that a busy list stays
 * usable. INVARIANT: a click is about what was drawn when it began, or about nothing.
 */
export class ReadRows {
  readonly #rows = new Map<string, KnownRow>();
  /** Rows no longer there, while someone may still aim at them. */
  readonly #gone = new Map<string, KnownRow>();
  /** The click in progress. */
  #begun: Beginning | undefined;

  /** To be called whenever a whole list is drawn. */
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

  /** Whether a person who aims at this row now can have read it. */
  isRead(id: string, nowMs: number): boolean {
    const row = this.#rows.get(id);
    return row !== undefined && row.sinceMs + unreadMs <= nowMs;
  }

  /** A pointer or a key goes down: what is drawn now is what was seen. */
  begin(nowMs: number, aim: Aim): void {
    this.#begun = this.#look(nowMs, aim);
  }

  /**
   * The rows that a click ending now is about. Without a beginning, as from a screen reader, it
   * counts as by key.
   */
  clicked(nowMs: number, about: "row" | "all"): ReadonlySet<string> {
    const { aim, aimable, read } = this.#begun ?? this.#look(nowMs, "key");
    this.#begun = undefined;
    const seen = aim === "pointer" && about === "row" ? aimable : read;
    const same = [...seen].filter(([id, says]) => this.#rows.get(id)?.says === says);
    return new Set(same.map(([id]) => id));
  }

  /** Rows that are there, or were a moment ago. */
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

/** A new row where nothing was counts as read. */
function sinceWhen(row: DrawnRow, before: ReadonlyMap<string, KnownRow>, nowMs: number): number {
  const own = before.get(row.id);
  if (own?.says === row.says && own.top === row.top) return own.sinceMs;
  const isNew = own === undefined && ![...before.values()].some((other) => overlap(row, other));
  return isNew ? Number.NEGATIVE_INFINITY : nowMs;
}

const overlap = (some: DrawnRow, other: DrawnRow): boolean =>
  some.top < other.bottom && other.top < some.bottom;
