import { type ListedPeople, type ListedPerson, peopleAPage } from "@graticule/api/administration";
import { type Kysely, sql } from "kysely";
import type { Database } from "../db/schema.ts";

export interface Wanted {
  /** Part of a name or an e-mail address, in capitals or not. */
  readonly search?: string | undefined;
  /** The first is 1. */
  readonly page?: number | undefined;
}

/** Whoever has an account, by name, a page at a time: for the administrator alone. */
export type PeopleList = (wanted: Wanted) => Promise<ListedPeople>;

export function createPeopleList(db: Kysely<Database>): PeopleList {
  return async ({ search = "", page = 1 }) => {
    const text = search.trim().toLowerCase();
    const found = sql`FROM person p WHERE ${text} = ''
      OR position(${text} IN lower(p.name)) > 0 OR position(${text} IN p.email) > 0`;
    const counted = await sql<{ count: number }>`SELECT count(*) AS "count" ${found}`.execute(db);
    const { rows } = await sql<ListedPerson>`
      SELECT p.name AS "name", p.email AS "email", p.email_verified AS "emailVerified",
        p.second_factor AS "secondFactor", a.operator AS "administrator",
        EXISTS (SELECT FROM appointment_now(p.id) s WHERE s.roles <> '{}') AS "desk",
        EXISTS (SELECT FROM suspended_account s WHERE s.account_id = p.account_id) AS "suspended",
        to_char(p.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS "since"
      FROM (SELECT p.* ${found} ORDER BY lower(p.name), p.id
        LIMIT ${peopleAPage} OFFSET ${(page - 1) * peopleAPage}) p
      JOIN account a ON a.id = p.account_id
      ORDER BY lower(p.name), p.id`.execute(db);
    return { count: counted.rows[0]?.count ?? 0, people: rows };
  };
}
