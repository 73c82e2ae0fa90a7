import type { Place } from "@graticule/jurisdiction/place";
import { sql, type Transaction } from "kysely";
import { inserter } from "../../db/rows.ts";
import type { Database } from "../../db/schema.ts";

/** What changes write, each in the transaction of its outcome. */

export const insertDisputed = inserter("disputed_place_event");

/** Lifts the rule of the whole service of this change. Answers its id, if it was neither lifted yet nor has ended. */
export async function liftRuleOf(
  tx: Transaction<Database>,
  changeId: string,
): Promise<readonly string[]> {
  const lifted = await tx
    .insertInto("platform_rule_lifting")
    .columns(["rule_id"])
    .expression((one) =>
      one
        .selectFrom("platform_rule")
        .select("id as rule_id")
        .where("change_id", "=", changeId)
        .where("review_at", ">", sql<Date>`now()`),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning("rule_id")
    .execute();
  return lifted.map(({ rule_id }) => rule_id);
}

/** Roles and desk key that a person had before the appointment of this change, also those that did not hold yet. */
export async function readRolesBefore(
  tx: Transaction<Database>,
  changeId: string,
): Promise<{ readonly roles: readonly string[]; readonly key: Buffer | null }> {
  const { rows } = await sql<{ roles: readonly string[]; key: Buffer | null }>`
    SELECT b.roles, b.key_id AS "key" FROM staff_appointment a, appointment_before(a) b
    WHERE a.change_id = ${changeId}`.execute(tx);
  return rows[0] ?? { roles: [], key: null };
}

export const insertAppointment = inserter("staff_appointment");

/** The disputed places, unchanged by others until this transaction ends. */
export async function lockDisputedPlaces(tx: Transaction<Database>): Promise<ReadonlySet<Place>> {
  await sql`SELECT hold_disputed_places()`.execute(tx);
  const rows = await tx.selectFrom("disputed_place").select("place").execute();
  return new Set(rows.map(({ place }) => place as Place));
}

export const insertAuthority = inserter("authority");
export const insertReach = inserter("authority_reach");
