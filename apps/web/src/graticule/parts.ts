import { subdivisionName } from "@graticule/jurisdiction/names";
import { allPlaces, isSubdivision, type Place } from "@graticule/jurisdiction/place";
import { readersLocale } from "../i18n/words.ts";
import "../places/subdivisions.ts";
import { groupings } from "../places/find-picks.ts";

/** A subdivision that a rule can name. */
interface Subdivision {
  readonly code: Place;
  readonly name: string;
}

const byCountry = new Map<string, readonly Place[]>();
for (const place of allPlaces) {
  if (!isSubdivision(place) || groupings.has(place)) continue;
  const country = place.slice(0, 2);
  byCountry.set(country, [...(byCountry.get(country) ?? []), place]);
}

/** The subdivisions of a country by name; none for a place that has none. */
export function partsOf(country: string): readonly Subdivision[] {
  const locale = readersLocale();
  return (byCountry.get(country) ?? [])
    .map((code) => ({ code, name: subdivisionName(code, locale) ?? code }))
    .toSorted((a, b) => a.name.localeCompare(b.name, locale));
}

export const hasParts = (country: string): boolean => byCountry.has(country);
