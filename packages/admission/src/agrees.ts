import { overlaps } from "@graticule/jurisdiction/covers";
import type { Place } from "@graticule/jurisdiction/place";
import { decide } from "./decide.ts";
import type { Decision, DecisionReason } from "./decision.ts";
import type { CompiledLimits } from "./limits.ts";
import type { EpochMs } from "./location/evidence.ts";
import type { Fix } from "./location/fix.ts";

/**
 * Whether a stated place fits the fix: it is its place or one of those in question, or coarser or
 * finer than one. Nothing fits an unknown fix.
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

/** Whether only rules that ask hold this person, so that an answer may let them in. */
export function asks(decision: Decision): boolean {
  return decision.kind === "hold" && decision.reasons.every(isQuestion);
}

/**
 * The decision about someone who was asked where they are, and answered. The answer counts only if
 * nothing but a question holds them, and if it agrees with the fix. Then it counts as a probable
 * fix:
 *
 * - refused if a rule refuses the stated place (orders ignore statements);
 * - admitted if the answer settles the question; for a rule about a part of a country the country
 *   alone does not;
 * - held as before otherwise.
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
  const isSettled = answered.kind === "admit" || answered.reasons.every(wantsSurePlace);
  return isSettled ? { kind: "admit", reasons: [] } : asked;
}

function isQuestion(reason: DecisionReason): boolean {
  return reason.kind === "doubt" && reason.onDoubt === "ask";
}

/** A rule that wants a sure place asks for that reason, though no statement makes a place sure. */
function wantsSurePlace(reason: DecisionReason): boolean {
  return isQuestion(reason) && reason.kind === "doubt" && reason.because === "only-probable";
}
