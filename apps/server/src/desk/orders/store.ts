import type { Colleague } from "@graticule/api/desk";
import type { OrderEndKind } from "@graticule/desk/order-states";
import { type Kysely, type RawBuilder, sql, type Transaction } from "kysely";
import { fromRow, inserter, type Row } from "../../db/rows.ts";
import type { Database } from "../../db/schema.ts";
import { type TextKey, textOrMark } from "../../db/text-key.ts";
import { colleagueOf, grouped } from "../by-request-store.ts";
import { readFindings } from "../requests/texts.ts";
import type { CaseOrder } from "./order.ts";

type Steps = "declined" | "approved" | "end";
interface OrderRow extends Row<Omit<CaseOrder, Steps>> {
  readonly request: string;
  readonly authorityName: string;
  readonly decliner: Colleague;
  readonly declinedAt: Date | null;
  readonly declinedWhy: string;
  readonly approver: Colleague;
  readonly approvedAt: Date | null;
  readonly endKind: OrderEndKind | null;
  readonly endedAt: Date;
  readonly endWhy: string | null;
  readonly ender: Colleague | null;
}

/** Orders by request, the oldest first. */
export async function readOrders(
  db: Kysely<Database>,
  keys: ReadonlyMap<string, TextKey>,
  requestIds: readonly string[],
) {
  const rows = await readRows(db, sql`p.request_id = ANY (${requestIds as string[]}::uuid[])`);
  return grouped(rows, (row, request) => orderOf(row, keys.get(request)));
}

/**
 * An order and the name of its authority, unchanged by others until this transaction ends. Its sealed
 * texts are not opened.
 */
export async function lockOrder(tx: Transaction<Database>, id: string) {
  await sql`SELECT hold_order(${id})`.execute(tx);
  const [row] = await readRows(tx, sql`p.id = ${id}`);
  return row && { order: orderOf(row, undefined), authority: row.authorityName };
}

/** Whether the database takes these findings for fresh; it refuses an approval by others. */
export async function areFresh(
  tx: Transaction<Database>,
  { requestId, meetingNo }: { readonly requestId: string; readonly meetingNo: number },
  digests: readonly Buffer[],
): Promise<boolean> {
  const { rows } = await sql<{ fresh: boolean }>`
    SELECT findings_are_fresh(${requestId}, ${meetingNo}, ${digests}::bytea[]) AS "fresh"`.execute(
    tx,
  );
  return rows[0]?.fresh === true;
}

export const insertProposal = inserter("order_proposal");
export const insertPlaces = inserter("order_place");
export const insertRefusal = inserter("order_refusal");
export const insertOrderApproval = inserter("order_approval");
export const insertConfirmation = inserter("order_confirmation");
export const insertEnd = inserter("order_end");

