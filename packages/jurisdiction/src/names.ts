import { countryName, isEnglish } from "./country-names.ts";
import { englishNames } from "./english-names.ts";
import { countryOf, isoSubdivisionName, isSubdivision, type Place } from "./place.ts";

/**
 * The name of a subdivision alone ("California"). English where it is known, else the local name
 * in Latin letters. `undefined` for a country.
 */
export function subdivisionName(place: Place, locale: string): string | undefined {
  const english = isEnglish(locale) ? englishNames.get(place) : undefined;
  return english ?? isoSubdivisionName(place);
}

/**
 * The name of a place for people: "France", "California, United States".
 * `locale` is a BCP 47 tag; a malformed one throws RangeError.
 */
export function placeName(place: Place, locale: string): string {
  const country = countryName(countryOf(place), locale);
  if (!isSubdivision(place)) return country;
  return `${subdivisionName(place, locale) ?? place}, ${country}`;
}
