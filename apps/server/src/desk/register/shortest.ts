import { countryOf, isSubdivision, type Place } from "@graticule/jurisdiction/place";

/** Places without the subdivisions of countries that are among them as a whole. */
export function shortest(places: readonly Place[]): Place[] {
  const all = new Set(places);
  return places.filter((place) => !isSubdivision(place) || !all.has(countryOf(place)));
}
