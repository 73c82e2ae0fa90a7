import { type Kysely, sql, type Transaction } from "kysely";
import type { Seal } from "../config/seal.ts";
import { inserter } from "./rows.ts";
import type { Database } from "./schema.ts";
import { newTextKey, openTextKey, type TextKey } from "./text-key.ts";

/** By what they are about; absent: there is none, or the `instance.key` that sealed it is lost. */
export async function readTextKeys(
  db: Kysely<Database>,
  seal: Seal,
  ids: readonly string[],
): Promise<ReadonlyMap<string, TextKey>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom("text_key")
    .selectAll()
    .where("about", "in", [...ids])
    .execute();
  return new Map(
    rows.flatMap(({ about, key: sealed }) => {
      const key = openTextKey(seal, about, sealed);
      return key === undefined ? [] : [[about, key] as const];
    }),
  );
}

/** Of something new, once its row is there. */
export const insertTextKey = inserter("text_key");

/**
 * Made with the first text, or where a restore lost it. One that doesn't open, as of a file that was
 * damaged, must not stand in the way of lifting or appealing: what is written then can't be read.
 */
export async function textKeyFor(
  tx: Transaction<Database>,
  seal: Seal,
  about: string,
): Promise<TextKey> {
  const known = (await readTextKeys(tx, seal, [about])).get(about);
  if (known !== undefined) return known;
  const made = newTextKey(seal, about);
  // Appeals hold their orders and not the request: two may come at once.
  await tx
    .insertInto("text_key")
    .values({ about, key: made.sealed })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return (await readTextKeys(tx, seal, [about])).get(about) ?? made.key;
}

/** Destroys the keys of all texts that are due, and with them the texts, by the database's clock. */
export async function destroyDueTexts(db: Kysely<Database>): Promise<void> {
  await sql`DELETE FROM text_key
    WHERE texts_end(about) <= (now() AT TIME ZONE 'UTC')::date`.execute(db);
}
