import { asks } from "@graticule/admission/agrees";
import { explainRefusal, seenFrom } from "@graticule/admission/explain";
import type { Held } from "@graticule/api/meetings";
import type { Refusal } from "@graticule/api/problem";
import type { Place } from "@graticule/jurisdiction/place";
import type { Decided } from "./judge.ts";

/** How a verdict keeps somebody out, in the fields that a page shows. */
export type KeptOut =
  | { readonly kind: "refused"; readonly status: 403 | 451; readonly refusal: Refusal }
  | { readonly kind: "held"; readonly held: Held };

/** Undefined where the verdict lets in. `stated`: where this person said to be, if they were asked already. */
export function keptOutBy(verdict: Decided, stated?: Place): KeptOut | undefined {
  const { decision } = verdict;
  switch (decision.kind) {
    case "admit":
      return undefined;
    case "hold":
      return { kind: "held", held: heldBy(verdict, stated) };
    case "refuse":
      return { kind: "refused", status: decision.status, refusal: refusalBy(verdict) };
  }
}

/** The order by which somebody is kept out, if it is an order. */
export function orderBehind(verdict: Decided): string | undefined {
  const keptOut = keptOutBy(verdict);
  return keptOut?.kind === "refused" ? keptOut.refusal.orderId : undefined;
}

function refusalBy({ fix, decision }: Decided): Refusal {
  const said = explainRefusal(fix, decision);
  if (said === undefined) throw new TypeError("a refusal without a reason");
  const { until, ...rest } = said;
  return until === undefined ? rest : { ...rest, until: new Date(until).toISOString() };
}

/**
 * Whoever is asked is asked by every rule that holds: one that only holds is not settled by words. Asked once, and only where
 * some answer could fit: else it is for the host to decide.
 */
function heldBy({ fix, decision }: Decided, stated: Place | undefined): Held {
  const where = seenFrom(fix);
  const host = decision.reasons.find((reason) => reason.kind === "host");
  if (host !== undefined && host.because !== "banned") {
    return { because: host.because, ask: false, ...where };
  }
  const ask = asks(decision) && fix.standing !== "unknown" && stated === undefined;
  return { because: "cannot-tell", ask, ...where };
}
