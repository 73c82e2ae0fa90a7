import type { Colleague } from "@graticule/api/desk";
import type { OrderFindings, OrderInput } from "@graticule/api/orders";
import type { Beyond } from "@graticule/desk/asked";
import type { OrderEndKind } from "@graticule/desk/order-states";
import type { Place } from "@graticule/jurisdiction/place";
import { type Kysely, sql, type Transaction } from "kysely";
import type { Database } from "../../db/schema.ts";
import type { Sitting } from "../../meetings/sitting.ts";
import type { OrderEnding } from "./end-order.ts";
import type { CaseOrder } from "./order.ts";

interface Person {
  readonly id: string;
  readonly name: string | null;
}

interface OrderRow {
  readonly request: string;
  readonly id: string;
  readonly authorityName: string;
  readonly meetingNo: number;
  readonly room: string | null;
  readonly places: readonly Place[] | null;
  readonly excepted: readonly Place[];
  readonly reaches: readonly Place[] | null;
  readonly exceptedNow: readonly Place[] | null;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly sittingFrom: Date;
  readonly noticeMinutes: number;
  readonly reason: string;
  readonly law: string;
  readonly beyond: readonly Beyond[];
  readonly beyondWhy: string | null;
  readonly effectSince: string | null;
  readonly sealedUntil: Date | null;
  readonly procedure: string;
  readonly authority: string;
  readonly legality: string;
  readonly necessity: string;
  readonly rights: string;
  readonly proposer: Person;
  readonly proposedAt: Date;
  readonly decliner: Person;
  readonly declinedAt: Date | null;
  readonly declinedWhy: string | null;
  readonly approver: Person;
  readonly approvedAt: Date | null;
  readonly endKind: OrderEndKind | null;
  readonly endedAt: Date | null;
  readonly endWhy: string | null;
  readonly ender: Person | { readonly id: null };
  readonly appealDueAt: Date | null;
}

/** Orders by request, the oldest first. */
export async function readOrders(
  db: Kysely<Database>,
  requestIds: readonly string[],
): Promise<ReadonlyMap<string, readonly CaseOrder[]>> {
  const rows = await readRows(db, sql`p.request_id = ANY (${requestIds as string[]}::uuid[])`);
  const byRequest = new Map<string, CaseOrder[]>();
  for (const row of rows) {
    byRequest.set(row.request, [...(byRequest.get(row.request) ?? []), orderOf(row)]);
  }
  return byRequest;
}

/** One order, with the name of its authority. */
export async function readCaseOrder(
  db: Kysely<Database>,
  id: string,
): Promise<{ readonly order: CaseOrder; readonly authority: string } | undefined> {
  const [row] = await readRows(db, sql`p.id = ${id}`);
  return row && { order: orderOf(row), authority: row.authorityName };
}

/** The same, and nobody else changes anything of it until this transaction is over. */
export async function lockOrder(tx: Transaction<Database>, id: string) {
  await sql`SELECT hold_order(${id})`.execute(tx);
  return await readCaseOrder(tx, id);
}

/** Whether these findings are of now, as the database says it, which refuses the approval itself too. */
export async function areFresh(
  tx: Transaction<Database>,
  { requestId, meetingNo }: { readonly requestId: string; readonly meetingNo: number },
  { procedure, authority, legality, necessity, rights }: OrderFindings,
): Promise<boolean> {
  const written = [procedure, authority, legality, necessity, rights];
  const { rows } = await sql<{ fresh: boolean }>`
    SELECT findings_are_fresh(${requestId}, ${meetingNo}, ${written}::text[]) AS "fresh"`.execute(
    tx,
  );
  return rows[0]?.fresh === true;
}

export interface NewProposal {
  readonly order: OrderInput;
  readonly requestId: string;
  readonly authorityId: string;
  readonly meeting: { readonly no: number; readonly room: string | undefined };
  readonly sitting: Extract<Sitting, { readonly from: number }>;
  readonly places: readonly Place[];
  readonly excepted: readonly Place[];
  readonly beyond: readonly Beyond[];
  readonly by: string;
}

