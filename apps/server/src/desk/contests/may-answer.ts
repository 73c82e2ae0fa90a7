import type { DeskContest } from "@graticule/api/contests";
import { type DeskMember, mayAct } from "@graticule/desk/staff";
import type { Kysely } from "kysely";
import type { Database } from "../../db/schema.ts";
import { circumstancesOf } from "../appeals/describe-appeal.ts";
import { type AppealedOrder, findOrder } from "../appeals/store.ts";

/** Whether a member answers those who contest that they are where this order reaches. */
export function mayAnswer(
  member: DeskMember,
  order: AppealedOrder,
): DeskContest["mayAnswer"] | "liaison" | "own-meeting" {
  const may = mayAct(member, "answer-contest", circumstancesOf(order));
  if (may === "liaison" || may === "own-meeting") return may;
  return may === "yes" || may === "typed-it-in" ? may : "no-such-role";
}

/**
 * What of `all` a member sees, and may do about it. Liaisons to the order's authority see nothing, nor does the host of its
 * meeting, nor those whose only role is safety: they read names of participants.
 */
export async function answerable<One extends { readonly orderId: string }, Described>(
  db: Kysely<Database>,
  member: DeskMember,
  all: readonly One[],
  describe: (one: One) => Described,
): Promise<(Described & Pick<DeskContest, "request" | "mayAnswer">)[]> {
  if (member.roles.every((role) => role === "safety")) return [];
  const ids = [...new Set(all.map(({ orderId }) => orderId))];
  const found = await Promise.all(ids.map((id) => findOrder(db, id)));
  const orders = new Map(found.flatMap((order) => (order ? [[order.id, order]] : [])));
  return all.flatMap((one) => {
    const order = orders.get(one.orderId);
    const may = order && mayAnswer(member, order);
    if (order === undefined || may === undefined) return [];
    if (may === "liaison" || may === "own-meeting") return [];
    const request = { id: order.requestId, number: order.requestNumber };
    return [{ ...describe(one), request, mayAnswer: may }];
  });
}
