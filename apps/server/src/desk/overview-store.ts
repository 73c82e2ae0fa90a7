import type { DeskOverview } from "@graticule/api/desk-changes";
import type { DeskMember } from "@graticule/desk/staff";
import { type Kysely, sql } from "kysely";
import type { Database } from "../db/schema.ts";

type Waiting = Pick<DeskOverview, "openChanges" | "openAppeals">;

/**
 * How much waits for the desk.
 * @param member without the appeals in requests of which they read nothing
 */
export async function countWaiting(
  db: Kysely<Database>,
  { liaisonTo, ownRequests }: Pick<DeskMember, "liaisonTo" | "ownRequests">,
): Promise<Waiting> {
  const { rows } = await sql<Waiting>`SELECT
    (SELECT count(*) FROM desk_change c WHERE is_undecided(c)) AS "openChanges",
    (SELECT count(*) FROM appeal_case c JOIN order_proposal p ON p.id = c.order_id
      JOIN authority a ON a.id = p.authority_id
      WHERE a.series <> ALL (${liaisonTo as string[]}::uuid[])
        AND p.request_id <> ALL (${ownRequests as string[]}::uuid[]) AND NOT EXISTS (SELECT FROM appeal_decision d
          WHERE d.order_id = c.order_id AND d.case_no = c.no)
        AND NOT EXISTS (SELECT FROM order_end e WHERE e.order_id = c.order_id)
        AND c.due_at > now()) AS "openAppeals"`.execute(db);
  return rows[0] ?? { openChanges: 0, openAppeals: 0 };
}
