import type { RequestView } from "@graticule/api/requests";

export type StepKey = "complete" | "authentic" | "review" | "look" | "demands" | "order" | "letter";

/** `stopped`: it isn't needed, or does not come any more. */
export type StepState = "done" | "now" | "waits" | "stopped";

export interface Step {
  readonly key: StepKey;
  readonly state: StepState;
}

/** What of a request decides about its steps. */
export type Steps = Pick<
  RequestView,
  "state" | "gaps" | "authenticity" | "content" | "answers" | "namedMeetings" | "orders"
>;

/** The steps of a request, in the order in which they are taken. */
export function checklistOf(view: Steps): readonly Step[] {
  const closed = view.state !== "received" && view.state !== "under-review";
  const step = (key: StepKey, state: StepState): Step => ({
    key,
    state: closed && state !== "done" ? "stopped" : state,
  });
  const reviewed = view.state === "under-review" || view.state === "answered";
  const then = (state: StepState): StepState => (reviewed || state === "done" ? state : "waits");
  const answered = everyDemandAnswered(view);
  return [
    step("complete", view.gaps.length === 0 ? "done" : "now"),
    step("authentic", view.authenticity === "confirmed" ? "done" : "now"),
    step("review", reviewed ? "done" : "now"),
    step("look", then(lookState(view))),
    step("order", then(orderState(view))),
    step("demands", then(answered ? "done" : "now")),
    step("letter", view.state === "answered" ? "done" : answered ? "now" : "waits"),
  ];
}

export function everyDemandAnswered({ answers }: Pick<RequestView, "answers">): boolean {
  return answers.every((answer) => answer !== null);
}

const asksToWithhold = ({ content }: Steps): boolean =>
  content.demands.some(({ kind }) => kind === "withhold-meeting");

/** There is something to see only where a meeting runs, and only for a withholding. */
function lookState(view: Steps): StepState {
  if (!asksToWithhold(view)) return "stopped";
  if (view.namedMeetings.some(({ looks }) => looks.length > 0)) return "done";
  if (!view.namedMeetings.some(({ state }) => state === "running")) return "stopped";
  return canBeDecided(view) ? "now" : "waits";
}

function orderState(view: Steps): StepState {
  const approved = view.orders.some(
    ({ state }) => state !== "proposed" && state !== "not-approved",
  );
  if (approved) return "done";
  const refused = view.content.demands.every(
    ({ kind }, index) => kind !== "withhold-meeting" || view.answers[index]?.answer === "refused",
  );
  if (refused) return "stopped";
  return canBeDecided(view) ? "now" : "waits";
}

/** A look and an order take a request that is complete, and surely the authority's own. */
const canBeDecided = ({ gaps, authenticity }: Steps): boolean =>
  gaps.length === 0 && authenticity === "confirmed";
