import { overlapsAny } from "@graticule/jurisdiction/covers";
import { countryOf, isSubdivision, type Place } from "@graticule/jurisdiction/place";
import type { DecidingRule, Decision, DecisionReason } from "./decision.ts";
import {
  type CompiledLimit,
  type CompiledLimits,
  type CompiledOrder,
  type CompiledRule,
  sliceAt,
  type TimeSlice,
} from "./limits.ts";
import type { EpochMs } from "./location/evidence.ts";
import type { Fix, Settled } from "./location/fix.ts";

/** All that a decision depends on. */
type Question = Settled | { readonly standing: "contested" | "unknown" };

/**
 * Whether someone may be in, by their fix, the limits, and the time.
 *
 * - Limits combine by intersection: refuse before hold before admit. The reasons are all those, and
 *   only those, that led to the outcome, in the order of the limits' ids.
 * - A rule denies before it allows. A fix that does not settle a rule's question is doubt, and the
 *   rule says what doubt does. A fix coarser than a place that the rule names is doubt only if the
 *   answer depends on it.
 * - INVARIANT: an order refuses only a fix that is established inside its jurisdiction.
 * - INVARIANT: an alibi makes no decision stricter. For orders a place that is ruled out is doubt;
 *   for a rule the milder of its answers to doubt and to the place counts.
 * - Without limits everyone is admitted, with no reason.
 *
 * Pure. Constant time for each class of fix after its first time.
 */
export function decide(fix: Fix, limits: CompiledLimits, now: EpochMs): Decision {
  const slice = sliceAt(limits, now);
  switch (fix.standing) {
    case "established":
      return decideSettled(fix.place, "established", slice);
    case "probable":
      return decideSettled(fix.place, "probable", slice);
    case "contested":
      if (fix.ruledOut !== undefined) return decideRuledOut(fix.ruledOut, slice);
      slice.contested ??= combine(reasonsOf(slice.rules, { standing: "contested" }));
      return slice.contested;
    case "unknown":
      slice.unknown ??= combine(reasonsOf(slice.rules, { standing: "unknown" }));
      return slice.unknown;
  }
}

function decideSettled(
  place: Place,
  standing: "established" | "probable",
  slice: TimeSlice,
): Decision {
  if (!isSubdivision(place)) {
    const answers = standing === "established" ? slice.established : slice.probable;
    const slot = slotOf(place);
    const known = answers[slot];
    if (known !== undefined) return known;
    const decision = answer(place, standing, slice);
    answers[slot] = decision;
    return decision;
  }
  const answers = standing === "established" ? slice.establishedWithin : slice.probableWithin;
  const known = answers.get(place);
  if (known !== undefined) return known;
  const decision = answer(place, standing, slice);
  answers.set(place, decision);
  return decision;
}

/** Rare, so not memoised. */
function decideRuledOut(settled: Settled, { rules }: TimeSlice): Decision {
  const reasons = rules.flatMap((rule) => {
    const word = askRule(rule, settled);
    const inDoubt = doubt(rule, "contested");
    if (word === undefined) return [];
    return [strictness[effectOf(inDoubt)] < strictness[effectOf(word)] ? inDoubt : word];
  });
  return combine(reasons);
}

const strictness: Readonly<Record<Decision["kind"], number>> = { admit: 0, hold: 1, refuse: 2 };

/** The two letters as a number below 676. */
function slotOf(country: Place): number {
  return (country.charCodeAt(0) - 65) * 26 + country.charCodeAt(1) - 65;
}

/** Asks, once, every limit that may concern this place. */
function answer(place: Place, standing: "established" | "probable", slice: TimeSlice): Decision {
  const concerned = new Set<CompiledLimit>(slice.byCountry.get(countryOf(place)));
  for (const rule of slice.everywhere) concerned.add(rule);
  if (standing === "probable") {
    for (const rule of slice.establishedOnly) concerned.add(rule);
  }
  return combine(reasonsOf([...concerned].sort(byOrdinal), { standing, place }));
}

function byOrdinal(a: CompiledLimit, b: CompiledLimit): number {
  return a.ordinal - b.ordinal;
}

