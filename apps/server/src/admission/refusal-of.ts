import { explainRefusal, sureness } from "@graticule/admission/explain";
import type { Refusal } from "@graticule/api/problem";
import type { Verdict } from "./judge.ts";

type Decided = Verdict & { readonly kind: "decided" };

/**
 * Why a verdict keeps somebody out, in the fields that a page shows; undefined where it lets in.
 * A hold is told as doubt: nothing makes one until there is a lobby to wait in.
 */
export function refusalOf(verdict: Decided): Refusal | undefined {
  if (verdict.decision.kind === "admit") return undefined;
  const said = explainRefusal(verdict.fix, verdict.decision);
  if (said === undefined) {
    return { decidedBy: "meeting", because: "cannot-tell", sure: sureness(verdict.fix) };
  }
  const { until, ...rest } = said;
  return until === undefined ? rest : { ...rest, until: new Date(until).toISOString() };
}

/** The status of a refusal: 451 where an order is among the reasons. */
export function refusalStatus({ decision }: Decided): 403 | 451 {
  return decision.kind === "refuse" ? decision.status : 403;
}
