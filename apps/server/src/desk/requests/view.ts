import type { DeskOrder } from "@graticule/api/orders";
import type { NamedMeeting, RequestView } from "@graticule/api/requests";
import { recommendationAfter } from "@graticule/desk/demand";
import { likenesses, repeatedHosts } from "@graticule/desk/repeats";
import { whyForOthers } from "@graticule/desk/staff";
import { statementText } from "@graticule/ledger/act-signature";
import { dayOf } from "@graticule/ledger/day";
import { stateOfTexts } from "../../db/text-key.ts";
import { againStatementOf, statementOf } from "../../rooms/signed-order.ts";
import { type CaseOrder, stateOfOrder } from "../orders/order.ts";
import { shortest } from "../register/shortest.ts";
import { describeWords } from "../words/describe-words.ts";
import type { ActContext } from "./act.ts";
import {
  answersOf,
  askerOf,
  contentOf,
  involvedStaffOf,
  lastLook,
  namedMeetings,
  type RequestCase,
} from "./case.ts";
import { type DraftParts, draftFor } from "./draft.ts";
import { lookPermitsOf, orderPermitsOf, permitsOf, secondLookAskedBy } from "./permits.ts";
import { stepsOf } from "./steps.ts";
import { readComparables } from "./store.ts";
import { requestSummaryOf } from "./summary.ts";
import { termsActsAround } from "./terms-act-store.ts";

/** A request as someone of the desk sees it, with what just they may do. */
export async function requestViewOf(context: ActContext, parts: DraftParts): Promise<RequestView> {
  const { tx, seal, request, reach, now, session } = context;
  const comparables = (await readComparables(tx, { seal, of: request.authority?.series })).filter(
    ({ id, authority }) => whyForOthers(session.member, { request: id, authority }) === undefined,
  );
  const itself = comparables.find(({ id }) => id === request.id);
  return {
    ...requestSummaryOf(request, now.getTime()),
    shown: "all",
    content: shownContentOf(request),
    texts: stateOfTexts(request.texts, now),
    authorityDetail: {
      id: request.authority?.id,
      name: askerOf(request),
      reach: shortest(reach),
    },
    typedBy: typedByOf(request),
    alike: itself === undefined ? [] : [...alikeOf(itself, comparables)],
    repeated: itself !== undefined && repeatedHosts(itself, comparables).length > 0,
    answers: answersOf(request).map((event) =>
      event === undefined ? null : { ...event.answer, by: event.by, at: event.at.toISOString() },
    ),
    namedMeetings: await Promise.all(
      namedMeetings(request).map((meeting) => describeMeeting(context, meeting)),
    ),
    orders: request.orders.map((order) => describeOrder(context, order)),
    steps: [...stepsOf(request)],
    termsActs: (await termsActsAround(tx, request.id)).map(({ id, kind, on, reviewed }) => ({
      id,
      kind,
      on,
      reviewed,
    })),
    may: permitsOf(context),
    words: await describeWords(context),
    draft: draftFor(request, now.getTime(), parts),
  };
}

/** What stands for a destroyed text is neither a code nor a link. */
function shownContentOf(request: RequestCase): RequestView["content"] {
  const content = contentOf(request);
  if (request.texts.kept) return content;
  const { legalBasis } = content;
  return { ...content, meetings: [], legalBasis: legalBasis && { ...legalBasis, url: undefined } };
}

function typedByOf(request: RequestCase): RequestView["typedBy"] {
  return involvedStaffOf(request).enteredBy.flatMap(
    (id) => request.events.find(({ by }) => by.id === id)?.by ?? [],
  );
}

type Comparables = Awaited<ReturnType<typeof readComparables>>;

function alikeOf(itself: Comparables[number], all: Comparables): RequestView["alike"] {
  const numbers = new Map(all.map(({ id, number }) => [id, number]));
  return likenesses(itself, all).flatMap(({ id, because }) => {
    const number = numbers.get(id);
    return number === undefined ? [] : [{ id, number, because }];
  });
}

