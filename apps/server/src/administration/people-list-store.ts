import {
  type ListedPeople,
  type ListedPerson,
  peopleAPage,
  type peopleQuery,
} from "@graticule/api/administration";
import { type Kysely, sql } from "kysely";
import type { z } from "zod";
import type { Database } from "../db/schema.ts";

export type PeopleList = ReturnType<typeof createPeopleList>;

/**
 * Everyone with an account, by name, a page at a time: for the administrator alone. `search`: part
 * of a name or an e-mail address, in any case.
 */
export function createPeopleList(db: Kysely<Database>) {
  return async (query: z.infer<typeof peopleQuery>): Promise<ListedPeople> => {
    const { search = "", page = 1 } = query;
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
