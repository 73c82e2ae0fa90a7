import type { DeskContest } from "@graticule/api/contests";
import { type DeskMember, mayAct } from "@graticule/desk/staff";
import { circumstancesOf } from "../appeals/describe-appeal.ts";
import type { AppealedOrder } from "../appeals/store.ts";

/** Whether a member answers those who say to this order that they are not there. A liaison does not even see them. */
export function mayAnswer(
  member: DeskMember,
  order: AppealedOrder,
): DeskContest["mayAnswer"] | "liaison" {
  const may = mayAct(member, "answer-contest", circumstancesOf(order));
  switch (may) {
    case "yes":
    case "liaison":
    case "typed-it-in":
      return may;
    default:
      return "no-such-role";
  }
}

export function requestOf({
  requestId,
  requestNumber,
}: AppealedOrder): Pick<DeskContest, "request"> {
  return { request: { id: requestId, number: requestNumber } };
}
