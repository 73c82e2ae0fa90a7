import type { RequestContent } from "@graticule/api/requests";
import { appendEntry } from "../../public-record/public-entries.ts";
import { type NoticeBody, writeNotice } from "../orders/notice-store.ts";
import type { CaseOrder } from "../orders/order.ts";
import type { ActContext, DeskActOutcome } from "./act.ts";
import {
  answersOf,
  type CaseAnswer,
  caseDemandsOf,
  contentOf,
  namedMeetings,
  type RequestCase,
} from "./case.ts";
import { record } from "./store.ts";

/** How a request is closed, and what of that the host is told. */
interface RequestEnd {
  readonly outcome: "answered" | "returned" | "rejected";
  readonly body: object;
  /** Why it was rejected. */
  readonly how?: string;
}

/** Closes a request, publicly and with notices to the hosts whose meetings it names, in one transaction. */
export async function endRequest(context: ActContext, ended: RequestEnd): Promise<DeskActOutcome> {
  await publishEnd(context, ended);
  const told = await tellHosts(context, ended);
  const { tx, request, session } = context;
  const { outcome: kind, body } = ended;
  await record(tx, { id: request.id, kind, by: session.member.id, body });
  return { kind: "done", refresh: [], told };
}

async function publishEnd({ tx, request }: ActContext, { outcome }: RequestEnd): Promise<void> {
  const given = answersOf(request);
  const answers = contentOf(request).demands.map(({ kind }, index) => ({
    demand: kind,
    ...answerTold(given[index]?.answer, outcome),
  }));
  await appendEntry(tx, { kind: "request-closed", request: request.number, outcome, answers });
}

/** The answer that a demand got; one without any shares what became of its request. */
function answerTold(answer: CaseAnswer | undefined, outcome: RequestEnd["outcome"]) {
  const ground = answer?.ground;
  return { answer: answer?.answer ?? outcome, ...(ground === undefined ? {} : { ground }) };
}

/** Tells each host what was demanded of their meeting and what became of it. Answers the rooms. */
async function tellHosts(
  { tx, request }: ActContext,
  { outcome, how }: RequestEnd,
): Promise<readonly string[]> {
  const told: string[] = [];
  for (const meeting of namedMeetings(request)) {
    if (meeting.room === undefined) continue;
    await writeNotice(tx, meeting.room, {
      kind: `request-${outcome}`,
      authority: request.authority.name,
      ...legalPart(contentOf(request)),
      ...(how === undefined ? {} : { how }),
      demands: [...answersFor(request, meeting.index, outcome)],
      ...orderPart(
        request.orders.find((one) => one.meetingNo === meeting.no && one.approved !== undefined),
      ),
    });
    told.push(meeting.room);
  }
  return told;
}

function legalPart({ legalBasis, reasons, forbidsNotice }: RequestContent) {
  return {
    ...(legalBasis === undefined ? {} : { law: `${legalBasis.statute}, ${legalBasis.provision}` }),
    ...(reasons === undefined ? {} : { reason: reasons }),
    ...(forbidsNotice === undefined ? {} : { sealedUntil: forbidsNotice.until }),
  };
}

function answersFor(
  request: RequestCase,
  meeting: number,
  outcome: RequestEnd["outcome"],
): NoticeBody["demands"] {
  const given = answersOf(request);
  return caseDemandsOf(request, meeting).map(({ index, kind }) => ({
    kind,
    ...answerTold(given[index]?.answer, outcome),
  }));
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
