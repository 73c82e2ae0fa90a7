import { appendEntry } from "../../public-record/public-entries.ts";
import { type NoticeBody, writeNotice } from "../orders/notice-store.ts";
import type { CaseOrder } from "../orders/order.ts";
import { type ActContext, type DeskActOutcome, recordAct } from "./act.ts";
import { answersOf, caseDemandsOf, contentOf, namedMeetings, type RequestCase } from "./case.ts";

/** How a request is closed, and what its hosts hear of it. */
interface RequestEnd {
  readonly outcome: "answered" | "returned" | "rejected";
  readonly body: object;
  /** Why it was rejected. */
  readonly how?: string;
}

/** Closes a request, with its public entry and notices to the hosts whose meetings it names. */
export async function endRequest(context: ActContext, ended: RequestEnd): Promise<DeskActOutcome> {
  const { tx, request } = context;
  const { outcome, body } = ended;
  const answers = answersGiven(request, outcome).map(({ kind, ...answer }) => ({
    demand: kind,
    ...answer,
  }));
  await appendEntry(tx, { kind: "request-closed", request: request.number, outcome, answers });
  const notified = await notifyHosts(context, ended);
  await recordAct(context, outcome, body);
  return { kind: "done", refresh: [], notified };
}

/** For each demand, in order; one without an answer shares the outcome of its request. */
function answersGiven(request: RequestCase, outcome: RequestEnd["outcome"]): NoticeBody["demands"] {
  const given = answersOf(request);
  return contentOf(request).demands.map(({ kind }, index) => ({
    kind,
    answer: outcome,
    ...given[index]?.answer,
  }));
}

/** Notifies each host of what was demanded of their meeting, and its outcome. Answers the rooms. */
async function notifyHosts(
  { tx, request }: ActContext,
  { outcome, how }: RequestEnd,
): Promise<readonly string[]> {
  const notified: string[] = [];
  const { legalBasis, reasons, forbidsNotice } = contentOf(request);
  const answers = answersGiven(request, outcome);
  for (const { room, no, index: meeting } of namedMeetings(request)) {
    if (room === undefined) continue;
    await writeNotice(tx, room, {
      kind: `request-${outcome}`,
      authority: request.authority.name,
      law: legalBasis && `${legalBasis.statute}, ${legalBasis.provision}`,
      reason: reasons,
      sealedUntil: forbidsNotice?.until,
      how,
      demands: caseDemandsOf(request, meeting).flatMap(({ index }) => answers[index] ?? []),
      ...orderPart(request.orders.find(({ meetingNo, approved }) => meetingNo === no && approved)),
    });
    notified.push(room);
  }
  return notified;
}

function orderPart(
  order: CaseOrder | undefined,
): Pick<NoticeBody, "places" | "excepted" | "from" | "until" | "orderId"> {
  if (order === undefined) return { places: [], excepted: [] };
  return {
    places: [...order.places],
    excepted: [...order.excepted],
    orderId: order.id,
    from: order.startsAt.toISOString(),
    until: order.endsAt.toISOString(),
  };
}
