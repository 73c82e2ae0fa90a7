import type { Kysely } from "kysely";
import type { Database } from "./schema.ts";

/** The random id of this database; no secret. */
export async function readDatabaseMark(db: Kysely<Database>): Promise<string> {
  const { id } = await db.selectFrom("database_mark").select("id").executeTakeFirstOrThrow();
  return id;
}

/**
 * A room at the engine whose metadata says whose engine that is. INVARIANT: no one joins it or has
 * it, since the metadata is the word of those who make a room.
 */
export const markRoom = "graticule-database";
