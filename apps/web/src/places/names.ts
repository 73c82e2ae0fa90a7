import type { PlaceOrGroup } from "@graticule/api/rules";
import { parseCountry } from "@graticule/jurisdiction/country";
import { countryName, groupName } from "@graticule/jurisdiction/country-names";
import { groupById } from "@graticule/jurisdiction/group";
import { missingPlaces, readersLocale } from "../i18n/words.ts";
import { subdivisions } from "./known-subdivisions.ts";

/** The operator's own names of places, by code. */
let ownNames: Readonly<Record<string, string>> = {};

/** Shows places by these names from now on. */
export function nameAsOperatorWants(names: Readonly<Record<string, string>>): void {
  ownNames = names;
}

/** Resolves when parts of countries have their names, or can't be loaded: then they are shown by their codes. */
export async function loadSubdivisions(): Promise<void> {
  await import("./subdivisions.ts").catch(() => undefined);
}

/** Whether an answer, as JSON, may name a part of a country. */
export function needsSubdivisions(json: string): boolean {
  return subdivisions() === undefined && /"[A-Z]{2}-[A-Z0-9]{1,3}"/.test(json);
}

/**
 * A place's name for the reader, without commas, since names are listed: "France", "California (United States)". A name
 * that the operator gave has the code beside it, so that no place can pass for another. An unknown code is shown as it
 * is, and that of a part of a country until such names are loaded.
 */
export function nameOfCode(code: string): string {
  return nameBy(ownNames, code);
}

/** The same, whatever the operator calls the place. */
export function usualNameOf(code: string): string {
  return nameBy({}, code);
}

function nameBy(own: Readonly<Record<string, string>>, code: string): string {
  const place = parseCountry(code) ?? subdivisions()?.parse(code);
  if (place === undefined) {
    if (code.includes("-") && subdivisions() === undefined) void loadSubdivisions();
    return code;
  }
  const locale = readersLocale();
  const inCountry = parseCountry(place.slice(0, 2)) ?? place;
  const country = own[inCountry] ?? missingPlaces[inCountry] ?? countryName(inCountry, locale);
  const name =
    place === inCountry
      ? country
      : `${own[place] ?? subdivisions()?.nameOf(place, locale) ?? code} (${country})`;
  return own[inCountry] === undefined && own[place] === undefined ? name : `${name} (${place})`;
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
