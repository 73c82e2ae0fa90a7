import type { OrderInput } from "@graticule/api/orders";
import { type Beyond, beyondsOf, isWider } from "@graticule/desk/asked";
import { exceptedFrom } from "@graticule/desk/reach";
import { type Place, parsePlace } from "@graticule/jurisdiction/place";
import { sql } from "kysely";
import type { Sitting } from "../../meetings/sitting.ts";
import { appendEntry } from "../../public-record/public-entries.ts";
import {
  type ActContext,
  type ActOutcome,
  type ActTable,
  conflict,
  done,
  invalid,
  notAllowed,
} from "../requests/act.ts";
import {
  answersOf,
  contentOf,
  demandsOf,
  lastLook,
  type NamedMeeting,
  namedMeetings,
} from "../requests/case.ts";
import { measuresOf } from "../requests/measures-of.ts";
import { orderPermitsOf, permitsOf } from "../requests/permits.ts";
import { endOrder } from "./end-order.ts";
import { areFresh, beyondProblems, orderProblems } from "./inspect-order.ts";
import { writeNotice } from "./notices.ts";
import { type CaseOrder, stateOfOrder } from "./order.ts";
import { noticeOf } from "./order-notice.ts";

/** Orders: proposed by one, approved by another; declined or lifted by one. */
export const orderActs: Pick<ActTable, "propose" | "approve" | "decline" | "lift"> = {
  async propose(context, { order }) {
    const permit = permitsOf(context).propose;
    if (permit !== "yes") return notAllowed(permit);
    const meeting = namedMeetings(context.request)[order.meeting];
    if (meeting === undefined)
      return invalid("/order/meeting", "The request names no such meeting.");
    if (meeting.room === undefined) return invalid("/order/meeting", "This meeting is deleted.");
    if (hasOrder(context, meeting)) return conflict;
    if (!isOpenDemand(context, meeting)) {
      return invalid("/order/meeting", "No open demand asks to withhold this meeting.");
    }
    const sitting = await context.sittingOf(meeting.code);
    const last = lastLook(context.request, meeting.no)?.bucket;
    if (last === "cannot-tell") return notAllowed("look-cannot-tell");
    const excepted = exceptedFrom(
      placesOf(order),
      context.disputed,
      context.request.authority.home,
    );
    const times = { startsAt: new Date(order.from), endsAt: new Date(order.until) };
    const measures = measuresOf(context.request, { ...times, places: placesOf(order), excepted });
    const beyond = beyondsOf(measures, last);
    const problems = [
      ...orderProblems(context, order, sitting),
      ...beyondProblems(order, beyond),
      ...(isWider(measures) && isOfSeveral(context, meeting) ? [notForSeveral] : []),
    ];
    if (problems.length > 0) return { kind: "invalid", problems };
    if (!(await areFresh(context, meeting, order.findings)))
      return notAllowed("findings-not-fresh");
    if (sitting === undefined || !("from" in sitting))
      throw new TypeError("no sitting to order for");
    await insertProposal(context, { order, meeting, sitting, excepted, beyond });
    return done;
  },

  async approve(context, { orderId }) {
    const order = context.request.orders.find(({ id }) => id === orderId);
    if (order === undefined) return { kind: "absent" };
    const permit = orderPermitsOf(context, order).approve;
    if (permit !== "yes") return notAllowed(permit);
    const meeting = namedMeetings(context.request).find(({ no }) => no === order.meetingNo);
    if (meeting?.room === undefined || !isOpenDemand(context, meeting)) return conflict;
    const sitting = await context.sittingOf(meeting.code);
    // Its sitting is over, or was put off: what comes next is another one.
    if (sitting === undefined || !("from" in sitting)) return conflict;
    if (sitting.from > order.sittingFrom.getTime()) return conflict;
    const last = lastLook(context.request, meeting.no)?.bucket;
    if (last === "cannot-tell") return notAllowed("look-cannot-tell");
    // A look since it was proposed may have said that fewer are there.
    const beyond = beyondsOf(measuresOf(context.request, order), last);
    if (!beyond.every((one) => order.beyond.includes(one))) return notAllowed("not-explained");
    if (!(await areFresh(context, meeting, order.findings)))
      return notAllowed("findings-not-fresh");
    return await approve(context, order, meeting);
  },

  async decline(context, { orderId, why }) {
    const order = context.request.orders.find(({ id }) => id === orderId);
    if (order === undefined) return { kind: "absent" };
    const permit = orderPermitsOf(context, order).decline;
    if (permit !== "yes") return notAllowed(permit);
    await context.tx
      .insertInto("order_refusal")
      .values({ order_id: orderId, by_person: context.session.member.id, why })
      .execute();
    return done;
  },

  async lift(context, { orderId, why }) {
    const order = context.request.orders.find(({ id }) => id === orderId);
    if (order === undefined) return { kind: "absent" };
    const permit = orderPermitsOf(context, order).lift;
    if (permit !== "yes") return notAllowed(permit);
    const by = context.session.member.id;
    const ended = await endOrder(context.tx, { orderId, kind: "lifted", by, why });
    if (ended.kind === "too-late") return conflict;
    const rooms = ended.room === undefined ? [] : [ended.room];
    return { kind: "done", refresh: rooms, told: rooms };
  },
};

