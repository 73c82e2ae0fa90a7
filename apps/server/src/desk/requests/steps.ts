import type { RequestView } from "@graticule/api/requests";
import type { CaseOrder } from "../orders/order.ts";
import { type CaseWords, contentOf, type RequestCase, type RequestEvent } from "./case.ts";

interface Step {
  readonly at: Date;
  readonly kind: string;
  readonly by: RequestView["steps"][number]["by"];
  readonly text?: string | undefined;
}

/** Everything that someone did to a request and its orders, the oldest first. */
export function stepsOf(request: RequestCase): RequestView["steps"] {
  const steps: Step[] = [
    ...request.events.map((event) => stepOf(event, request)),
    ...request.orders.flatMap(orderSteps),
    ...request.words.flatMap(wordsSteps),
  ];
  return steps
    .toSorted((one, other) => one.at.getTime() - other.at.getTime())
    .map(({ at, ...step }) => ({ ...step, at: at.toISOString() }));
}

function stepOf(event: RequestEvent, request: RequestCase): Step {
  const { at, by, kind } = event;
  return { at, by, kind, text: textOf(event, request) };
}

function textOf(event: RequestEvent, request: RequestCase): string | undefined {
  if ("how" in event) return event.how;
  if ("text" in event) return event.text;
  if (event.kind !== "demand-answered") return undefined;
  const asked = contentOf(request).demands[event.demand]?.kind ?? "";
  return `${event.demand + 1}. ${asked}: ${event.answer.answer}`;
}

/** An end that came by itself is no one's step; the order shows it. */
function orderSteps({
  proposedBy,
  proposedAt,
  declined,
  approved,
  end,
}: CaseOrder): readonly Step[] {
  const steps: Step[] = [{ at: proposedAt, kind: "proposed", by: proposedBy }];
  if (declined !== undefined) {
    steps.push({ at: declined.at, kind: "declined", by: declined.by, text: declined.why });
  }
  if (approved !== undefined) steps.push({ at: approved.at, kind: "approved", by: approved.by });
  if (end?.by !== undefined) {
    steps.push({ at: end.at, kind: end.kind, by: end.by, text: end.why });
  }
  return steps;
}

function wordsSteps({ by, at, outcome }: CaseWords): readonly Step[] {
  const prepared = { at, kind: "words-prepared", by };
  if (outcome === undefined) return [prepared];
  const { kind, why: text, ...decided } = outcome;
  return [prepared, { ...decided, kind: `words-${kind}`, text }];
}
