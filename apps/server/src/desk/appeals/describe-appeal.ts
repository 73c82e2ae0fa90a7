import type { AppealCase, AppealStatus, PublicOrder } from "@graticule/api/appeals";
import type { Appellant } from "@graticule/desk/appeal";
import { type DeskMember, mayAct } from "@graticule/desk/staff";
import { openText, type TextKey, textOrMark } from "../../db/text-key.ts";
import { type AppealedOrder, publicPage, type Statement } from "./store.ts";

/** Where the texts of an appeal are sealed, under the key of its order's request. */
export const textPaths = {
  appeal: (id: string): string => `appeal ${id}`,
  reasons: (decision: string): string => `appeal decision ${decision}`,
  salt: (decision: string): string => `salt of appeal decision ${decision}`,
};

/** What decides about a member who would decide. From where they do so does not matter. */
export function circumstancesOf({ involvedStaff, now }: AppealedOrder) {
  return { involvedStaff, now: now.getTime(), session: "outside" } as const;
}

export function mayDecide(member: DeskMember, order: AppealedOrder): AppealCase["mayDecide"] {
  const may = mayAct(member, "decide-appeal", circumstancesOf(order));
  const isOfOrders = may === "new-key" || may === "brought-back";
  if (isOfOrders || may === "inside" || may === "may-be-inside") return "no-such-role";
  return may === "yes" && isAppealClosed(order) ? "closed" : may;
}

/** Who is heard in a case, as the public log says it: it does not tell the refused from the host. */
export function heardIn(madeBy: readonly Appellant[]): "public" | "concerned" {
  return madeBy.some((by) => by !== "public") ? "concerned" : "public";
}

/** Whether the case is closed: decided, too late, or the order is over by itself. */
export function isAppealClosed(order: AppealedOrder): boolean {
  return order.outcome !== null || isOver(order);
}

/** INVARIANT: as the view `order_in_force`: a case that is not decided in time ends the order. */
export function isOver({ ended, endsAt, dueAt, outcome, now }: AppealedOrder): boolean {
  const isLate = outcome === null && dueAt !== null && dueAt <= now;
  return ended !== null || endsAt <= now || isLate;
}

/**
 * The order as the public log tells it: without what ended it, or was decided, since the last day of
 * which the log tells.
 * INVARIANT: nobody but the host and those kept out learns sooner that an order is over. It ends when
 * its meeting does, so that the moment would point at the meeting.
 */
export function asTold(order: AppealedOrder): AppealedOrder {
  const { toldUntil, endedAt, decidedAt, cases } = order;
  const isTold = (moment: Date | null): boolean => moment !== null && moment < toldUntil;
  const undecided = { outcome: null, decision: null, decidedAt: null, decidedBy: null };
  return {
    ...order,
    now: new Date(toldUntil.getTime() - 1),
    ended: isTold(endedAt) ? order.ended : null,
    // A further case is opened by someone kept out or the host, at that moment. The first may be the asker's.
    cases: cases
      .filter(({ openingTold }, at) => at === 0 || openingTold)
      .map((one) => ({ ...one, decided: one.told })),
    ...(isTold(decidedAt) ? {} : undecided),
  };
}

/**
 * INVARIANT: what was taken down from the public log isn't public here either.
 * @param hasEffect the public log is signed, and no restoration suspended the order
 */
export function publicOrderOf(order: AppealedOrder, hasEffect: boolean): PublicOrder {
  const { id, places, excepted, startsAt, endsAt, takenDown } = order;
  const shown = (name: (typeof takenDown)[number]): string | undefined =>
    takenDown.includes(name) ? undefined : (order[name] ?? undefined);
  return {
    id,
    places: [...places],
    excepted: [...excepted],
    from: dayTold(startsAt),
    until: dayTold(endsAt),
    authority: shown("authority"),
    law: shown("law"),
    reason: shown("reason"),
    takenDown: takenDown.length === 0 ? undefined : [...takenDown],
    state: publicStateOf(order, hasEffect),
  };
}

function publicStateOf(order: AppealedOrder, hasEffect: boolean): PublicOrder["state"] {
  if (isOver(asTold(order))) return "over";
  if (!hasEffect) return "suspended";
  return dayTold(order.now) < dayTold(order.startsAt) ? "ahead" : "in-force";
}

export function statusOf(
  order: AppealedOrder,
  { id, on, text }: Statement,
  key: TextKey | undefined,
): AppealStatus {
  const { dueAt, outcome, decision, decidedAt, now } = order;
  return {
    madeOn: on,
    text: openText(text, textPaths.appeal(id), key),
    state: outcome ?? undecided(order),
    dueOn: dayTold(dueAt ?? now),
    reasons:
      decision === null
        ? undefined
        : openText(decision.reasons, textPaths.reasons(decision.id), key),
    decidedOn: decidedAt === null ? undefined : dayTold(decidedAt),
  };
}

function undecided(order: AppealedOrder): "open" | "not-decided-in-time" | "order-over" {
  const { ended, endsAt, dueAt, now } = order;
  if (!isOver(order)) return "open";
  if (ended !== null) return ended === "appeal-not-decided" ? "not-decided-in-time" : "order-over";
  return dueAt !== null && dueAt <= now && dueAt < endsAt ? "not-decided-in-time" : "order-over";
}

export function appealCaseOf(
  order: AppealedOrder,
  all: readonly Statement[],
  key: TextKey | undefined,
): Omit<AppealCase, "mayDecide"> {
  const own = all.filter(({ orderId, caseNo }) => orderId === order.id && caseNo === order.caseNo);
  const concerned = own.filter(({ by }) => by !== "public");
  const ofPublic = own.filter(({ by }) => by === "public");
  const { openedAt, dueAt, outcome, decision, decidedAt, decidedBy, now } = order;
  const decided = outcome !== null && decision !== null && decidedAt !== null;
  return {
    orderId: order.id,
    no: order.caseNo ?? 1,
    statements: own.map((one) => sayStatement(one, key)),
    readTo: Math.max(0, ...concerned.map(({ arrival }) => arrival)),
    publicAfter: ofPublic.length < publicPage ? undefined : ofPublic.at(-1)?.arrival,
    request: { id: order.requestId, number: order.requestNumber },
    openedAt: (openedAt ?? now).toISOString(),
    dueAt: (dueAt ?? now).toISOString(),
    decision: decided
      ? {
          outcome,
          reasons: textOrMark(decision.reasons, textPaths.reasons(decision.id), key),
          at: decidedAt.toISOString(),
          by: decidedBy ?? "",
        }
      : undefined,
  };
}

export function sayStatement(
  { id, by, on, text }: Statement,
  key: TextKey | undefined,
): AppealCase["statements"][number] {
  return { by, on, text: textOrMark(text, textPaths.appeal(id), key) };
}

/** Others read it, so that it says no minute. */
export function dayTold(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}
