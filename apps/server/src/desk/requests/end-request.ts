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
  const answers = answersTold(request, outcome).map(({ kind, ...told }) => ({
    demand: kind,
    ...told,
  }));
  await appendEntry(tx, { kind: "request-closed", request: request.number, outcome, answers });
  const told = await tellHosts(context, ended);
  await recordAct(context, outcome, body);
  return { kind: "done", refresh: [], told };
}

/** For each demand, in order; one without an answer shares the outcome of its request. */
function answersTold(request: RequestCase, outcome: RequestEnd["outcome"]): NoticeBody["demands"] {
  const given = answersOf(request);
  return contentOf(request).demands.map(({ kind }, index) => ({
    kind,
    answer: outcome,
    ...given[index]?.answer,
  }));
}

/** Tells each host what was demanded of their meeting and what became of it. Answers the rooms. */
async function tellHosts(
  { tx, request }: ActContext,
  { outcome, how }: RequestEnd,
): Promise<readonly string[]> {
  const told: string[] = [];
  const { legalBasis, reasons, forbidsNotice } = contentOf(request);
  const answers = answersTold(request, outcome);
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
    told.push(room);
  }
  return told;
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
