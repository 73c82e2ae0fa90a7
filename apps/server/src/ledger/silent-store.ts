import type { Day } from "@graticule/ledger/day";
import { type Kysely, sql } from "kysely";
import type { Database } from "../db/schema.ts";

/** By the database's clock, UTC. */
export async function readToday(db: Kysely<Database>): Promise<Day> {
  const { rows } = await sql<{ today: Day }>`
    SELECT (now() AT TIME ZONE 'UTC')::date AS "today"`.execute(db);
  const [row] = rows;
  if (row === undefined) throw new TypeError("no day");
  return row.today;
}

/** The slot opens when that day is over. */
export async function insertSilent(
  db: Kysely<Database>,
  held: object,
  openOn: string,
): Promise<void> {
  await sql`INSERT INTO ledger_sealed (held, open_on)
    VALUES (${JSON.stringify(held)}, ${openOn}::date)`.execute(db);
}
