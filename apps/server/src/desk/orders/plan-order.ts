import type { OrderInput } from "@graticule/api/orders";
import { type Beyond, beyondsOf, isWider } from "@graticule/desk/asked";
import { exceptedFrom } from "@graticule/desk/reach";
import { type Place, parsePlace } from "@graticule/jurisdiction/place";
import type { TextKey } from "../../db/text-key.ts";
import { textKeyFor } from "../../db/text-keys.ts";
import type { Sitting } from "../../meetings/sitting.ts";
import type { OrderSalts, OrderToSign } from "../../rooms/signed-order.ts";
import {
  type ActContext,
  type ActRefusal,
  conflict,
  invalidAct,
  refuseAct,
} from "../requests/act.ts";
import {
  answersOf,
  type CaseMeeting,
  caseAuthorityOf,
  caseDemandsOf,
  contentOf,
  lastLook,
  measuresOf,
  namedMeetings,
} from "../requests/case.ts";
import { permitsOf } from "../requests/permits.ts";
import { commitToFindings, digestsOfFindings } from "../requests/texts.ts";
import { beyondProblems, orderProblems } from "./inspect-order.ts";
import { stateOfOrder } from "./order.ts";
import { areFresh } from "./store.ts";

/** An order that can be proposed, with what follows from the request and the register. */
export interface PlannedOrder {
  readonly kind: "planned";
  readonly order: OrderInput;
  /** Seals its findings. */
  readonly key: TextKey;
  readonly digests: readonly Buffer[];
  readonly meeting: CaseMeeting & { readonly room: string };
  readonly sitting: Extract<Sitting, { readonly from: number }>;
  readonly places: readonly Place[];
  readonly excepted: readonly Place[];
  readonly beyond: readonly Beyond[];
}

/** Whether this member could propose this order now. */
export async function planOrder(
  context: ActContext,
  order: OrderInput,
): Promise<PlannedOrder | ActRefusal> {
  const permit = permitsOf(context).propose;
  if (permit !== "yes") return refuseAct(permit);
  const { tx, request } = context;
  const meeting = namedMeetings(request)[order.meeting];
  if (meeting === undefined)
    return invalidAct("/order/meeting", "The request names no such meeting.");
  const { room } = meeting;
  if (room === undefined) return invalidAct("/order/meeting", "This meeting has been deleted.");
  if (hasOrder(context, meeting)) return conflict;
  if (!isOpenDemand(context, meeting)) {
    return invalidAct(
      "/order/meeting",
      "No demand asks to keep people out of this meeting, or one that does is answered already.",
    );
  }
  const sitting = await context.sittingOf(meeting.code);
  const last = lastLook(request, meeting.no)?.bucket;
  if (last === "cannot-tell") return refuseAct("look-cannot-tell");
  const places = placesOf(order);
  const excepted = exceptedFrom(places, context.disputed, caseAuthorityOf(request).home);
  const times = { startsAt: new Date(order.from), endsAt: new Date(order.until) };
  const measures = measuresOf(request, { ...times, places, excepted });
  const beyond = beyondsOf(measures, last);
  const problems = [
    ...orderProblems(context, order, sitting),
    ...beyondProblems(order, beyond),
    ...(isWider(measures) && isOfSeveral(context, meeting) ? [notForSeveral] : []),
  ];
  if (problems.length > 0) return { kind: "invalid", problems };
  const meetingNo = meeting.no;
  const digests = digestsOfFindings(order.findings, context.findingSecret);
  if (!(await areFresh(tx, { requestId: request.id, meetingNo }, digests)))
    return refuseAct("findings-not-fresh");
  if (sitting === undefined || !("from" in sitting))
    throw new TypeError("no session to make an order for");
  return {
    kind: "planned",
    order,
    key: await textKeyFor(tx, context.seal, request.id),
    digests,
    meeting: { ...meeting, room },
    sitting,
    places,
    excepted,
    beyond,
  };
}

/** What its proposer signs. @param draft its id and the salts of its commitments */
export function toSignOf(
  { request }: ActContext,
  { order, key, meeting, places, excepted, beyond }: PlannedOrder,
  draft: { readonly id: string; readonly salts: OrderSalts },
): OrderToSign {
  const { noticeMinutes, reason, law, beyondWhy, sealedUntil } = order;
  const findings = commitToFindings(order.findings, draft.id, key);
  return {
    ...draft,
    ...{ places, excepted, beyond, noticeMinutes, reason, law, findings },
    request: request.number,
    meeting: meeting.meetingCommitment,
    room: meeting.room,
    authority: caseAuthorityOf(request).id,
    from: Date.parse(order.from),
    until: Date.parse(order.until),
    beyondWhy: beyondWhy ?? null,
    sealedUntil: sealedUntil === undefined ? null : Date.parse(sealedUntil),
  };
}

/** Whether an order for this meeting is approved, or waits for approval: there is one at a time. */
function hasOrder({ request, now }: ActContext, meeting: CaseMeeting): boolean {
  return request.orders.some(
    (order) =>
      order.meetingNo === meeting.no &&
      (order.approved !== undefined || stateOfOrder(order, now.getTime()) === "proposed"),
  );
}

/**
 * Whether demands ask to withhold this meeting, and none of them is answered yet. INVARIANT: no order grants what the log says
 * was refused, or only granted in part.
 */
export function isOpenDemand({ request }: ActContext, meeting: CaseMeeting): boolean {
  const answers = answersOf(request);
  const asking = caseDemandsOf(request, meeting.index).filter(
    ({ kind }) => kind === "withhold-meeting",
  );
  return asking.length > 0 && asking.every(({ index }) => answers[index] === undefined);
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
