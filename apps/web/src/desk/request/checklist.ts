import type { RequestView } from "@graticule/api/requests";

export type StepKey = "complete" | "authentic" | "review" | "look" | "demands" | "order" | "letter";

/** `stopped`: it isn't needed, or can't come any more. */
export type StepState = "done" | "now" | "waits" | "stopped";

interface ChecklistStep {
  readonly key: StepKey;
  readonly state: StepState;
}

/** The parts of a request that decide about its steps. */
export type StepInputs = Pick<
  RequestView,
  "state" | "gaps" | "authenticity" | "content" | "answers" | "namedMeetings" | "orders"
>;

export function checklistOf(view: StepInputs): readonly ChecklistStep[] {
  const closed = view.state !== "received" && view.state !== "under-review";
  const step = (key: StepKey, state: StepState): ChecklistStep => ({
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

const asksToWithhold = ({ content }: StepInputs): boolean =>
  content.demands.some(({ kind }) => kind === "withhold-meeting");

/** A look tells something only where a meeting runs, and only for a withholding. */
function lookState(view: StepInputs): StepState {
  if (!asksToWithhold(view)) return "stopped";
  if (view.namedMeetings.some(({ looks }) => looks.length > 0)) return "done";
  if (!view.namedMeetings.some(({ state }) => state === "running")) return "stopped";
  return canBeDecided(view) ? "now" : "waits";
}

function orderState(view: StepInputs): StepState {
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

/** A look and an order need a request that is complete and surely the authority's own. */
const canBeDecided = ({ gaps, authenticity }: StepInputs): boolean =>
  gaps.length === 0 && authenticity === "confirmed";
