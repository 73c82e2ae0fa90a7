import type { Kysely } from "kysely";
import type { Database } from "./schema.ts";

/** A room that no one joins, whose metadata says whose engine this is. Made again if it is gone. */
export const markRoom = "graticule-database";

/** The random id of this database; no secret. */
export async function readDatabaseMark(db: Kysely<Database>): Promise<string> {
  const { id } = await db.selectFrom("database_mark").select("id").executeTakeFirstOrThrow();
  return id;
}
