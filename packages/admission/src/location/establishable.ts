import type { Place } from "@graticule/jurisdiction/place";
import type { EpochMs } from "./evidence.ts";
import { evidenceIn, type LocationData, setCount } from "./location-table.ts";
import { nextStaleAt, resolveFix } from "./resolve-fix.ts";

/** Places in which a table can establish an address, from `from` until the next period begins. Plain data. */
export interface EstablishablePeriod {
  readonly from: EpochMs;
  /** Sorted, each once. */
  readonly places: readonly Place[];
}

/**
 * Where a table can establish anyone, period by period, since its sources turn stale with time. The
 * first period has no beginning. Resolves every set of evidence once for each source.
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

function establishedAt(data: LocationData, now: EpochMs): readonly Place[] {
  const found = new Set<Place>();
  for (let set = 0; set < setCount(data); set++) {
    const fix = resolveFix(evidenceIn(data, set), now);
    if (fix.standing === "established") found.add(fix.place);
  }
  return [...found].sort();
}
