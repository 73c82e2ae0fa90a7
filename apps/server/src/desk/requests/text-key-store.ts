import { type Kysely, sql, type Transaction } from "kysely";
import type { Seal } from "../../config/seal.ts";
import { inserter } from "../../db/rows.ts";
import type { Database } from "../../db/schema.ts";
import { newTextKey, openTextKey, type TextKey } from "./texts.ts";

const insertTextKey = inserter("text_key");

/** By request; absent: its texts are destroyed. */
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
  return new Map(rows.map(({ request_id: id, key }) => [id, openTextKey(seal, id, key)]));
}

/** Of a request that this transaction holds: made with the first of its texts, or where a restore lost it. */
export async function textKeyFor(
  tx: Transaction<Database>,
  seal: Seal,
  requestId: string,
): Promise<TextKey> {
  const known = (await readTextKeys(tx, seal, [requestId])).get(requestId);
  if (known !== undefined) return known;
  const key = newTextKey(seal, requestId);
  await insertTextKey(tx, { requestId, key });
  return openTextKey(seal, requestId, key);
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
