import { type Kysely, sql, type Transaction } from "kysely";
import type { Database } from "../db/schema.ts";

/** @throws a restrict violation where the act needs more people, or other ones */
export async function insertEffect(
  tx: Transaction<Database>,
  act: { readonly id: string; readonly reportId: string | null; readonly byPerson: string },
): Promise<void> {
  await tx.insertInto("terms_effect").values({ act_id: act.id }).execute();
  if (act.reportId === null) return;
  await tx
    .insertInto("abuse_report_outcome")
    .values({ report_id: act.reportId, outcome: "acted", by_person: act.byPerson })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** A notice on the page of the meeting, or of every meeting of the account. */
export async function insertNotices(
  tx: Transaction<Database>,
  target: { readonly room: string | null; readonly accountId: string | null },
  body: { readonly how: string; readonly reason: string },
): Promise<void> {
  await sql`
    INSERT INTO host_notice (room, kind, body)
    SELECT r.name, 'terms-act', ${JSON.stringify({ ...body, demands: [], places: [], excepted: [] })}::jsonb FROM room r
    WHERE r.kind = 'meeting'
      AND (r.name = ${target.room} OR r.account_id = ${target.accountId}::uuid)`.execute(tx);
}

/** Rooms that could not be used during a suspension do not expire for it. */
export async function markUsedToday(tx: Transaction<Database>, accountId: string): Promise<void> {
  await sql`UPDATE room SET last_used_on = (now() AT TIME ZONE 'UTC')::date
    WHERE account_id = ${accountId}`.execute(tx);
}

export async function roomsOf(db: Kysely<Database>, accountId: string): Promise<readonly string[]> {
  const rooms = await db
    .selectFrom("room")
    .select("name")
    .where("account_id", "=", accountId)
    .execute();
  return rooms.map(({ name }) => name);
}
