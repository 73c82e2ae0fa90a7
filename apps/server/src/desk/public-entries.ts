import { dailyEntries, type PublicEntry } from "@graticule/desk/entry";
import type { Day } from "@graticule/ledger/day";
import type { TextName } from "@graticule/ledger/entry";
import { sql, type Transaction } from "kysely";
import type { Database } from "../db/schema.ts";
import { splitTexts, translate } from "../ledger/translate.ts";

/**
 * Writes an entry of the public log. INVARIANT: in the transaction of the change that it records. What the log
 * can't say is not done: it throws.
 */
export async function appendEntry(tx: Transaction<Database>, entry: PublicEntry): Promise<void> {
  const { kind, body, texts } = splitTexts(entry);
  const { id, day } = await tx
    .insertInto("public_entry")
    .values({ kind, daily: dailyEntries.has(kind), body: JSON.stringify(body) })
    .returning(["id", "day"])
    .executeTakeFirstOrThrow();
  const { rows } = await sql<{ name: TextName; salt: string; value: string }>`
    INSERT INTO ledger_text (entry_id, name, value)
    SELECT ${id}, name, value FROM unnest(${[...texts.keys()]}::text[], ${[...texts.values()]}::text[])
      AS given (name, value)
    RETURNING name AS "name", encode(salt, 'hex') AS "salt", value AS "value"`.execute(tx);
  const openings = new Map(rows.map(({ name, ...opening }) => [name, opening]));
  translate({ kind, day: day as Day, body, texts: openings });
}
