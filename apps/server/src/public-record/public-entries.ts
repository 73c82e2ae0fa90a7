import { dailyEntries, type PublicEntry } from "@graticule/desk/entry";
import type { Transaction } from "kysely";
import type { Database } from "../db/schema.ts";
import { insertEntry } from "./store.ts";
import { splitTexts, type TextSalts, translate } from "./translate.ts";

/**
 * Writes an entry of the public log. INVARIANT: in the transaction of the change that it records.
 * Answers its id.
 *
 * @param salts of texts whose commitments were fixed before, as people signed them
 * @throws {TypeError} what the log can't say is not done
 */
export async function appendEntry(
  tx: Transaction<Database>,
  entry: PublicEntry,
  salts: TextSalts = {},
): Promise<number> {
  const { kind, body, texts } = splitTexts(entry);
  const daily = dailyEntries.has(kind);
  const { id, day, openings } = await insertEntry(tx, { kind, daily, body, texts, salts });
  translate({ kind, day, body, texts: openings });
  return id;
}
