import { randomUUID } from "node:crypto";
import type { OrderInput } from "@graticule/api/orders";
import { type Beyond, beyondsOf, isWider } from "@graticule/desk/asked";
import { exceptedFrom } from "@graticule/desk/reach";
import { type Place, parsePlace } from "@graticule/jurisdiction/place";
import type { Sitting } from "../../meetings/sitting.ts";
import { appendEntry } from "../../public-record/public-entries.ts";
import {
  type ActContext,
  type ActTable,
  absent,
  conflict,
  type DeskActOutcome,
  done,
  invalidAct,
  permitted,
  refuseAct,
} from "../requests/act.ts";
import {
  answersOf,
  type CaseMeeting,
  caseDemandsOf,
  contentOf,
  lastLook,
  measuresOf,
  namedMeetings,
} from "../requests/case.ts";
import { orderPermitsOf } from "../requests/permits.ts";
import { finderFor } from "../words/describe-words.ts";
import { endOrder, noticeOf } from "./end-order.ts";
import { beyondProblems, namingProblems, orderProblems } from "./inspect-order.ts";
import { writeNotice } from "./notice-store.ts";
import { type CaseOrder, stateOfOrder } from "./order.ts";
import {
  areFresh,
  insertConfirmation,
  insertOrderApproval,
  insertPlaces,
  insertProposal,
  insertRefusal,
} from "./store.ts";

/** Orders: proposed by one, approved by another; declined or lifted by one. Both confirm it after a restore. */
export const orderActs: Pick<
  ActTable,
  "propose" | "approve" | "propose-again" | "approve-again" | "decline" | "lift"
> = {
  propose: permitted("propose", async (context, { order }) => {
    const meeting = namedMeetings(context.request)[order.meeting];
    if (meeting === undefined)
      return invalidAct("/order/meeting", "The request names no such meeting.");
    if (meeting.room === undefined)
      return invalidAct("/order/meeting", "This meeting has been deleted.");
    if (hasOrder(context, meeting)) return conflict;
    if (!isOpenDemand(context, meeting)) {
      return invalidAct(
        "/order/meeting",
        "No open demand asks to keep people out of this meeting.",
      );
    }
    const sitting = await context.sittingOf(meeting.code);
    const last = lastLook(context.request, meeting.no)?.bucket;
    if (last === "cannot-tell") return refuseAct("look-cannot-tell");
    const places = placesOf(order);
    const excepted = exceptedFrom(places, context.disputed, context.request.authority.home);
    const times = { startsAt: new Date(order.from), endsAt: new Date(order.until) };
    const measures = measuresOf(context.request, { ...times, places, excepted });
    const beyond = beyondsOf(measures, last);
    const problems = [
      ...orderProblems(context, order, sitting),
      ...beyondProblems(order, beyond),
      ...(isWider(measures) && isOfSeveral(context, meeting) ? [notForSeveral] : []),
    ];
    problems.push(...namingProblems(order, await finderFor(context)));
    if (problems.length > 0) return { kind: "invalid", problems };
    const { tx, request } = context;
    const requestId = request.id;
    if (!(await areFresh(tx, { requestId, meetingNo: meeting.no }, order.findings)))
      return refuseAct("findings-not-fresh");
    if (sitting === undefined || !("from" in sitting))
      throw new TypeError("no session to make an order for");
    await insertOrder(context, order, { meeting, sitting, places, excepted, beyond });
    await context.noteUse(meeting.room);
    return done;
  }),

  approve: onOrder("approve", async (context, order) => {
    const meeting = namedMeetings(context.request).find(({ no }) => no === order.meetingNo);
    if (meeting?.room === undefined || !isOpenDemand(context, meeting)) return conflict;
    const sitting = await context.sittingOf(meeting.code);
    // Its sitting is over, or was put off: what comes next is another one.
    if (sitting === undefined || !("from" in sitting)) return conflict;
    if (sitting.from > order.sittingFrom.getTime()) return conflict;
    const last = lastLook(context.request, meeting.no)?.bucket;
    if (last === "cannot-tell") return refuseAct("look-cannot-tell");
    // A look since it was proposed may have said that fewer are there.
    const beyond = beyondsOf(measuresOf(context.request, order), last);
    if (!beyond.every((one) => order.beyond.includes(one))) return refuseAct("not-explained");
    const { tx, request } = context;
    if (!(await areFresh(tx, { requestId: request.id, meetingNo: meeting.no }, order.findings)))
      return refuseAct("findings-not-fresh");
    return await approve(context, order, meeting);
  }),

  "propose-again": onOrder("proposeAgain", async (context, order) => {
    await confirm(context, order, "proposed");
    return done;
  }),

  "approve-again": onOrder("approveAgain", async (context, order) => {
    const { tx, request } = context;
    await confirm(context, order, "approved");
    await appendEntry(tx, { kind: "order-confirmed", order: order.id });
    await noticeBeginning(tx, order, request.authority.name);
    return doneIn(order.room, { kind: "order-confirmed", order: order.id });
  }),

  decline: onOrder("decline", async ({ tx, session }, { id: orderId }, { why }) => {
    await insertRefusal(tx, { orderId, byPerson: session.member.id, why });
    return done;
  }),

  lift: onOrder("lift", async ({ tx, session }, { id: orderId }, { why }) => {
    const byPerson = session.member.id;
    const ended = await endOrder(tx, { orderId, kind: "lifted", byPerson, why });
    return ended.kind === "too-late" ? conflict : doneIn(ended.room);
  }),
};

