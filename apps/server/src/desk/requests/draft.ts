import { certaintySentence } from "@graticule/api/certainty-words";
import { draftAnswer, type LetterDemand, type LetterOrder } from "@graticule/desk/answer-letter";
import { isWider } from "@graticule/desk/asked";
import { isStanding } from "@graticule/desk/order-states";
import type { Locator } from "../../location/locator.ts";
import { type CaseOrder, stateOfOrder } from "../orders/order.ts";
import {
  answersOf,
  caseDemandsOf,
  contentOf,
  measuresOf,
  namedMeetings,
  type RequestCase,
} from "./case.ts";

export interface DraftParts {
  readonly publicUrl: string;
  /** Where the operator takes questions of law, if that is published. */
  readonly contact: () => string | undefined;
  readonly locator: Pick<Locator, "certain">;
}

/** The answer to the authority as things stand, for someone to read and to send. None to others. */
export function draftFor(request: RequestCase, now: number, service: DraftParts): string {
  if (request.authority === undefined) return "";
  const certain = service.locator.certain(now);
  const content = contentOf(request);
  const answers = answersOf(request);
  return draftAnswer({
    number: request.number,
    authority: request.authority.name,
    reference: content.reference,
    receivedOn: dayOf(request.receivedAt),
    demands: content.demands.map(
      (demand, index): LetterDemand => ({
        kind: demand.kind,
        meeting: demand.meeting === undefined ? undefined : content.meetings[demand.meeting],
        answer: answers[index]?.answer,
        orders: demand.kind === "withhold-meeting" ? ordersFor(request, index, now) : [],
      }),
    ),
    contact: service.contact(),
    publicUrl: service.publicUrl,
    certainty: certain === undefined ? undefined : certaintySentence(certain),
  });
}

function ordersFor(request: RequestCase, demand: number, now: number): readonly LetterOrder[] {
  return namedMeetings(request)
    .filter(({ index }) => caseDemandsOf(request, index).some((one) => one.index === demand))
    .flatMap(({ no, code }) =>
      request.orders
        .filter(({ meetingNo, approved }) => meetingNo === no && approved !== undefined)
        .map((order) => letterOrder(request, order, { meeting: code, now })),
    );
}

function letterOrder(
  request: RequestCase,
  order: CaseOrder,
  { meeting, now }: { readonly meeting: string; readonly now: number },
): LetterOrder {
  const held = stateOfOrder(order, now);
  const over = order.end?.at ?? order.endsAt;
  const since = new Date(
    Math.max(order.startsAt.getTime(), order.publishedAt?.getTime() ?? Number.POSITIVE_INFINITY),
  );
  // From a restore on it had no effect.
  const until = Math.min(now, over.getTime(), order.restoredAt?.getTime() ?? now);
  const began = since.getTime() < until;
  return {
    meeting,
    places: order.places,
    from: dayOf(order.startsAt),
    until: dayOf(order.endsAt),
    isWider: isWider(measuresOf(request, order)),
    effectSince: order.effectSince,
    state: letterState(),
  };

  function letterState(): LetterOrder["state"] {
    if (!isStanding(held)) return { kind: "over", how: order.end?.kind, on: dayOf(over), began };
    if (held === "in-force") return { kind: "in-force", since: dayOf(since) };
    return { kind: order.startsAt.getTime() > now ? "to-come" : "without-effect" };
  }
}

function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}
