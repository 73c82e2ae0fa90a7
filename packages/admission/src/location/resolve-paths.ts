import { covers } from "@graticule/jurisdiction/covers";
import type { Place } from "@graticule/jurisdiction/place";
import type { CanonicalAddress } from "./address.ts";
import type { Fix, FixReason, Settled } from "./fix.ts";

/** One way on which a participant's packets come, and what its address amounts to. */
export interface Path {
  readonly kind: CanonicalAddress["kind"];
  readonly fix: Fix;
}

/**
 * What all ways of one participant amount to: signalling, and each verified source of the media path.
 *
 * 1. A way that is contested contests all, and so do two ways that differ in place.
 * 2. Like is compared with like. Among ways of one family a place that is unknown beside a known one is
 *    doubt, and the weakest standing holds. Another family that says nothing says nothing, and of two
 *    that agree the stronger standing holds: databases know less of IPv6.
 * 3. Of places that agree, the coarsest: the finest one that every way supports.
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

/**
 * A fix after physics had its word: a place that was settled and is ruled out is in doubt. A place that
 * was in doubt stays so.
 */
export function afterAlibi(fix: Fix, isRuledOut: (place: Place) => boolean): Fix {
  if (!("place" in fix) || !isRuledOut(fix.place)) return fix;
  const { standing, place } = fix;
  const reasons: FixReason[] = [...fix.reasons, { kind: "ruled-out", place }];
  return { standing: "contested", places: [], reasons, ruledOut: { standing, place } };
}

/** The way of signalling and that of sound and picture are one and the same. */
function agreed(fix: Fix): Fix {
  return "place" in fix ? { ...fix, reasons: [...fix.reasons, { kind: "paths-agree" }] } : fix;
}

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
