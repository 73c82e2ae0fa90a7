import type { outsideAct, outsideActInput } from "@graticule/api/safety";
import { type Kysely, sql, type Transaction } from "kysely";
import type { z } from "zod";
import type { Database } from "../db/schema.ts";

export type OutsideAct = z.infer<typeof outsideAct>;

/** Newest first, the newest 500. */
export async function listOutsideActs(db: Kysely<Database>): Promise<readonly OutsideAct[]> {
  const { rows } = await sql<Omit<OutsideAct, "enteredAt"> & { readonly enteredAt: Date }>`
    SELECT id, what, forced_by AS "forcedBy",
      to_char(happened_on, 'YYYY-MM-DD') AS "on", entered_at AS "enteredAt"
    FROM outside_act ORDER BY entered_at DESC, id LIMIT 500`.execute(db);
  return rows.map(({ enteredAt, ...act }) => ({ ...act, enteredAt: enteredAt.toISOString() }));
}

/** `room`: that it was about; null: none. */
export async function insertOutsideAct(
  tx: Transaction<Database>,
  act: Omit<z.infer<typeof outsideActInput>, "code"> & {
    readonly room: string | null;
    readonly by: string;
  },
): Promise<void> {
  const { what, forcedBy, on, room, by } = act;
  await sql`
    INSERT INTO outside_act (what, forced_by, happened_on, entered_by, meeting_commitment,
      host_commitment)
    SELECT ${what}, ${forcedBy}, ${on}::date, ${by},
      CASE WHEN r.name IS NOT NULL THEN commitment_to_room(r.name) END,
      CASE WHEN r.account_id IS NOT NULL THEN commitment_to_account(r.account_id) END
    FROM (VALUES (1)) AS one LEFT JOIN room r ON r.name = ${room}`.execute(tx);
}