async function readRows(
  db: Kysely<Database>,
  which: RawBuilder<unknown>,
): Promise<readonly OrderRow[]> {
  const { rows } = await sql<OrderRow>`
    SELECT p.request_id AS "request", p.id, p.meeting_no AS "meetingNo", p.room,
      au.name AS "authorityName",
      ARRAY(SELECT o.place FROM order_place o WHERE o.order_id = p.id ORDER BY o.place) AS "places",
      p.excepted,
      CASE WHEN NOT is_published('order-approved', p.id) THEN 'silent'
        WHEN NOT holds_since_restoration(p.id) THEN CASE WHEN again.approved THEN 'silent' ELSE 'restored' END
        WHEN is_log_signed() THEN 'signed' ELSE 'stopped' END AS "log",
      CASE WHEN is_published('order-approved', p.id) THEN
        (SELECT l.at FROM act_in_log l WHERE l.kind = 'order-approved' AND l.act = p.id) END AS "publishedAt",
      CASE WHEN v.id IS NOT NULL
        THEN json_build_object('places', v.jurisdiction, 'excepted', v.excepted) END AS "reaches",
      CASE WHEN NOT holds_since_restoration(p.id) THEN (SELECT min(r.at) FROM restoration r
        WHERE r.leaf IS NULL OR r.leaf > (SELECT max(l.leaf) FROM act_in_log l
          WHERE l.act = p.id AND l.kind IN ('order-approved', 'order-confirmed'))) END AS "restoredAt",
      again.leaf AS "restoredEntry", coalesce(p.proposed_at <= again.at, false) AS "isProposalBroughtBack",
      ${colleagueOf(sql`again.by_person`)} AS "proposedAgainBy",
      again.id AS "proposedAgainId",
      p.starts_at AS "startsAt", p.ends_at AS "endsAt", p.occurrence_from AS "sittingFrom",
      p.notice_minutes AS "noticeMinutes", p.reason, p.law,
      p.beyond, p.beyond_why AS "beyondWhy", order_to_sign(p) AS "signing",
      (SELECT to_char(min(t.day), 'YYYY-MM-DD') FROM public_entry t
        WHERE t.kind = 'order-effect' AND t.body ->> 'order' = p.id::text
          AND t.day <= (SELECT closed_through FROM ledger_head)) AS "effectSince",
      p.sealed_until AS "sealedUntil",
      json_build_object('procedure', p.procedure_finding, 'authority', p.authority_finding,
        'legality', p.legality_finding, 'necessity', p.necessity_finding,
        'rights', p.rights_finding) AS "findings",
      ${colleagueOf(sql`p.proposed_by`)} AS "proposedBy", p.proposed_at AS "proposedAt",
      ${colleagueOf(sql`f.by_person`)} AS "decliner", f.at AS "declinedAt", f.why AS "declinedWhy",
      ${colleagueOf(sql`a.by_person`)} AS "approver", a.at AS "approvedAt",
      ${colleagueOf(sql`e.by_person`)} AS "ender", e.kind AS "endKind", e.at AS "endedAt",
      e.why AS "endWhy", appeal_due(p.id) AS "appealDueAt"
    FROM order_proposal p
    JOIN authority au ON au.id = p.authority_id
    LEFT JOIN order_refusal f ON f.order_id = p.id
    LEFT JOIN order_approval a ON a.order_id = p.id
    LEFT JOIN published_order v ON v.id = p.id
    LEFT JOIN LATERAL (SELECT r.at, r.leaf, c.id, c.by_person, EXISTS (SELECT FROM order_confirmation d
          WHERE d.order_id = p.id AND d.restoration = r.entry_id AND d.part = 'approved') AS approved
        FROM restoration r LEFT JOIN LATERAL proposed_again(p.id, r.entry_id) c ON stands_again(c)
        ORDER BY r.entry_id DESC LIMIT 1) again ON true
    LEFT JOIN order_end e ON e.order_id = p.id
    WHERE ${which} ORDER BY p.proposed_at, p.id`.execute(db);
  return rows;
}

const refusalPath = (order: string): string => `refusal ${order}`;
const endPath = (order: string): string => `end ${order}`;

export const sealRefusal = (why: string, order: string, key: TextKey): string =>
  key.seal(why, refusalPath(order));
export const sealEnd = (why: string, order: string, key: TextKey): string =>
  key.seal(why, endPath(order));

function orderOf(row: Omit<OrderRow, "request">, key: TextKey | undefined): CaseOrder {
  const {
    authorityName: _,
    decliner,
    declinedAt,
    declinedWhy,
    approver,
    approvedAt,
    ...more
  } = row;
  const { endKind, endedAt, endWhy, ender, ...order } = more;
  const { id } = order;
  const why = endWhy === null ? undefined : textOrMark(endWhy, endPath(id), key);
  const end = { by: ender ?? undefined, at: endedAt, why };
  const declinedFor = () => textOrMark(declinedWhy, refusalPath(id), key);
  return {
    ...fromRow<Omit<CaseOrder, Steps>>(order),
    findings: readFindings(order.findings, id, key),
    declined:
      declinedAt === null ? undefined : { by: decliner, at: declinedAt, why: declinedFor() },
    approved: approvedAt === null ? undefined : { by: approver, at: approvedAt },
    end: endKind === null ? undefined : { ...end, kind: endKind },
  };
}
