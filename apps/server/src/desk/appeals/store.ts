import { type Kysely, sql, type Transaction } from "kysely";
import type { Database } from "../../db/schema.ts";

/** An order that was approved, as far as an appeal asks. */
export interface AppealedOrder {
  readonly id: string;
  /** Null: the meeting is deleted. */
  readonly room: string | null;
  readonly requestId: string;
  readonly requestNumber: number;
  /** The series of its authority. */
  readonly authoritySeries: string;
  readonly places: readonly string[];
  readonly excepted: readonly string[];
  readonly startsAt: Date;
  readonly endsAt: Date;
  /** Null while it is sealed, all three. */
  readonly authority: string | null;
  readonly law: string | null;
  readonly reason: string | null;
  readonly proposedBy: string;
  readonly approvedBy: string;
  readonly typists: readonly string[];
  /** How it ended before its time. */
  readonly ended: string | null;
  readonly openedAt: Date | null;
  readonly dueAt: Date | null;
  readonly outcome: "upheld" | "overturned" | null;
  readonly reasons: string | null;
  readonly decidedAt: Date | null;
  readonly decidedBy: string | null;
  /** The database's present time. */
  readonly now: Date;
}

export interface Statement {
  readonly orderId: string;
  readonly by: "refused" | "host" | "public";
  /** `YYYY-MM-DD`, UTC. */
  readonly on: string;
  readonly text: string;
}

const select = sql`
  SELECT p.id AS "id", p.room AS "room", p.request_id AS "requestId", r.number AS "requestNumber",
    au.series AS "authoritySeries", p.excepted AS "excepted", p.starts_at AS "startsAt",
    p.ends_at AS "endsAt", now() AS "now",
    (SELECT array_agg(o.place ORDER BY o.place) FROM order_place o WHERE o.order_id = p.id) AS "places",
    CASE WHEN p.sealed_until > now() THEN NULL ELSE au.name END AS "authority",
    CASE WHEN p.sealed_until > now() THEN NULL ELSE p.law END AS "law",
    CASE WHEN p.sealed_until > now() THEN NULL ELSE p.reason END AS "reason",
    p.proposed_by AS "proposedBy", a.by_person AS "approvedBy",
    ARRAY(SELECT DISTINCT v.by_person FROM request_event v WHERE v.request_id = p.request_id
          AND v.kind IN ('received', 'corrected')) AS "typists",
    e.kind AS "ended", c.opened_at AS "openedAt", c.due_at AS "dueAt", d.outcome AS "outcome",
    d.reasons AS "reasons", d.at AS "decidedAt", w.name AS "decidedBy"
  FROM order_approval a
  JOIN order_proposal p ON p.id = a.order_id
  JOIN request r ON r.id = p.request_id
  JOIN authority au ON au.id = p.authority_id
  LEFT JOIN order_end e ON e.order_id = p.id
  LEFT JOIN appeal_case c ON c.order_id = p.id
  LEFT JOIN appeal_decision d ON d.order_id = p.id
  LEFT JOIN person w ON w.id = d.by_person`;

export async function findOrder(
  db: Kysely<Database>,
  id: string,
): Promise<AppealedOrder | undefined> {
  const { rows } = await sql<AppealedOrder>`${select} WHERE p.id = ${id}`.execute(db);
  return rows[0];
}

/** The same, and nobody else changes anything of it until this transaction is over. */
export async function lockOrder(
  tx: Transaction<Database>,
  id: string,
): Promise<AppealedOrder | undefined> {
  await sql`SELECT FROM order_proposal WHERE id = ${id} FOR UPDATE`.execute(tx);
  return await findOrder(tx, id);
}

/** Orders with a case, the newest case first, the newest 500. */
export async function listCases(db: Kysely<Database>): Promise<readonly AppealedOrder[]> {
  const { rows } = await sql<AppealedOrder>`
    ${select} WHERE c.order_id IS NOT NULL ORDER BY c.opened_at DESC, p.id LIMIT 500`.execute(db);
  return rows;
}

/** Of each case the first 200, oldest first: a flood of words hides nobody who came before it. */
export async function statementsOf(
  db: Kysely<Database>,
  orderIds: readonly string[],
): Promise<readonly Statement[]> {
  const { rows } = await sql<Statement>`
    SELECT s.order_id AS "orderId", s.made_by AS "by", to_char(s.made_on, 'YYYY-MM-DD') AS "on",
      s.text AS "text"
    FROM unnest(${orderIds as string[]}::uuid[]) AS o (id)
    JOIN LATERAL (SELECT * FROM appeal WHERE order_id = o.id ORDER BY made_on, id LIMIT 200) s ON true
    ORDER BY s.made_on, s.id`.execute(db);
  return rows;
}

export interface NewAppeal {
  readonly orderId: string;
  readonly by: Statement["by"];
  readonly text: string;
  readonly secretHash: Buffer;
}

/** `opened`: it is the first, and the case's clock runs from now on. */
export async function insertAppeal(
  tx: Transaction<Database>,
  { orderId, by, text, secretHash }: NewAppeal,
): Promise<{ readonly opened: boolean; readonly dueAt: Date }> {
  const made = await sql<{ due: Date }>`
    INSERT INTO appeal_case (order_id) VALUES (${orderId}) ON CONFLICT DO NOTHING
    RETURNING due_at AS "due"`.execute(tx);
  await tx
    .insertInto("appeal")
    .values({ order_id: orderId, made_by: by, text, secret_hash: secretHash })
    .execute();
  const [first] = made.rows;
  if (first !== undefined) return { opened: true, dueAt: first.due };
  const known = await tx
    .selectFrom("appeal_case")
    .select("due_at")
    .where("order_id", "=", orderId)
    .executeTakeFirstOrThrow();
  return { opened: false, dueAt: known.due_at };
}

/** By the hash of the secret in its private link. */
export async function findAppeal(
  db: Kysely<Database>,
  secretHash: Buffer,
): Promise<Statement | undefined> {
  const { rows } = await sql<Statement>`
    SELECT order_id AS "orderId", made_by AS "by", to_char(made_on, 'YYYY-MM-DD') AS "on", text AS "text"
    FROM appeal WHERE secret_hash = ${secretHash}`.execute(db);
  return rows[0];
}

export interface NewDecision {
  readonly orderId: string;
  readonly outcome: "upheld" | "overturned";
  readonly reasons: string;
  readonly byPerson: string;
}

/** An order that is overturned ends with the decision. */
export async function insertDecision(
  tx: Transaction<Database>,
  { orderId, outcome, reasons, byPerson }: NewDecision,
): Promise<void> {
  const of = { order_id: orderId, by_person: byPerson };
  await tx
    .insertInto("appeal_decision")
    .values({ ...of, outcome, reasons })
    .execute();
  if (outcome === "overturned") {
    await tx
      .insertInto("order_end")
      .values({ ...of, kind: "overturned" })
      .execute();
  }
}
