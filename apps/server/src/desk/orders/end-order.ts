import type { OrderEndKind } from "@graticule/desk/order-states";
import type { Transaction } from "kysely";
import type { Database } from "../../db/schema.ts";
import { appendEntry } from "../../public-record/public-entries.ts";
import { type NoticeBody, writeNotice } from "./notice-store.ts";
import type { CaseOrder } from "./order.ts";
import { insertEnd, lockOrder } from "./store.ts";

/** How an order ends before its time. */
export type OrderEnding = { readonly orderId: string } & (
  | {
      readonly kind: Extract<OrderEndKind, "lifted" | "overturned">;
      readonly byPerson: string;
      /** Sealed. */
      readonly why: string;
    }
  /** By itself. */
  | { readonly kind: Exclude<OrderEndKind, "lifted" | "overturned"> }
);

/**
 * Ends an order, with its public entry and a notice to the host. Those whom it kept out can come in
 * once the transaction is committed and the directory has read it. `too-late`: it had ended, or was
 * never approved.
 */
export async function endOrder(
  tx: Transaction<Database>,
  ending: OrderEnding,
): Promise<
  { readonly kind: "ended"; readonly room: string | undefined } | { readonly kind: "too-late" }
> {
  const { orderId, kind } = ending;
  const known = await lockOrder(tx, orderId);
  if (known?.order.approved === undefined || known.order.end !== undefined)
    return { kind: "too-late" };
  await insertEnd(tx, ending);
  await appendEntry(tx, { kind: "order-ended", order: orderId, how: kind });
  const { room } = known.order;
  if (room !== undefined) {
    const end = { kind, at: new Date(), why: undefined, by: undefined };
    const body = noticeOf({ ...known.order, end }, known.authority);
    await writeNotice(tx, room, { kind: "order-ended", ...body });
  }
  return { kind: "ended", room };
}

/** What a notice tells of an order. notices.ts holds back what is sealed. */
export function noticeOf(
  order: Omit<CaseOrder, "findings" | "reaches" | "proposedBy" | "proposedAt" | "declined">,
  authority: string,
): NoticeBody {
  return {
    authority,
    law: order.law,
    reason: order.reason,
    orderId: order.id,
    sealedUntil: order.sealedUntil?.toISOString(),
    demands: [{ kind: "withhold-meeting", answer: order.end === undefined ? "ordered" : "ended" }],
    places: [...order.places],
    excepted: [...order.excepted],
    from: order.startsAt.toISOString(),
    until: order.endsAt.toISOString(),
    how: order.end?.kind,
  };
}
