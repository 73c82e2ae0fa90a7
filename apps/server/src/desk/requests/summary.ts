import type { RequestSummary } from "@graticule/api/requests";
import { stateOfOrder, tellingOrder } from "../orders/order.ts";
import { wordsWaitOf } from "../words/words.ts";
import {
  askerOf,
  authenticityOf,
  caseGaps,
  contentOf,
  dueOf,
  type RequestCase,
  stateOf,
} from "./case.ts";

/** @param now milliseconds since the epoch, by the database's clock */
export function requestSummaryOf(request: RequestCase, now: number): RequestSummary {
  const { reference, demands } = contentOf(request);
  const due = dueOf(request);
  const order = tellingOrder(request.orders);
  const wordsWait = wordsWaitOf(request, now);
  return {
    id: request.id,
    number: request.number,
    state: stateOf(request),
    authority: askerOf(request),
    inRegister: request.authority !== undefined,
    reference,
    receivedAt: request.receivedAt.toISOString(),
    due: due && { what: due.what, at: due.at.toISOString() },
    gaps: [...caseGaps(request)],
    authenticity: authenticityOf(request),
    demands: demands.length,
    order: order && stateOfOrder(order, now),
    wordsWait,
  };
}
