import type { Colleague } from "@graticule/api/desk";
import type { Beyond } from "@graticule/desk/asked";
import type { OrderEndKind } from "@graticule/desk/order-states";
import type { Place } from "@graticule/jurisdiction/place";
import { type Kysely, sql } from "kysely";
import type { Database } from "../../db/schema.ts";
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
export async function readOrder(
  db: Kysely<Database>,
  id: string,
): Promise<{ readonly order: CaseOrder; readonly authority: string } | undefined> {
  const [row] = await readRows(db, sql`p.id = ${id}`);
  return row && { order: orderOf(row), authority: row.authorityName };
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
    ...{ id, meetingNo, startsAt, endsAt, sittingFrom, noticeMinutes, reason, law, excepted },
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
