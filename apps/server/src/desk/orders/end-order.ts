import type { OrderEndKind } from "@graticule/desk/order-states";
import type { Transaction } from "kysely";
import type { Database } from "../../db/schema.ts";
import { appendEntry } from "../../public-record/public-entries.ts";
import { writeNotice } from "./notice-store.ts";
import { noticeOf } from "./order-notice.ts";
import { insertEnd, lockOrder } from "./store.ts";

/** How an order ends before its time. */
export type OrderEnding = { readonly orderId: string } & (
  | {
      readonly kind: Extract<OrderEndKind, "lifted" | "overturned">;
      readonly byPerson: string;
      readonly why: string;
    }
  /** By itself. */
  | { readonly kind: Exclude<OrderEndKind, "lifted" | "overturned"> }
);

/**
 * Ends an order, with its public entry and a notice to the host. Those whom it kept out can come in once the
 * transaction is committed and the directory has read it. `too-late`: it had ended, or was never approved.
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
