import type { outsideAct, outsideActInput } from "@graticule/api/safety";
import type { KnownNames } from "@graticule/desk/must-hide";
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

/** What the public must not read of a meeting and its host; null: of none. */
export async function readNamesAround(
  db: Kysely<Database>,
  room: string | null,
): Promise<Omit<KnownNames, "host">> {
  const { rows } = await sql<{
    readonly codes: readonly string[];
    readonly titles: readonly string[];
    readonly names: readonly string[];
    readonly emails: readonly string[];
  }>`
    SELECT ARRAY(SELECT code FROM meeting WHERE room = ${room}) AS "codes",
      ARRAY(SELECT title FROM meeting WHERE room = ${room}) AS "titles",
      coalesce(array_agg(p.name), '{}') AS "names", coalesce(array_agg(p.email), '{}') AS "emails"
    FROM room r JOIN person p ON p.account_id = r.account_id WHERE r.name = ${room}`.execute(db);
  const [known] = rows;
  if (known === undefined) throw new TypeError("an aggregate without a row");
  return known;
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
