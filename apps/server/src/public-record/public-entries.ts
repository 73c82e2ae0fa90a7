import { dailyEntries, type PublicEntry } from "@graticule/desk/entry";
import type { Opening } from "@graticule/ledger/commitment";
import type { Day } from "@graticule/ledger/day";
import type { TextName } from "@graticule/ledger/entry";
import { sql, type Transaction } from "kysely";
import type { Database } from "../db/schema.ts";
import { splitTexts, translate } from "./translate.ts";

/**
 * Writes an entry of the public log. INVARIANT: in the transaction of the change that it records. What the log
 * can't say is not done: it throws. Answers its id.
 */
export async function appendEntry(tx: Transaction<Database>, entry: PublicEntry): Promise<number> {
  const { kind, body, texts } = splitTexts(entry);
  // One statement, planned once for a connection: what holds up a transaction is how often it asks, and for what.
  const { rows } = await sql<RecordedRow>`
    SELECT entry AS "id", said_on AS "day", openings AS "texts" FROM record_entry(${kind}, ${dailyEntries.has(kind)},
      ${JSON.stringify(body)}, ${[...texts.keys()]}, ${[...texts.values()]})`.execute(tx);
  const [row] = rows;
  if (row === undefined) throw new TypeError("the entry is not there");
  const openings = new Map(Object.entries(row.texts ?? {}) as [TextName, Opening][]);
  translate({ kind, day: row.day, body, texts: openings });
  return row.id;
}

interface RecordedRow {
  readonly id: number;
  readonly day: Day;
  readonly texts: Readonly<Record<string, Opening>> | null;
}
