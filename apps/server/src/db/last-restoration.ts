import type { Kysely } from "kysely";
import type { Database } from "./schema.ts";

/** When the database went back to what it was earlier last; undefined: it never did. */
export async function readLastRestoration(db: Kysely<Database>): Promise<Date | undefined> {
  const restorations = db.selectFrom("restoration").select("at").orderBy("entry_id", "desc");
  return (await restorations.limit(1).executeTakeFirst())?.at;
}