/** Does an act on one order where its permit says yes. */
function onOrder<Act extends { readonly orderId: string }>(
  which: keyof ReturnType<typeof orderPermitsOf>,
  perform: (context: ActContext, order: CaseOrder, act: Act) => Promise<DeskActOutcome>,
): (context: ActContext, act: Act) => Promise<DeskActOutcome> {
  return async (context, act) => {
    const order = context.request.orders.find(({ id }) => id === act.orderId);
    if (order === undefined) return absent;
    const permit = orderPermitsOf(context, order)[which];
    return permit === "yes" ? await perform(context, order, act) : refuseAct(permit);
  };
}

/** Undefined: the meeting is deleted. */
function doneIn(
  room: string | undefined,
  begins?: Extract<DeskActOutcome, { readonly kind: "done" }>["begins"],
): DeskActOutcome {
  return room === undefined ? done : { kind: "done", refresh: [room], notified: [room], begins };
}

interface Granted {
  readonly meeting: CaseMeeting;
  readonly sitting: Extract<Sitting, { readonly from: number }>;
  readonly places: readonly Place[];
  readonly excepted: readonly Place[];
  readonly beyond: readonly Beyond[];
}

async function insertOrder(
  { tx, request, session }: ActContext,
  { findings, reason, law, noticeMinutes, beyondWhy, ...order }: OrderInput,
  { meeting, sitting, places, excepted, beyond }: Granted,
): Promise<void> {
  const [id, authorityId] = [randomUUID(), request.authority.id];
  await insertProposal(tx, {
    id,
    requestId: request.id,
    authorityId,
    meetingNo: meeting.no,
    room: meeting.room,
    startsAt: new Date(order.from),
    endsAt: new Date(order.until),
    occurrenceFrom: new Date(sitting.from),
    occurrenceUntil: sitting.until === undefined ? null : new Date(sitting.until),
    noticeMinutes,
    reason,
    law,
    sealedUntil: order.sealedUntil === undefined ? null : new Date(order.sealedUntil),
    excepted: [...excepted],
    beyond: [...beyond],
    beyondWhy,
    procedureFinding: findings.procedure,
    authorityFinding: findings.authority,
    legalityFinding: findings.legality,
    necessityFinding: findings.necessity,
    rightsFinding: findings.rights,
    proposedBy: session.member.id,
  });
  const orderPlaces = places.map((place) => ({ orderId: id, authorityId, place }));
  await insertPlaces(tx, orderPlaces);
}

/** Whether an order for this meeting is approved, or waits for approval: there is one at a time. */
function hasOrder({ request, now }: ActContext, meeting: CaseMeeting): boolean {
  return request.orders.some(
    (order) =>
      order.meetingNo === meeting.no &&
      (order.approved !== undefined || stateOfOrder(order, now.getTime()) === "proposed"),
  );
}

/** Whether a demand to withhold this meeting is not answered yet. */
function isOpenDemand({ request }: ActContext, meeting: CaseMeeting): boolean {
  const answers = answersOf(request);
  return caseDemandsOf(request, meeting.index).some(
    ({ index, kind }) => kind === "withhold-meeting" && answers[index] === undefined,
  );
}

/** Each once. */
function placesOf({ places }: OrderInput): readonly Place[] {
  return [...new Set(places.map(parsePlace))].filter((one): one is Place => one !== undefined);
}

/** Whether a demand to withhold this meeting is about others, too. */
function isOfSeveral({ request }: ActContext, { index }: CaseMeeting): boolean {
  const { demands, meetings } = contentOf(request);
  return (
    meetings.length > 1 &&
    caseDemandsOf(request, index).some(
      (one) => one.kind === "withhold-meeting" && demands[one.index]?.meeting === undefined,
    )
  );
}

/** It could neither be answered as met, nor ever as met in part. */
const notForSeveral = {
  pointer: "/order/meeting",
  detail: "The demand is about several meetings, so an order for one of them can’t go beyond it.",
};

async function approve(
  { tx, session, request }: ActContext,
  order: CaseOrder,
  meeting: CaseMeeting,
): Promise<DeskActOutcome> {
  await insertOrderApproval(tx, {
    orderId: order.id,
    requestId: request.id,
    meetingNo: order.meetingNo,
    byPerson: session.member.id,
  });
  await appendEntry(tx, {
    kind: "order-approved",
    request: request.number,
    order: order.id,
    meeting: meeting.meetingCommitment,
    places: order.places,
    from: dayOf(order.startsAt),
    until: dayOf(order.endsAt),
    reason: order.reason,
    law: order.law,
    look: lastLook(request, order.meetingNo) === undefined ? "none" : "made",
    beyond: order.beyondWhy === undefined ? undefined : order.beyond,
    beyondWhy: order.beyondWhy,
    sealedUntil: order.sealedUntil && dayOf(order.sealedUntil),
  });
  await noticeBeginning(tx, order, request.authority.name);
  return doneIn(order.room, { kind: "order-approved", order: order.id });
}

async function confirm(
  { tx, session }: ActContext,
  { id: orderId }: CaseOrder,
  part: "proposed" | "approved",
): Promise<void> {
  await insertConfirmation(tx, { orderId, part, byPerson: session.member.id });
}

async function noticeBeginning(
  tx: ActContext["tx"],
  order: CaseOrder,
  authority: string,
): Promise<void> {
  if (order.room === undefined) return;
  await writeNotice(tx, order.room, { kind: "order-began", ...noticeOf(order, authority) });
}

/** Public entries carry the day, not the minute. */
function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}
