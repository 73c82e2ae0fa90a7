import {
  evidenceIn,
  type LocationData,
  setCount,
} from "@graticule/admission/location/location-table";
import { mergeBoundaries } from "@graticule/admission/location/range-table";
import { resolveFix } from "@graticule/admission/location/resolve-fix";
import { covers, coversAny } from "@graticule/jurisdiction/covers";
import type { Place } from "@graticule/jurisdiction/place";

/** How many ranges of addresses one table moves, and into which places. */
interface Moved {
  readonly ranges: number;
  readonly into: readonly Place[];
}

/**
 * Ranges that the table `after` establishes inside one of the places and `before` does not, whether
 * or not they were inside another of the places. Takes as long as merging two tables.
 */
export function movedInto(
  places: readonly Place[],
  tables: { readonly before: LocationData; readonly after: LocationData },
  now: number,
): Moved {
  const { before, after } = tables;
  const wasInside = insideBySet(before, places, now);
  const isInside = insideBySet(after, places, now);
  const into = new Set<Place>();
  let ranges = 0;
  for (const family of ["ipv4", "ipv6"] as const) {
    const { width } = before[family];
    const moved = mergeBoundaries([before[family], after[family]], width, ([was = 0, is = 0]) => {
      const place = isInside[is];
      if (place === undefined || !isNewIn(places, place, wasInside[was])) return 0;
      into.add(place);
      return 1;
    });
    ranges += moved.values.reduce((sum, value) => sum + value, 0);
  }
  return { ranges, into: [...into].sort() };
}

function isNewIn(places: readonly Place[], place: Place, before: Place | undefined): boolean {
  return places.some((one) => covers(one, place) && !(before !== undefined && covers(one, before)));
}

/** For each set of evidence: where it establishes someone inside one of the places; else undefined. */
function insideBySet(
  data: LocationData,
  places: readonly Place[],
  now: number,
): readonly (Place | undefined)[] {
  return Array.from({ length: setCount(data) }, (_, set) => {
    const fix = resolveFix(evidenceIn(data, set), now);
    if (fix.standing !== "established") return undefined;
    return coversAny(places, fix.place) ? fix.place : undefined;
  });
}
