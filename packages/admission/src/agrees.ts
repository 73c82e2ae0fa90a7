import { overlaps } from "@graticule/jurisdiction/covers";
import type { Place } from "@graticule/jurisdiction/place";
import { decide } from "./decide.ts";
import type { Decision, DecisionReason } from "./decision.ts";
import type { CompiledLimits } from "./limits.ts";
import type { EpochMs } from "./location/evidence.ts";
import type { Fix } from "./location/fix.ts";

/**
 * Whether what a person states is what is likely of them anyway: the place of the fix, or one of
 * those in question; a coarser or finer word for it agrees as well. Where nothing is known, nothing
 * agrees.
 */
export function agrees(fix: Fix, stated: Place): boolean {
  switch (fix.standing) {
    case "established":
    case "probable":
      return overlaps(fix.place, stated);
    case "contested":
      return fix.places.some((place) => overlaps(place, stated));
    case "unknown":
      return false;
  }
}

/** Whether only rules that ask keep this person waiting, so that an answer may let them in. */
export function asks(decision: Decision): boolean {
  return decision.kind === "hold" && decision.reasons.every(isQuestion);
}

/**
 * What holds for someone who was asked where they are, and answered. An answer counts only where
 * nothing but a question keeps them, and only if it agrees with what is likely. Then it is taken for
 * a probable fix:
 *
 * - refused if the stated place is, by a rule (an order never counts on anyone's word);
 * - admitted if the answer settles the question: for a rule about a part of a country the country
 *   alone does not;
 * - held as before in every other case.
 *
 * INVARIANT: it admits nobody whom the limits refuse, and nobody whose stated place they refuse.
 */
export function decideAsStated(
  fix: Fix,
  stated: Place,
  { limits, now }: { readonly limits: CompiledLimits; readonly now: EpochMs },
): Decision {
  const asked = decide(fix, limits, now);
  if (!asks(asked) || !agrees(fix, stated)) return asked;
  const answered = decide({ standing: "probable", place: stated, reasons: [] }, limits, now);
  if (answered.kind === "refuse") return answered;
  const isSettled = answered.kind === "admit" || answered.reasons.every(wantsToBeSure);
  return isSettled ? { kind: "admit", reasons: [] } : asked;
}

function isQuestion(reason: DecisionReason): boolean {
  return reason.kind === "doubt" && reason.onDoubt === "ask";
}

/** A rule that wants a sure place asks for that very reason, and a word makes no place sure. */
function wantsToBeSure(reason: DecisionReason): boolean {
  return isQuestion(reason) && reason.kind === "doubt" && reason.because === "only-probable";
}
