import { type Kysely, sql, type Transaction } from "kysely";
import type { Seal } from "../../config/seal.ts";
import type { Database } from "../../db/schema.ts";
import { newTextKey, openTextKey, type TextKey } from "./texts.ts";

/** By request; absent: there is none, or the `instance.key` that sealed it is lost. */
export async function readTextKeys(
  db: Kysely<Database>,
  seal: Seal,
  ids: readonly string[],
): Promise<ReadonlyMap<string, TextKey>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom("text_key")
    .selectAll()
    .where("request_id", "in", [...ids])
    .execute();
  return new Map(
    rows.flatMap(({ request_id: id, key: sealed }) => {
      const key = openTextKey(seal, id, sealed);
      return key === undefined ? [] : [[id, key] as const];
    }),
  );
}

/** Made with the first text, or where a restore lost it. Throws if the `instance.key` that sealed it is lost. */
export async function textKeyFor(
  tx: Transaction<Database>,
  seal: Seal,
  requestId: string,
): Promise<TextKey> {
  const known = (await readTextKeys(tx, seal, [requestId])).get(requestId);
  if (known !== undefined) return known;
  // Appeals hold their orders and not the request: two may come at once.
  await tx
    .insertInto("text_key")
    .values({ request_id: requestId, key: newTextKey(seal, requestId).sealed })
    .onConflict((made) => made.doNothing())
    .execute();
  const key = (await readTextKeys(tx, seal, [requestId])).get(requestId);
  if (key === undefined) throw new Error("the key of a request's texts doesn't open");
  return key;
}

/** Destroys the keys of all texts that are due, and with them the texts, by the database's clock. */
export async function destroyDueTexts(db: Kysely<Database>): Promise<void> {
  await sql`DELETE FROM text_key
    WHERE texts_end(request_id) <= (now() AT TIME ZONE 'UTC')::date`.execute(db);
}

/** For the database to compare with what the request commits to, in this transaction alone. */
export async function showToDatabase(tx: Transaction<Database>, words: object): Promise<void> {
  await sql`SELECT set_config('graticule.words', ${JSON.stringify(words)}, true)`.execute(tx);
}
