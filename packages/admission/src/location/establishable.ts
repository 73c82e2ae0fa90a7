import type { Place } from "@graticule/jurisdiction/place";
import type { EpochMs, Evidence } from "./evidence.ts";
import type { LocationData } from "./location-table.ts";
import { nextStaleAt, resolveFix } from "./resolve-fix.ts";

/** Places in which a table can establish an address, from `from` until the next period begins. Plain data. */
export interface EstablishablePeriod {
  readonly from: EpochMs;
  /** Sorted, each once. */
  readonly places: readonly Place[];
}

/**
 * Where a table can establish anyone at all: the places of its ranges, period by period, since with time its sources
 * turn stale. The first period has no beginning. Takes as long as resolving every combination of words once
 * for each source.
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

function establishedAt({ sources, says, sets }: LocationData, now: EpochMs): readonly Place[] {
  const width = sources.length;
  const found = new Set<Place>();
  for (let first = 0; width > 0 && first < sets.length; first += width) {
    const evidence = sources.flatMap((source, at): Evidence[] => {
      const word = says[at]?.[(sets[first + at] ?? 0) - 1];
      return word === undefined ? [] : [{ source, says: word }];
    });
    const fix = resolveFix(evidence, now);
    if (fix.standing === "established") found.add(fix.place);
  }
  return [...found].sort();
}
