import type { PlaceOrGroup } from "@graticule/api/rules";
import { groupById } from "@graticule/jurisdiction/group";
import { groupName, placeName } from "@graticule/jurisdiction/names";
import { parsePlace } from "@graticule/jurisdiction/place";

/** The language of the pages' names. The words exist in English only so far. */
export const locale = "en";

/** A place's name for the reader; an unknown code is shown as it is. */
export function nameOfCode(code: string): string {
  const place = parsePlace(code);
  return place === undefined ? code : placeName(place, locale);
}

/** The name of a pick: a place or a group. */
export function nameOfPick(item: PlaceOrGroup): string {
  if (item.kind === "place") return nameOfCode(item.code);
  const group = groupById(item.id);
  return group === undefined ? item.id : groupName(group, locale);
}

/** The codes that a pick covers: a group's places, or the place itself. */
export function codesOfPick(item: PlaceOrGroup): readonly string[] {
  return item.kind === "place" ? [item.code] : (groupById(item.id)?.places ?? []);
}
