import { asks } from "@graticule/admission/agrees";
import { describeFix, explainRefusal } from "@graticule/admission/explain";
import type { EpochMs } from "@graticule/admission/location/evidence";
import type { Held } from "@graticule/api/meetings";
import type { Refusal } from "@graticule/api/problem";
import type { Closed, Decided, Verdict } from "./judge.ts";

/** What may be told to the person. Page, gate and API each render it, and add nothing. */
export type Outcome = DecidedOutcome | Closed;

export type DecidedOutcome = { readonly kind: "admitted" } | KeptOut;

/** How a decision keeps someone out, with what a page shows. */
export type KeptOut =
  | { readonly kind: "refused"; readonly status: 403 | 451; readonly refusal: Refusal }
  | { readonly kind: "held"; readonly held: Held };

const admitted: DecidedOutcome = { kind: "admitted" };

export function outcomeOf(verdict: Decided): DecidedOutcome;
export function outcomeOf(verdict: Verdict): Outcome;
export function outcomeOf(verdict: Verdict): Outcome {
  if (verdict.kind !== "decided") return verdict;
  const { decision } = verdict;
  switch (decision.kind) {
    case "admit":
      return admitted;
    case "hold":
      return { kind: "held", held: heldBy(verdict) };
    case "refuse":
      return { kind: "refused", status: decision.status, refusal: refusalBy(verdict) };
  }
}

/** All orders that keep this person out. Told is one of them. */
export function ordersBehind(verdict: Verdict): readonly string[] {
  if (verdict.kind !== "decided" || verdict.decision.kind !== "refuse") return [];
  return verdict.decision.reasons.flatMap((one) => (one.kind === "ordered" ? [one.limit] : []));
}

function refusalBy({ fix, decision }: Decided): Refusal {
  const said = explainRefusal(fix, decision);
  if (said === undefined) throw new TypeError("a refusal without a reason");
  const { until, sealedUntil, ...rest } = said;
  return { ...rest, until: momentOf(until), sealedUntil: momentOf(sealedUntil) };
}

function momentOf(at: EpochMs | undefined): string | undefined {
  return at === undefined ? undefined : new Date(at).toISOString();
}

/**
 * A person is asked where they are if every rule that keeps them waiting asks, some answer could
 * fit, and they have not answered yet. Otherwise the host decides.
 */
function heldBy({ fix, decision, stated }: Decided): Held {
  const where = describeFix(fix);
  const host = decision.reasons.find((reason) => reason.kind === "host");
  if (host !== undefined && host.because !== "banned") {
    return { because: host.because, ask: false, ...where };
  }
  const ask = asks(decision) && fix.standing !== "unknown" && stated === undefined;
  return { because: "cannot-tell", ask, ...where };
}
