import type { PublicOrder } from "@graticule/api/appeals";
import type { Appellant, CaseRecord } from "@graticule/desk/appeal";
import type { InvolvedStaff } from "@graticule/desk/staff";
import { type Kysely, sql, type Transaction } from "kysely";
import { inserter, type NewRow } from "../../db/rows.ts";
import type { Database } from "../../db/schema.ts";

/** An order that was approved, as far as an appeal asks. */
export interface AppealedOrder {
  readonly id: string;
  /** Null: the meeting is deleted. */
  readonly room: string | null;
  readonly requestId: string;
  readonly requestNumber: number;
  readonly places: readonly string[];
  readonly excepted: readonly string[];
  readonly startsAt: Date;
  readonly endsAt: Date;
  /** Null while it is sealed, all three. */
  readonly authority: string | null;
  readonly law: string | null;
  readonly reason: string | null;
  /** By what the public would know who asks, while it is sealed; for no one but the desk. */
  readonly sender: readonly string[];
  /** Two people took these down from the public log. The desk and those kept out go on reading them. */
  readonly takenDown: NonNullable<PublicOrder["takenDown"]>;
  /** `decidedBy`: who decided the case before this one. */
  readonly involvedStaff: InvolvedStaff;
  /** How it ended before its time. */
  readonly ended: string | null;
  readonly endedAt: Date | null;
  /** All of its cases, in order, and whether the public log tells that each was opened, and decided. */
  readonly cases: readonly (CaseRecord & {
    readonly openingTold: boolean;
    readonly told: boolean;
  })[];
  /** Null: nobody appealed. Otherwise what follows is of this case, by default the newest. */
  readonly caseNo: number | null;
  /** The arrival of the newest appeal in it by the refused or the host; 0: none. */
  readonly concernedTo: number;
  readonly openedAt: Date | null;
  readonly dueAt: Date | null;
  readonly outcome: "upheld" | "overturned" | null;
  /** `reasons`: sealed. */
  readonly decision: { readonly id: string; readonly reasons: string } | null;
  readonly decidedAt: Date | null;
  readonly decidedBy: string | null;
  /** The database's present time. */
  readonly now: Date;
  /** Until then the public log has told of ends and decisions. */
  readonly toldUntil: Date;
}

export interface Statement {
  readonly id: string;
  readonly orderId: string;
  readonly caseNo: number;
  /** They came in this order. */
  readonly arrival: number;
  readonly by: Appellant;
  /** `YYYY-MM-DD`, UTC. */
  readonly on: string;
  /** As stored: sealed. */
  readonly text: string;
}

