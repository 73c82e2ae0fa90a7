import { endedProblem, problemOf } from "../http/problem.ts";
import type { GateAnswer } from "../presence/seats.ts";
import type { Outcome } from "./outcome.ts";

/** The service can't check now: an outage, not a decision. */
export const outage: GateAnswer = { problem: problemOf("cannot-check"), counted: "gate-outage" };

/** An outcome as the gate answers it; undefined: let in. */
export function answerTo(outcome: Outcome): GateAnswer | undefined {
  switch (outcome.kind) {
    case "admitted":
      return undefined;
    case "outage":
      return outage;
    case "absent":
      return { problem: problemOf("not-found"), counted: "gate-gone" };
    case "ended":
      return { problem: endedProblem(outcome.by), counted: "gate-gone" };
    case "held":
      // No one waits at the gate: the page does, and comes again.
      return { problem: { ...problemOf("refused"), held: outcome.held }, counted: "gate-held" };
    case "refused": {
      const { status, refusal } = outcome;
      const counted = status === 451 ? undefined : "gate-refused-rule";
      return { problem: problemOf("refused", { status, refusal }), counted };
    }
  }
}
