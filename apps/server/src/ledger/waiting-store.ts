import type { Opening } from "@graticule/ledger/commitment";
import { type Day, daysAfter } from "@graticule/ledger/day";
import type { TextName } from "@graticule/ledger/entry";
import { slotsADay } from "@graticule/ledger/sealed";
import { type SealedContent, sealedContent } from "@graticule/ledger/sealed-content";
import { type Kysely, sql } from "kysely";
import type { Database } from "../db/schema.ts";
import type { DayEnd, WaitingEntry } from "./batch.ts";
import { LedgerFault } from "./ledger-fault.ts";

/** As many in one go: so that nothing is long in coming to its signature. */
const atMost = 500;

/** Entries that needn't wait, the oldest first. */
export function readWaiting(tx: Kysely<Database>): Promise<readonly WaitingEntry[]> {
  return read(tx, sql`w.daily = false ORDER BY e.id LIMIT ${atMost}`);
}

/** @param day it is over, and the log has nothing of its end yet */
export async function readDayEnd(tx: Kysely<Database>, day: Day): Promise<DayEnd> {
  const today = await sql<{ today: Day }>`
    SELECT (now() AT TIME ZONE 'UTC')::date AS "today"`.execute(tx);
  const due = await sql<SealedRow & { slot: number; salt: string }>`
    SELECT id AS "id", slot AS "slot", encode(salt, 'hex') AS "salt", held AS "held",
      entry_id AS "entryId", open_on AS "openOn"
    FROM ledger_sealed WHERE slot IS NOT NULL AND open_on <= ${day}::date ORDER BY slot`.execute(
    tx,
  );
  const contents = await sql<SealedRow>`
    SELECT id AS "id", held AS "held", entry_id AS "entryId", open_on AS "openOn"
    FROM ledger_sealed WHERE slot IS NULL ORDER BY open_on, id LIMIT ${slotsADay}`.execute(tx);
  const daily = await read(tx, sql`w.daily AND e.day <= ${day}::date`);
  return {
    ...{ day, today: today.rows[0]?.today ?? daysAfter(day, 1), daily },
    due: due.rows.map((row) => ({ ...row, ...sealedOf(row) })),
    contents: contents.rows.map((row) => ({ ...row, ...sealedOf(row) })),
  };
}

interface SealedRow {
  readonly id: number;
  readonly held: unknown;
  readonly entryId: number | null;
  readonly openOn: Day;
}

function sealedOf({ held, entryId }: SealedRow): {
  readonly held: SealedContent;
  readonly entryId: number | undefined;
} {
  const content = sealedContent(held);
  if (content === undefined) throw new LedgerFault("entry");
  return { held: content, entryId: entryId ?? undefined };
}

interface EntryRow extends Omit<WaitingEntry, "texts"> {
  readonly texts: Readonly<Record<string, Opening>> | null;
}

async function read(tx: Kysely<Database>, which: ReturnType<typeof sql>): Promise<WaitingEntry[]> {
  const { rows } = await sql<EntryRow>`
    SELECT e.id AS "id", e.kind AS "kind", e.day AS "day", e.body AS "body",
      (SELECT jsonb_object_agg(t.name, jsonb_build_object('salt', encode(t.salt, 'hex'), 'value', t.value))
       FROM ledger_text t WHERE t.entry_id = e.id) AS "texts"
    FROM ledger_waiting w JOIN public_entry e ON e.id = w.entry_id WHERE ${which}`.execute(tx);
  return rows.map(({ texts, ...row }) => ({
    ...row,
    texts: new Map(Object.entries(texts ?? {}).map(([name, one]) => [name as TextName, one])),
  }));
}