const select = sql`
  SELECT p.id, p.room, p.request_id AS "requestId", r.number AS "requestNumber",
    p.excepted, p.starts_at AS "startsAt",
    p.ends_at AS "endsAt", now() AS "now", told_until() AS "toldUntil",
    (SELECT array_agg(o.place ORDER BY o.place) FROM order_place o WHERE o.order_id = p.id) AS "places",
    CASE WHEN p.sealed_until > now() THEN NULL ELSE au.name END AS "authority",
    CASE WHEN p.sealed_until > now() THEN NULL ELSE p.law END AS "law",
    CASE WHEN p.sealed_until > now() THEN NULL ELSE p.reason END AS "reason",
    CASE WHEN p.sealed_until > now() THEN ARRAY[au.name, p.law] ELSE '{}'::text[] END AS "sender",
    to_json(ARRAY(SELECT t.name FROM ledger_text t JOIN public_entry e ON e.id = t.entry_id
      WHERE t.value IS NULL AND (t.name IN ('law', 'reason') AND e.kind = 'order-approved' AND e.body ->> 'order' = p.id::text
        OR t.name = 'authority' AND e.kind = 'request-received' AND e.body ->> 'request' = r.number::text)
      ORDER BY t.name)) AS "takenDown",
    json_build_object('request', p.request_id, 'authority', au.series, 'proposedBy', p.proposed_by, 'approvedBy', a.by_person,
      'decidedBy', before.by_person, 'handledBy', ARRAY(SELECT handled_by(p.request_id)),
      'confirmedBy', ARRAY(SELECT n.by_person FROM order_confirmation n WHERE n.order_id = p.id),
      'enteredBy', ARRAY(SELECT DISTINCT v.by_person FROM request_event v
        WHERE v.request_id = p.request_id AND v.kind IN ('received', 'corrected'))) AS "involvedStaff",
    e.kind AS "ended", e.at AS "endedAt", coalesce((SELECT json_agg(json_build_object(
        'madeBy', ARRAY(SELECT DISTINCT s.made_by FROM appeal s WHERE s.order_id = p.id AND s.case_no = one.no),
        'openingTold', one.opened_at < told_until(),
        'decided', t.at IS NOT NULL, 'told', coalesce(t.at < told_until(), false)) ORDER BY one.no)
      FROM appeal_case one LEFT JOIN appeal_decision t ON t.order_id = one.order_id AND t.case_no = one.no
      WHERE one.order_id = p.id), '[]'::json) AS "cases",
    coalesce((SELECT max(s.arrival) FROM appeal s WHERE s.order_id = p.id AND s.case_no = c.no
      AND s.made_by <> 'public'), 0)::float8 AS "concernedTo",
    c.no AS "caseNo", c.opened_at AS "openedAt", c.due_at AS "dueAt", d.outcome,
    CASE WHEN d.id IS NOT NULL THEN json_build_object('id', d.id, 'reasons', d.reasons) END AS "decision", d.at AS "decidedAt", w.name AS "decidedBy"
  FROM order_approval a
  JOIN order_proposal p ON p.id = a.order_id
  JOIN request r ON r.id = p.request_id
  JOIN authority au ON au.id = p.authority_id
  LEFT JOIN order_end e ON e.order_id = p.id
  LEFT JOIN appeal_case c ON c.order_id = p.id
  LEFT JOIN appeal_decision d ON d.order_id = p.id AND d.case_no = c.no
  LEFT JOIN appeal_decision before ON before.order_id = p.id AND before.case_no = c.no - 1
  LEFT JOIN person w ON w.id = d.by_person`;

/** @param caseNo that case of it; absent: the newest one, if there is one */
export async function findOrder(
  db: Kysely<Database>,
  id: string,
  caseNo?: number,
): Promise<AppealedOrder | undefined> {
  const which = caseNo === undefined ? sql`true` : sql`c.no = ${caseNo}`;
  const { rows } = await sql<AppealedOrder>`
    ${select} WHERE p.id = ${id} AND ${which} ORDER BY c.no DESC LIMIT 1`.execute(db);
  return rows[0];
}

/** Whether the public log says that an order is approved, and whether it has effect from its start to its end. */
export async function findStanding(
  db: Kysely<Database>,
  id: string,
): Promise<{ readonly isPublished: boolean; readonly hasEffect: boolean } | undefined> {
  const { rows } = await sql<{ readonly isPublished: boolean; readonly hasEffect: boolean }>`
    SELECT is_published('order-approved', ${id}) AS "isPublished",
      is_log_signed() AND EXISTS (SELECT FROM order_in_force o
        WHERE o.id = ${id} AND o.jurisdiction <> '{}') AS "hasEffect"`.execute(db);
  return rows[0];
}

/** As {@link findOrder}, with the order locked until this transaction ends. */
export async function lockAppealedOrder(
  tx: Transaction<Database>,
  id: string,
): Promise<AppealedOrder | undefined> {
  await sql`SELECT hold_order(${id})`.execute(tx);
  return await findOrder(tx, id);
}

/** All cases, the newest first, the newest 500. */
export async function listCases(db: Kysely<Database>): Promise<readonly AppealedOrder[]> {
  const { rows } = await sql<AppealedOrder>`
    ${select} WHERE c.order_id IS NOT NULL ORDER BY c.opened_at DESC, p.id, c.no DESC LIMIT 500`.execute(
    db,
  );
  return rows;
}

/** So many appeals of the public are read at a time. */
export const publicPage = 100;

