import { covers, overlaps } from "@graticule/jurisdiction/covers";
import type { Place } from "@graticule/jurisdiction/place";
import type { CanonicalAddress } from "./address.ts";
import type { Evidence } from "./evidence.ts";
import type { Fix, FixReason, Settled } from "./fix.ts";

/** One path of a participant's packets, and the fix of its address. */
export interface Path {
  readonly kind: CanonicalAddress["kind"];
  readonly fix: Fix;
}

/**
 * The fix of all paths of one participant: signalling, and each verified source of the media path.
 *
 * 1. A contested path contests all, and so do two paths that differ in place.
 * 2. Within one address family an unknown place beside a known one is doubt, and the weakest
 *    standing counts. A family of unknown place is ignored, and of two families that agree the
 *    stronger standing counts: databases know less of IPv6.
 * 3. Of places that agree, the coarsest: the finest one that every path supports.
 */
export function resolvePaths(paths: readonly Path[]): Fix {
  const first = paths[0]?.fix;
  if (first === undefined) return { standing: "unknown", reasons: [{ kind: "no-evidence" }] };
  if (paths.every(({ fix }) => fix === first)) return paths.length > 1 ? agreed(first) : first;
  const families = new Map<Path["kind"], Fix[]>();
  for (const { kind, fix } of paths) {
    const family = kind === "transition" ? "ipv6" : kind;
    families.set(family, [...(families.get(family) ?? []), fix]);
  }
  const reasons = [...new Set(paths.flatMap(({ fix }) => fix.reasons))];
  const words = [...families.values()].map((fixes) => join(fixes, "weakest", reasons));
  const known = words.filter(({ standing }) => standing !== "unknown");
  return known.length === 0 ? { standing: "unknown", reasons } : join(known, "strongest", reasons);
}

/** A fix after the alibi: a settled place that is ruled out is contested. */
export function afterAlibi(fix: Fix, isRuledOut: (place: Place) => boolean): Fix {
  if (!("place" in fix) || !isRuledOut(fix.place)) return fix;
  return acquitted(fix, { kind: "ruled-out", place: fix.place });
}

/** A fix after the person's upheld contests: a settled place in one of these is contested. */
export function afterContest(fix: Fix, notIn: Iterable<Place>): Fix {
  if (!("place" in fix)) return fix;
  const { place } = fix;
  const isContested = [...notIn].some((one) => overlaps(one, place));
  return isContested ? acquitted(fix, { kind: "says-otherwise", place }) : fix;
}

function acquitted(
  { standing, place, reasons }: Settled & Pick<Fix, "reasons">,
  because: FixReason,
): Fix {
  const ruledOut = { standing, place };
  return { standing: "contested", places: [], reasons: [...reasons, because], ruledOut };
}

/**
 * Whether independent evidence supports a person's contest of this place: a source with another
 * place, even if old or outweighed, a prefix registered elsewhere, or a mobile network, whose
 * addresses travel.
 */
export function speaksAgainst(evidence: readonly Evidence[], place: Place): boolean {
  const isMobile = evidence.some(({ says }) => says.kind === "mobile");
  return isMobile || namedInstead(evidence, place).length > 0;
}

/** The other places that sources name, each once, sorted. */
export function namedInstead(evidence: readonly Evidence[], place: Place): readonly Place[] {
  const named = evidence.flatMap(({ says }) => {
    if (says.kind !== "place") return [];
    return says.registered === undefined ? [says.place] : [says.place, says.registered];
  });
  const others = named.filter((at) => !overlaps(at, place));
  return [...new Set(others)].sort();
}

/** The fix of signalling and media that have this same one: made once, as there are few fixes. */
export function agreed(fix: Fix): Fix {
  if (!("place" in fix)) return fix;
  const known = agreedFixes.get(fix);
  if (known !== undefined) return known;
  const made: Fix = { ...fix, reasons: [...fix.reasons, { kind: "paths-agree" }] };
  agreedFixes.set(fix, made);
  return made;
}

const agreedFixes = new WeakMap<Fix, Fix>();

function join(
  fixes: readonly Fix[],
  holds: "weakest" | "strongest",
  reasons: readonly FixReason[],
): Fix {
  const settled = fixes.filter((fix) => "place" in fix);
  if (settled.length === 0 && fixes.every(({ standing }) => standing === "unknown")) {
    return { standing: "unknown", reasons };
  }
  if (settled.length < fixes.length) {
    return { standing: "contested", places: placesIn(fixes), reasons };
  }
  const place = settled.map((fix) => fix.place).reduce((one, other) => coarser(one, other));
  if (!settled.every((fix) => covers(place, fix.place))) {
    const places = placesIn(fixes);
    const differ: FixReason = { kind: "paths-differ", places };
    return { standing: "contested", places, reasons: [...reasons, differ] };
  }
  const agree: readonly FixReason[] = [...reasons, { kind: "paths-agree" }];
  return { standing: standingOf(settled, holds), place, reasons: agree };
}

function standingOf(settled: readonly Settled[], holds: "weakest" | "strongest") {
  const sought = holds === "weakest" ? "probable" : "established";
  const other = holds === "weakest" ? "established" : "probable";
  return settled.some(({ standing }) => standing === sought) ? sought : other;
}

function coarser(one: Place, other: Place): Place {
  return covers(other, one) ? other : one;
}

/** Each once, sorted. */
function placesIn(fixes: readonly Fix[]): Place[] {
  const places = fixes.flatMap((fix) => {
    if (fix.standing === "contested") return fix.places;
    return "place" in fix ? [fix.place] : [];
  });
  return [...new Set(places)].sort();
}