/** One order for a meeting and a request; while one is proposed, no other is. */
function hasOrder({ request, now }: ActContext, meeting: NamedMeeting): boolean {
  return request.orders.some(
    (order) =>
      order.meetingNo === meeting.no &&
      (order.approved !== undefined || stateOfOrder(order, now.getTime()) === "proposed"),
  );
}

/** An order is for a meeting that its request asks to withhold, and that waits for the answer. */
function isOpenDemand({ request }: ActContext, meeting: NamedMeeting): boolean {
  const answers = answersOf(request);
  return demandsOf(request, meeting.index).some(
    ({ index, kind }) => kind === "withhold-meeting" && answers[index] === undefined,
  );
}

/** Each once. */
function placesOf({ places }: OrderInput): readonly Place[] {
  return [...new Set(places.map(parsePlace))].filter((one): one is Place => one !== undefined);
}

/** Whether a demand to withhold this meeting is about others, too. */
function isOfSeveral({ request }: ActContext, { index }: NamedMeeting): boolean {
  const { demands, meetings } = contentOf(request);
  return (
    meetings.length > 1 &&
    demandsOf(request, index).some(
      (one) => one.kind === "withhold-meeting" && demands[one.index]?.meeting === undefined,
    )
  );
}

/** It could neither be answered as met, nor ever as met in part. */
const notForSeveral = {
  pointer: "/order/meeting",
  detail: "The demand is about several meetings: an order for one of them can't go beyond it.",
};

async function insertProposal(
  { tx, session, request }: ActContext,
  proposed: {
    readonly order: OrderInput;
    readonly meeting: NamedMeeting;
    readonly sitting: Extract<Sitting, { readonly from: number }>;
    readonly excepted: readonly Place[];
    readonly beyond: readonly Beyond[];
  },
): Promise<void> {
  const { order, meeting, sitting, excepted, beyond } = proposed;
  const places = placesOf(order);
  const { findings } = order;
  const { id } = await tx
    .insertInto("order_proposal")
    .values({
      ...{ request_id: request.id, meeting_no: meeting.no, authority_id: request.authority.id },
      room: meeting.room ?? null,
      starts_at: new Date(order.from),
      ends_at: new Date(order.until),
      occurrence_from: new Date(sitting.from),
      occurrence_until: sitting.until === undefined ? null : new Date(sitting.until),
      notice_minutes: order.noticeMinutes,
      ...{ reason: order.reason, law: order.law },
      sealed_until: order.sealedUntil === undefined ? null : new Date(order.sealedUntil),
      excepted: [...excepted],
      beyond: [...beyond],
      beyond_why: order.beyondWhy ?? null,
      procedure_finding: findings.procedure,
      authority_finding: findings.authority,
      legality_finding: findings.legality,
      necessity_finding: findings.necessity,
      rights_finding: findings.rights,
      proposed_by: session.member.id,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  await sql`INSERT INTO order_place (order_id, authority_id, place)
    SELECT ${id}, ${request.authority.id}, unnest(${[...places]}::text[])`.execute(tx);
}

async function approve(
  { tx, session, request }: ActContext,
  order: CaseOrder,
  meeting: NamedMeeting,
): Promise<ActOutcome> {
  await tx
    .insertInto("order_approval")
    .values({
      ...{ order_id: order.id, request_id: request.id, meeting_no: order.meetingNo },
      by_person: session.member.id,
    })
    .execute();
  await appendEntry(tx, {
    ...{ kind: "order-approved", request: request.number, order: order.id },
    meeting: meeting.meetingCommitment,
    places: order.places,
    from: dayOf(order.startsAt),
    until: dayOf(order.endsAt),
    ...{ reason: order.reason, law: order.law },
    ...(order.beyondWhy === undefined ? {} : { beyond: order.beyond, beyondWhy: order.beyondWhy }),
    ...(order.sealedUntil === undefined ? {} : { sealedUntil: dayOf(order.sealedUntil) }),
  });
  const rooms = order.room === undefined ? [] : [order.room];
  for (const room of rooms) {
    await writeNotice(tx, room, {
      kind: "order-began",
      ...noticeOf(order, request.authority.name),
    });
  }
  return { kind: "done", refresh: rooms, told: rooms };
}

/** Public entries carry the day, not the minute. */
function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}
