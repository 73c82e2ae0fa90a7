import { type Kysely, sql, type Transaction } from "kysely";
import type { Database } from "../db/schema.ts";
import type { Participant } from "../hosting/terms-tools.ts";
import type { ActKind } from "./act-store.ts";

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

/** An act that has effect, as far as there is something left to do about it. */
export interface ActInEffect {
  readonly id: string;
  readonly kind: ActKind;
  readonly room: string | null;
  readonly accountId: string | null;
  /** Commitment to the meeting or account; null: nothing was ever said of it. */
  readonly about: string | null;
  /** When it was decided, by the database's clock, to the microsecond. */
  readonly since: string;
  /** Whom its report names, while the sitting lasts. */
  readonly participant: (Participant & { readonly name: string }) | null;
}

/** Undefined: it was reversed, a host reopened the meeting, or the account is reinstated. */
export async function findInEffect(
  db: Kysely<Database>,
  actId: string,
): Promise<ActInEffect | undefined> {
  const { rows } = await sql<ActInEffect>`
    SELECT a.id, a.kind, a.room, a.account_id AS "accountId", e.at::text AS "since", commitment_held(a.room, a.account_id) AS "about", CASE WHEN p.report_id IS NOT NULL
      THEN json_build_object('room', p.room, 'identity', p.identity, 'name', p.display_name) END AS "participant"
    FROM terms_act a JOIN terms_effect e ON e.act_id = a.id
    LEFT JOIN reported_participant p ON p.report_id = a.report_id
    WHERE a.id = ${actId} AND CASE a.kind
      WHEN 'end-meeting' THEN EXISTS (SELECT FROM meeting_ended_under_terms t JOIN meeting m ON m.room = t.room
        WHERE t.act_id = a.id AND is_closed(m))
      WHEN 'suspend-account' THEN EXISTS (SELECT FROM suspended_account s WHERE s.account_id = a.account_id)
      ELSE NOT EXISTS (SELECT FROM terms_review v WHERE v.act_id = a.id AND v.outcome = 'reversed') END`.execute(
    db,
  );
  return rows[0];
}

/** The room from which an act removed someone, or may have, that a review reversed. */
export async function findWronglyRemoved(
  db: Kysely<Database>,
  actId: string,
): Promise<string | undefined> {
  const { rows } = await sql<{ room: string }>`
    SELECT a.room FROM terms_act a WHERE a.id = ${actId} AND a.kind = 'remove-participant' AND a.room IS NOT NULL
      AND EXISTS (SELECT FROM terms_review v WHERE v.act_id = a.id AND v.outcome = 'reversed')`.execute(
    db,
  );
  return rows[0]?.room;
}

/** Whether there is still a meeting to end, or an account to suspend or to open again. */
export async function isSomethingLeft(tx: Transaction<Database>, actId: string): Promise<boolean> {
  const { rows } = await sql<{ yes: boolean }>`
    SELECT is_something_left(a) AS yes FROM terms_act a WHERE a.id = ${actId}`.execute(tx);
  return rows[0]?.yes === true;
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
