import type { Place } from "@graticule/jurisdiction/place";
import type { EpochMs } from "./evidence.ts";
import { evidenceIn, type LocationData, saidIn, setCount } from "./location-table.ts";
import { nextStaleAt, resolveFix } from "./resolve-fix.ts";

/** Places in which a table can establish an address, from `from` until the next period begins. Plain data. */
export interface EstablishablePeriod {
  readonly from: EpochMs;
  /** Sorted, each once. */
  readonly places: readonly Place[];
}

/**
 * Where a table can establish anyone, period by period, since its sources turn stale with time. The
 * first period has no beginning. Resolves a set of evidence at most once for each source.
 */
export function establishableOf(data: LocationData): readonly EstablishablePeriod[] {
  const periods: EstablishablePeriod[] = [];
  let from = Number.NEGATIVE_INFINITY;
  while (from !== Number.POSITIVE_INFINITY) {
    periods.push({ from, places: establishedAt(data, from) });
    from = nextStaleAt(data.sources, from);
  }
  return periods;
}

/** @param periods ascending, as {@link establishableOf} makes them */
export function establishableAt(
  periods: readonly EstablishablePeriod[],
  now: EpochMs,
): readonly Place[] {
  return periods.findLast(({ from }) => from <= now)?.places ?? [];
}

/** A set can only establish one of the places that it names: most are found by an earlier one. */
function establishedAt(data: LocationData, now: EpochMs): readonly Place[] {
  const found = new Set<Place>();
  const tellsMore = (set: number) =>
    data.sources.some((_, at) => {
      const said = saidIn(data, set, at);
      return said?.kind === "place" && !found.has(said.place);
    });
  for (let set = 0; set < setCount(data); set++) {
    if (!tellsMore(set)) continue;
    const fix = resolveFix(evidenceIn(data, set), now);
    if (fix.standing === "established") found.add(fix.place);
  }
  return [...found].sort();
}
