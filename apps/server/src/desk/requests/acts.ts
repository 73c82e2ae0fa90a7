import type { RequestAct } from "@graticule/api/requests";
import { orderActs } from "../orders/order-acts.ts";
import { wordsActs } from "../words/words-acts.ts";
import type { ActContext, ActTable, DeskActOutcome } from "./act.ts";
import { correction } from "./intake.ts";
import { lookActs } from "./look-acts.ts";
import { reviewActs } from "./review-acts.ts";

const acts: ActTable = { ...correction, ...reviewActs, ...lookActs, ...orderActs, ...wordsActs };

/** Does one act, by the table. */
export function perform<Kind extends RequestAct["kind"]>(
  context: ActContext,
  act: Extract<RequestAct, { kind: Kind }>,
): Promise<DeskActOutcome> {
  return acts[act.kind as Kind](context, act);
}