const statement = sql`s.id, s.order_id AS "orderId", s.case_no AS "caseNo", s.arrival::float8 AS "arrival",
    s.made_by AS "by", to_char(s.made_on, 'YYYY-MM-DD') AS "on", s.text`;

/**
 * What appellants wrote, of these orders: everything of the refused, then of the host, then so many
 * of the public, each by arrival. A flood of the public hides nobody else.
 */
export async function statementsOf(
  db: Kysely<Database>,
  orderIds: readonly string[],
): Promise<readonly Statement[]> {
  const { rows } = await sql<Statement>`
    SELECT ${statement} FROM (SELECT a.*,
        row_number() OVER (PARTITION BY order_id, case_no, made_by ORDER BY arrival) AS place
      FROM appeal a WHERE order_id = ANY (${orderIds as string[]}::uuid[])) s
    WHERE s.made_by <> 'public' OR s.place <= ${publicPage}
    ORDER BY array_position(ARRAY['refused', 'host', 'public'], s.made_by), s.arrival`.execute(db);
  return rows;
}

/** The next ones of the public in a case, after an arrival. */
export async function publicAfter(
  db: Kysely<Database>,
  { orderId, caseNo, after }: { orderId: string; caseNo: number; after: number },
): Promise<readonly Statement[]> {
  const { rows } = await sql<Statement>`
    SELECT ${statement} FROM appeal s WHERE s.order_id = ${orderId} AND s.case_no = ${caseNo}
      AND s.made_by = 'public' AND s.arrival > ${after} ORDER BY s.arrival LIMIT ${publicPage}`.execute(
    db,
  );
  return rows;
}

export interface NewAppeal {
  readonly id: string;
  readonly orderId: string;
  readonly caseNo: number;
  readonly by: Appellant;
  /** Sealed. */
  readonly text: string;
  readonly secretHash: Buffer;
  /** Of who appeals; it isn't kept. */
  readonly proof: Buffer | null;
}

/** Opens a case of an order: its clock runs from now on. Answers when it is due. */
export async function insertCase(
  tx: Transaction<Database>,
  { orderId, no, openedBy }: { orderId: string; no: number; openedBy: Appellant },
): Promise<Date> {
  const { due_at } = await tx
    .insertInto("appeal_case")
    .values({ order_id: orderId, no, opened_by: openedBy })
    .returning("due_at")
    .executeTakeFirstOrThrow();
  return due_at;
}

/** Adds an appeal to a case. Answers when that case is due. */
export async function insertAppeal(
  tx: Transaction<Database>,
  { id, orderId, caseNo, by, text, secretHash, proof }: NewAppeal,
): Promise<Date> {
  await tx
    .insertInto("appeal")
    .values({
      ...{ id, order_id: orderId, case_no: caseNo, made_by: by, text, proof },
      secret_hash: secretHash,
    })
    .execute();
  const { due_at } = await tx
    .selectFrom("appeal_case")
    .select("due_at")
    .where("order_id", "=", orderId)
    .where("no", "=", caseNo)
    .executeTakeFirstOrThrow();
  return due_at;
}

/** By the hash of the secret in its private link. */
export async function findAppeal(
  db: Kysely<Database>,
  secretHash: Buffer,
): Promise<Statement | undefined> {
  const { rows } = await sql<Statement>`
    SELECT ${statement} FROM appeal s WHERE s.secret_hash = ${secretHash}`.execute(db);
  return rows[0];
}

/** `readTo`: the arrival of the last appeal by the refused or the host that was read; 0: none. */
export type NewDecision = NewRow<"appeal_decision"> & {
  readonly id: string;
  readonly readTo: number;
};

const insertDecisionRow = inserter("appeal_decision");
const insertOrderEnd = inserter("order_end");

/** An order that is overturned ends with the decision. */
export async function insertDecision(
  tx: Transaction<Database>,
  decision: NewDecision,
): Promise<void> {
  await insertDecisionRow(tx, decision);
  const { orderId, byPerson, outcome: kind } = decision;
  if (kind === "overturned") await insertOrderEnd(tx, { orderId, byPerson, kind });
}
