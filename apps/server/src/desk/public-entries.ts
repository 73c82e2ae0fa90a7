import { dailyEntries, type PublicEntry } from "@graticule/desk/entry";
import type { Transaction } from "kysely";
import type { Database } from "../db/schema.ts";

/** Writes an entry of the public log. INVARIANT: in the transaction of the change that it records. */
export async function appendEntry(tx: Transaction<Database>, entry: PublicEntry): Promise<void> {
  const { kind, ...body } = entry;
  await tx
    .insertInto("public_entry")
    .values({ kind, daily: dailyEntries.has(kind), body: JSON.stringify(body) })
    .execute();
}
