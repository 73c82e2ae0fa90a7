import type { PlaceOrGroup } from "@graticule/api/rules";
import { groupById } from "@graticule/jurisdiction/group";
import { groupName, placeName, subdivisionName } from "@graticule/jurisdiction/names";
import { countryOf, isSubdivision, parsePlace } from "@graticule/jurisdiction/place";
import { missingPlaces, readersLocale } from "../i18n/words.ts";

/** The operator's own names of places, by code. */
let ownNames: Readonly<Record<string, string>> = {};

/** Shows places by these names from now on. */
export function nameAsOperatorWants(names: Readonly<Record<string, string>>): void {
  ownNames = names;
}

/**
 * A place's name for the reader, without commas, since names are listed: "France", "California
 * (United States)". An unknown code is shown as it is.
 */
export function nameOfCode(code: string): string {
  const place = parsePlace(code);
  if (place === undefined) return code;
  const locale = readersLocale();
  const inCountry = countryOf(place);
  const country = ownNames[inCountry] ?? missingPlaces[inCountry] ?? placeName(inCountry, locale);
  if (!isSubdivision(place)) return country;
  return `${ownNames[place] ?? subdivisionName(place, locale) ?? code} (${country})`;
}

/** The name of a pick: a place or a group. */
export function nameOfPick(item: PlaceOrGroup): string {
  if (item.kind === "place") return nameOfCode(item.code);
  const group = groupById(item.id);
  return group === undefined ? item.id : groupName(group, readersLocale());
}

/** The codes that a pick covers: a group's places, or the place itself. */
export function codesOfPick(item: PlaceOrGroup): readonly string[] {
  return item.kind === "place" ? [item.code] : (groupById(item.id)?.places ?? []);
}