async function describeMeeting(
  context: ActContext,
  meeting: ReturnType<typeof namedMeetings>[number],
): Promise<NamedMeeting> {
  const { request } = context;
  const sitting = await context.sittingOf(meeting.code);
  const permits = lookPermitsOf(context, meeting, sitting);
  const askedBy = secondLookAskedBy(request, meeting.no);
  const looks = request.looks.filter(({ meetingNo }) => meetingNo === meeting.no);
  return {
    code: meeting.code,
    state: sitting?.kind ?? "gone",
    occurrence: sitting && "from" in sitting ? occurrenceOf(sitting) : undefined,
    looks: looks.map(({ ordinal, bucket, at, by }) => ({
      ordinal,
      bucket,
      by,
      at: at.toISOString(),
    })),
    secondLookAskedBy: looks.length > 1 ? undefined : askedBy,
    mayLook: askedBy === undefined ? permits.look : permits.second,
    recommendation: recommendationAfter(lastLook(request, meeting.no)?.bucket),
  };
}

function occurrenceOf({ from, until }: { from: number; until: number | undefined }) {
  return {
    from: new Date(from).toISOString(),
    until: until === undefined ? undefined : new Date(until).toISOString(),
  };
}

function describeOrder(context: ActContext, order: CaseOrder): DeskOrder {
  const permits = orderPermitsOf(context, order);
  const { approved, declined, end, sealedUntil, appealDueAt, reaches } = order;
  const meeting = namedMeetings(context.request).find(({ no }) => no === order.meetingNo);
  const why = end?.why ?? declined?.why;
  return {
    id: order.id,
    reason: order.reason,
    law: order.law,
    findings: order.findings,
    meeting: meeting?.index ?? 0,
    places: [...order.places],
    excepted: [...order.excepted],
    reaches: reaches && { places: [...reaches.places], excepted: [...reaches.excepted] },
    from: order.startsAt.toISOString(),
    until: order.endsAt.toISOString(),
    beyond: [...order.beyond],
    beyondWhy: order.beyondWhy,
    noticeMinutes: order.noticeMinutes,
    state: stateOfOrder(order, context.now.getTime()),
    proposedBy: order.proposedBy,
    proposedAt: order.proposedAt.toISOString(),
    sealedUntil: sealedUntil?.toISOString(),
    approvedBy: approved?.by,
    approvedAt: approved?.at.toISOString(),
    endedAt: end?.at.toISOString(),
    why,
    appealDueAt: appealDueAt?.toISOString(),
    mayApprove: permits.approve,
    ...toSignNow(context, order),
    mayLift: permits.lift,
    confirmation: order.restoredAt && {
      restoredAt: order.restoredAt.toISOString(),
      restoredEntry: order.restoredEntry,
      proposedBy: order.proposedAgainBy,
      mayPropose: permits.proposeAgain,
      mayApprove: permits.approveAgain,
    },
  };
}

/** What the caller would sign, if they may approve the order or confirm it again. */
function toSignNow(context: ActContext, order: CaseOrder): Pick<DeskOrder, "toSign" | "salts"> {
  const statement = statementNow(context, order);
  if (statement === undefined) return {};
  const toSign = statementText(statement, dayOf(context.now.getTime()));
  return { toSign, salts: order.signing.salts };
}

function statementNow(
  context: ActContext,
  order: CaseOrder,
): ReturnType<typeof statementOf> | undefined {
  const { approve, proposeAgain, approveAgain } = orderPermitsOf(context, order);
  const { signing, restoredEntry: restored } = order;
  if (approve === "yes") return statementOf("approve-order", signing);
  if (restored === undefined) return undefined;
  if (proposeAgain === "yes") return againStatementOf("propose-order-again", signing, restored);
  if (approveAgain === "yes") return againStatementOf("approve-order-again", signing, restored);
  return undefined;
}
