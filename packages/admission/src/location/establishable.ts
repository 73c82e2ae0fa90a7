import { countryOf, type Place } from "@graticule/jurisdiction/place";
import type { EpochMs } from "./evidence.ts";
import { evidenceIn, type LocationData, saidIn, setCount } from "./location-table.ts";
import { isStale, nextStaleAt, resolveFix } from "./resolve-fix.ts";
import { placesFrom } from "./shares.ts";

/**
 * Of the addresses that any source places in a country, so many have to be established for it to count
 * as one where anyone can be: of IPv4 or of IPv6. Below it a head count misses nineteen of twenty, and
 * "few" would say nothing.
 */
const leastShare = 0.05;

/** Places in which a table can establish addresses, from `from` until the next period begins. Plain data. */
export interface EstablishablePeriod {
  readonly from: EpochMs;
  /** Sorted, each once. */
  readonly places: readonly Place[];
}

/**
 * Where a table can establish anyone, period by period, since its sources turn stale with time. The
 * first period has no beginning. Regions count where their country does.
 * @param least the share of a country's addresses below which it can't be told who is there
 */
export function establishableOf(
  data: LocationData,
  least = leastShare,
): readonly EstablishablePeriod[] {
  let sharesAt: ReturnType<typeof placesFrom> | undefined;
  const periods: EstablishablePeriod[] = [];
  let from = Number.NEGATIVE_INFINITY;
  while (from !== Number.POSITIVE_INFINITY) {
    let places = establishedAt(data, from);
    if (places.length > 0) {
      // Most tables establish nothing once they are stale, and need no pass over their ranges.
      sharesAt ??= placesFrom(data);
      const shares = new Map(sharesAt(from).map((one) => [one.place, one]));
      places = places.filter((place) => {
        const { ipv4 = 0, ipv6 = 0 } = shares.get(countryOf(place)) ?? {};
        return Math.max(ipv4, ipv6) >= least;
      });
    }
    periods.push({ from, places });
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

/**
 * Resolves few sets: one can only establish a place that it names, most of which an earlier one
 * did, and only by a fresh word that was measured or is the operator's.
 */
function establishedAt(data: LocationData, now: EpochMs): readonly Place[] {
  const found = new Set<Place>();
  const isStrong = data.sources.map(
    (source) => !isStale(source, now) && ["measured", "operator"].includes(source.basis),
  );
  for (let set = 0; set < setCount(data); set++) {
    let tellsMore = false;
    let hasStrong = false;
    for (let at = 0; at < isStrong.length; at++) {
      const said = saidIn(data, set, at);
      if (said?.kind !== "place") continue;
      tellsMore ||= !found.has(said.place);
      hasStrong ||= isStrong[at] === true;
    }
    if (!tellsMore || !hasStrong) continue;
    const fix = resolveFix(evidenceIn(data, set), now);
    if (fix.standing === "established") found.add(fix.place);
  }
  return [...found].sort();
}