export async function insertProposal(
  tx: Transaction<Database>,
  proposed: NewProposal,
): Promise<void> {
  const { order, requestId, authorityId, meeting, sitting, places, excepted, beyond, by } =
    proposed;
  const { findings } = order;
  const { id } = await tx
    .insertInto("order_proposal")
    .values({
      request_id: requestId,
      meeting_no: meeting.no,
      authority_id: authorityId,
      room: meeting.room ?? null,
      starts_at: new Date(order.from),
      ends_at: new Date(order.until),
      occurrence_from: new Date(sitting.from),
      occurrence_until: sitting.until === undefined ? null : new Date(sitting.until),
      notice_minutes: order.noticeMinutes,
      reason: order.reason,
      law: order.law,
      sealed_until: order.sealedUntil === undefined ? null : new Date(order.sealedUntil),
      excepted: [...excepted],
      beyond: [...beyond],
      beyond_why: order.beyondWhy ?? null,
      procedure_finding: findings.procedure,
      authority_finding: findings.authority,
      legality_finding: findings.legality,
      necessity_finding: findings.necessity,
      rights_finding: findings.rights,
      proposed_by: by,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  await sql`INSERT INTO order_place (order_id, authority_id, place)
    SELECT ${id}, ${authorityId}, unnest(${[...places]}::text[])`.execute(tx);
}

export async function insertRefusal(
  tx: Transaction<Database>,
  { orderId, by, why }: { readonly orderId: string; readonly by: string; readonly why: string },
): Promise<void> {
  await tx.insertInto("order_refusal").values({ order_id: orderId, by_person: by, why }).execute();
}

export async function insertOrderApproval(
  tx: Transaction<Database>,
  approval: {
    readonly orderId: string;
    readonly requestId: string;
    readonly meetingNo: number;
    readonly by: string;
  },
): Promise<void> {
  const { orderId, requestId, meetingNo, by } = approval;
  await tx
    .insertInto("order_approval")
    .values({ order_id: orderId, request_id: requestId, meeting_no: meetingNo, by_person: by })
    .execute();
}

export async function insertEnd(tx: Transaction<Database>, ending: OrderEnding): Promise<void> {
  await tx
    .insertInto("order_end")
    .values({
      order_id: ending.orderId,
      kind: ending.kind,
      ...("by" in ending ? { by_person: ending.by, why: ending.why } : {}),
    })
    .execute();
}

async function readRows(
  db: Kysely<Database>,
  which: ReturnType<typeof sql>,
): Promise<readonly OrderRow[]> {
  const { rows } = await sql<OrderRow>`
    SELECT p.request_id AS "request", p.id AS "id", p.meeting_no AS "meetingNo", p.room AS "room",
      au.name AS "authorityName",
      (SELECT array_agg(o.place ORDER BY o.place) FROM order_place o WHERE o.order_id = p.id) AS "places",
      p.excepted AS "excepted", v.jurisdiction AS "reaches", v.excepted AS "exceptedNow", p.starts_at AS "startsAt", p.ends_at AS "endsAt",
      p.occurrence_from AS "sittingFrom", p.notice_minutes AS "noticeMinutes", p.reason AS "reason", p.law AS "law",
      p.beyond AS "beyond", p.beyond_why AS "beyondWhy",
      (SELECT to_char(min(t.day), 'YYYY-MM-DD') FROM public_entry t
        WHERE t.kind = 'order-effect' AND t.body ->> 'order' = p.id::text) AS "effectSince",
      p.sealed_until AS "sealedUntil", p.procedure_finding AS "procedure",
      p.authority_finding AS "authority", p.legality_finding AS "legality",
      p.necessity_finding AS "necessity", p.rights_finding AS "rights", p.proposed_at AS "proposedAt",
      ${person(sql`p.proposed_by`)} AS "proposer", ${person(sql`f.by_person`)} AS "decliner",
      f.at AS "declinedAt", f.why AS "declinedWhy",
      ${person(sql`a.by_person`)} AS "approver", a.at AS "approvedAt",
      e.kind AS "endKind", e.at AS "endedAt", e.why AS "endWhy", ${person(sql`e.by_person`)} AS "ender",
      appeal_due(p.id) AS "appealDueAt"
    FROM order_proposal p
    JOIN authority au ON au.id = p.authority_id
    LEFT JOIN order_refusal f ON f.order_id = p.id
    LEFT JOIN order_approval a ON a.order_id = p.id
    LEFT JOIN order_in_force v ON v.id = p.id
    LEFT JOIN order_end e ON e.order_id = p.id
    WHERE ${which} ORDER BY p.proposed_at, p.id`.execute(db);
  return rows;
}

function person(id: ReturnType<typeof sql>): ReturnType<typeof sql> {
  return sql`json_build_object('id', ${id}, 'name', (SELECT name FROM person WHERE id = ${id}))`;
}

function orderOf(row: OrderRow): CaseOrder {
  const { id, meetingNo, startsAt, endsAt, sittingFrom, noticeMinutes, reason, law, excepted } =
    row;
  const { procedure, authority, legality, necessity, rights } = row;
  return {
    id,
    meetingNo,
    startsAt,
    endsAt,
    sittingFrom,
    noticeMinutes,
    reason,
    law,
    excepted,
    room: row.room ?? undefined,
    places: row.places ?? [],
    reaches:
      row.reaches === null
        ? undefined
        : { places: row.reaches, excepted: row.exceptedNow ?? row.excepted },
    sealedUntil: row.sealedUntil ?? undefined,
    beyond: row.beyond,
    beyondWhy: row.beyondWhy ?? undefined,
    effectSince: row.effectSince ?? undefined,
    findings: { procedure, authority, legality, necessity, rights },
    proposedBy: colleague(row.proposer),
    proposedAt: row.proposedAt,
    declined:
      row.declinedAt === null
        ? undefined
        : { by: colleague(row.decliner), at: row.declinedAt, why: row.declinedWhy ?? "" },
    approved:
      row.approvedAt === null ? undefined : { by: colleague(row.approver), at: row.approvedAt },
    end: endOf(row),
    appealDueAt: row.appealDueAt ?? undefined,
  };
}

function endOf({ endKind, endedAt, endWhy, ender }: OrderRow): CaseOrder["end"] {
  if (endKind === null || endedAt === null) return undefined;
  const by = ender.id === null ? undefined : colleague(ender);
  return { kind: endKind, at: endedAt, why: endWhy ?? undefined, by };
}

/** Who has no account any more has no name. */
function colleague({ id, name }: Person): Colleague {
  return { id, name: name ?? "A former member" };
}
