import type { Problem } from "@graticule/api/problem";
import { problemOf } from "../http/problem.ts";
import type { RuleProblem } from "../rooms/expand-rule.ts";
import type { RuleChange, RuleState } from "./rules.ts";

export function ruleProblem(problems: readonly RuleProblem[], below = ""): Problem {
  const errors = problems.map(({ pointer, detail }) => ({ pointer: `${below}${pointer}`, detail }));
  return problemOf("invalid", { errors });
}

/**
 * A change as HTTP answers it: the state that holds now, or a problem, 412 when If-Match named
 * another version than the last one. `below`: where the rule is in the body.
 */
export function answerChange(
  change: RuleChange,
  below = "",
): RuleState | { readonly problem: Problem } {
  switch (change.kind) {
    case "done":
      return change.state;
    case "invalid":
      return { problem: ruleProblem(change.problems, below) };
    case "conflict":
      return { problem: problemOf("conflict", { status: 412 }) };
    case "absent":
      return { problem: problemOf("not-found") };
  }
}
