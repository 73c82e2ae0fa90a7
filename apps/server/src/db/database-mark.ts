import type { Kysely } from "kysely";
import type { Database } from "./schema.ts";

/** The random id of this database; no secret. */
export async function readDatabaseMark(db: Kysely<Database>): Promise<string> {
  const { id } = await db.selectFrom("database_mark").select("id").executeTakeFirstOrThrow();
  return id;
}
