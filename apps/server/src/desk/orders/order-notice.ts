import type { DemandKind } from "@graticule/desk/demand";
import type { NoticeBody } from "./notice-store.ts";
import type { CaseOrder } from "./order.ts";

/** What a notice about an order tells of it. A law that forbids to tell delays some of it; see notices.ts. */
export function noticeOf(
  order: Omit<CaseOrder, "findings" | "reaches" | "proposedBy" | "proposedAt" | "declined">,
  authority: string,
): NoticeBody {
  const demand: DemandKind = "withhold-meeting";
  return {
    authority,
    law: order.law,
    reason: order.reason,
    orderId: order.id,
    ...(order.sealedUntil === undefined ? {} : { sealedUntil: order.sealedUntil.toISOString() }),
    demands: [{ kind: demand, answer: order.end === undefined ? "ordered" : "ended" }],
    places: [...order.places],
    excepted: [...order.excepted],
    from: order.startsAt.toISOString(),
    until: order.endsAt.toISOString(),
    ...(order.end === undefined ? {} : { how: order.end.kind }),
  };
}
