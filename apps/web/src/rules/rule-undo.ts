import type { RuleInput } from "@graticule/api/rules";
import { type RuleDraft, sameRule, toDraft } from "./rule-draft.ts";

/** A change that was applied here, so that it can be undone. Undefined: no rule. */
export interface Applied {
  readonly before: RuleInput | undefined;
  readonly after: RuleInput | undefined;
}

/** A rule as it can be set again; none where its time is over. */
export function settable(rule: RuleInput | undefined, now: number): RuleInput | undefined {
  if (rule === undefined) return undefined;
  if (rule.until !== undefined && Date.parse(rule.until) <= now) return undefined;
  const { deny, allow, onDoubt, matches, until } = rule;
  return { deny, allow, onDoubt, matches, ...(until !== undefined && { until }) };
}

/** Whether a change can be undone: what it set is still in force. */
export function canUndo(applied: Applied | undefined, inForce: RuleDraft): applied is Applied {
  return applied !== undefined && sameRule(toDraft(applied.after), inForce);
}
