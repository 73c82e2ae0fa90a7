import type { NoticeBody } from "./notice-store.ts";
import type { CaseOrder } from "./order.ts";

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
