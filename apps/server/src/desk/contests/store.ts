import { dailyEntries } from "@graticule/desk/entry";
import { type Kysely, sql } from "kysely";
import type { Database } from "../../db/schema.ts";

/** Inserts each entry once. @param marks order, reason and bound, with a space between them */
export async function insertUpheld(db: Kysely<Database>, marks: readonly string[]): Promise<void> {
  const kind = "contest-upheld";
  await sql`
    INSERT INTO public_entry (kind, daily, body)
    SELECT ${kind}, ${dailyEntries.has(kind)}, jsonb_build_object(
      'order', split_part(one.id, ' ', 1), 'because', split_part(one.id, ' ', 2), 'people', split_part(one.id, ' ', 3))
    FROM unnest(${marks as string[]}::text[]) AS one (id) WHERE was_in_force(split_part(one.id, ' ', 1))
    ORDER BY one.id ON CONFLICT DO NOTHING`.execute(db);
}