function reasonsOf(limits: readonly CompiledLimit[], question: Question): DecisionReason[] {
  return limits
    .map((limit) => (limit.kind === "order" ? askOrder(limit, question) : askRule(limit, question)))
    .filter((reason) => reason !== undefined);
}

/** The places of an order, as sets. */
export type OrderReach = Pick<CompiledOrder, "jurisdiction" | "excepted">;

/**
 * The place of an order in which someone is established; undefined: the order does not touch them.
 * INVARIANT: doubt acquits. Only an established fix inside the jurisdiction is touched, and none
 * that may be in a place that is excepted: a country of which a part is excepted may be that part.
 */
export function reachedPlace(
  { jurisdiction, excepted }: OrderReach,
  fix: Question | Fix,
): Place | undefined {
  if (fix.standing !== "established" || overlapsAny(excepted, fix.place)) return undefined;
  return coveringPlace(jurisdiction, fix.place);
}

function askOrder(compiled: CompiledOrder, question: Question): DecisionReason | undefined {
  const place = reachedPlace(compiled, question);
  if (place === undefined) return undefined;
  const { id, until, authority, law, sealedUntil } = compiled.order;
  return { kind: "ordered", limit: id, place, until, authority, law, sealedUntil };
}

function askRule(compiled: CompiledRule, question: Question): DecisionReason | undefined {
  if (!("place" in question)) return doubt(compiled, question.standing);
  if (question.standing === "probable" && compiled.rule.matches === "established") {
    return doubt(compiled, "only-probable");
  }
  const denied = coveringPlace(compiled.deny, question.place);
  if (denied !== undefined) {
    return { kind: "denied-place", ...whose(compiled), place: denied };
  }
  const allowed = allowance(compiled, question.place);
  if (allowed === "no") return { kind: "outside-allowed", ...whose(compiled) };
  if (allowed === "in-part" || compiled.deniedWithin.has(question.place)) {
    return doubt(compiled, "coarse");
  }
  return undefined;
}

/** `in-part`: the rule allows only some subdivisions of this country, which is all that the fix says. */
function allowance({ allow, allowedWithin }: CompiledRule, place: Place): "yes" | "no" | "in-part" {
  if (allow === "everyone" || coveringPlace(allow, place) !== undefined) return "yes";
  return allowedWithin.has(place) ? "in-part" : "no";
}

/** The place in the set that covers this one, the finest if there are two. */
function coveringPlace(places: ReadonlySet<Place>, place: Place): Place | undefined {
  if (places.has(place)) return place;
  const country = countryOf(place);
  return places.has(country) ? country : undefined;
}

function whose({ rule: { id, tier, setBy, only, until } }: CompiledRule): DecidingRule {
  return { limit: id, tier, setBy, only, until };
}

function doubt(
  compiled: CompiledRule,
  because: "contested" | "unknown" | "coarse" | "only-probable",
): DecisionReason {
  return { kind: "doubt", ...whose(compiled), because, onDoubt: compiled.rule.onDoubt };
}

/** What one reason by itself would do. */
function effectOf(reason: DecisionReason): Decision["kind"] {
  switch (reason.kind) {
    case "ordered":
    case "denied-place":
    case "outside-allowed":
      return "refuse";
    case "doubt":
      // Waits for an answer.
      return reason.onDoubt === "ask" ? "hold" : reason.onDoubt;
    case "host":
      return reason.because === "banned" ? "refuse" : "hold";
  }
}

/** The strictest effect is the outcome; the reasons with that effect remain. */
function combine(reasons: readonly DecisionReason[]): Decision {
  const refusing = reasons.filter((reason) => effectOf(reason) === "refuse");
  if (refusing.length > 0) {
    const ordered = refusing.some(({ kind }) => kind === "ordered");
    return { kind: "refuse", status: ordered ? 451 : 403, reasons: refusing };
  }
  const holding = reasons.filter((reason) => effectOf(reason) === "hold");
  if (holding.length > 0) return { kind: "hold", reasons: holding };
  return { kind: "admit", reasons };
}
