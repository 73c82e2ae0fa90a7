import type { Opening } from "@graticule/ledger/commitment";
import { type Day, daysAfter } from "@graticule/ledger/day";
import { longestSealDays, type TextName } from "@graticule/ledger/entry";
import { slotsADay } from "@graticule/ledger/sealed";
import { sealedContent } from "@graticule/ledger/sealed-content";
import { type Kysely, sql } from "kysely";
import type { Row } from "../db/rows.ts";
import type { Database } from "../db/schema.ts";
import type { DayEnd, StoredSeal, WaitingEntry } from "./batch.ts";

/** So many in one batch: none waits long for its signature. */
const atMost = 500;

/** Entries that needn't wait, the oldest first. */
export function readWaiting(tx: Kysely<Database>): Promise<readonly WaitingEntry[]> {
  return read(tx, sql`w.daily = false ORDER BY w.entry_id LIMIT ${atMost}`);
}

/**
 * Silent contents, which have no entry, come after those that the log's readers know of: so none of
 * these opens later than readers expect, which would reveal that there was another one. A slot of a
 * day before the last one is not taken for what it could not hold for long enough.
 *
 * @param day it is over, and the log has nothing of its end yet
 */
export async function readDayEnd(tx: Kysely<Database>, day: Day): Promise<DayEnd> {
  const today = await sql<{ today: Day }>`
    SELECT (now() AT TIME ZONE 'UTC')::date AS "today"`.execute(tx);
  const due = await sql<SealedRow & { slot: number; salt: string }>`
    SELECT id, slot, encode(salt, 'hex') AS "salt", held,
      entry_id AS "entryId", open_on AS "openOn"
    FROM ledger_sealed s WHERE slot IS NOT NULL AND open_on <= ${day}::date AND ${stillMeant}
    ORDER BY slot`.execute(tx);
  const contents = await sql<SealedRow>`
    SELECT id, held, entry_id AS "entryId", open_on AS "openOn"
    FROM ledger_sealed s WHERE slot IS NULL AND ${stillMeant}
      AND open_on <= ${day}::date + ${longestSealDays}::integer
    ORDER BY entry_id IS NULL, open_on, id LIMIT ${slotsADay}`.execute(tx);
  const daily = await read(tx, sql`w.daily AND (e.day <= ${day}::date OR e.id IS NULL)`);
  const [toOpen, toSeal] = [sealedOf(due.rows), sealedOf(contents.rows)];
  return {
    day,
    today: today.rows[0]?.today ?? daysAfter(day, 1),
    daily,
    due: toOpen.read,
    contents: toSeal.read,
    notReadable: [...toOpen.notReadable, ...toSeal.notReadable],
  };
}

/** Of `ledger_sealed s`. */
const stillMeant = sql`NOT EXISTS (SELECT FROM ledger_set_aside a WHERE a.sealed_id = s.id)`;

type SealedRow = Row<Omit<StoredSeal, "held">> & { readonly held: unknown };

function sealedOf<More>(rows: readonly (SealedRow & More)[]) {
  const read: (StoredSeal & More)[] = [];
  const notReadable: number[] = [];
  for (const row of rows) {
    const held = sealedContent(row.held);
    if (held === undefined) notReadable.push(row.id);
    else read.push({ ...row, held, entryId: row.entryId ?? undefined });
  }
  return { read, notReadable };
}

interface EntryRow {
  readonly id: number;
  /** Null: the entry is gone. */
  readonly kind: string | null;
  /** Of an entry that is gone today. */
  readonly day: Day;
  readonly body: Readonly<Record<string, unknown>> | null;
  readonly texts: Readonly<Record<string, Opening>> | null;
}

async function read(tx: Kysely<Database>, which: ReturnType<typeof sql>): Promise<WaitingEntry[]> {
  const { rows } = await sql<EntryRow>`
    SELECT w.entry_id AS "id", e.kind, e.body,
      coalesce(e.day, (now() AT TIME ZONE 'UTC')::date) AS "day",
      (SELECT jsonb_object_agg(t.name, jsonb_build_object('salt', encode(t.salt, 'hex'), 'value', t.value))
       FROM ledger_text t WHERE t.entry_id = e.id AND t.leaf IS NULL) AS "texts"
    FROM ledger_waiting w LEFT JOIN public_entry e ON e.id = w.entry_id WHERE ${which}`.execute(tx);
  return rows.map(({ id, day, kind, body, texts }): WaitingEntry => {
    if (kind === null || body === null) return { id, is: "gone", day };
    const openings = new Map(Object.entries(texts ?? {}) as [TextName, Opening][]);
    return { id, is: "there", kind, day, body, texts: openings };
  });
}
