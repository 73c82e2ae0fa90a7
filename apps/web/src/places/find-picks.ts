import type { PlaceOrGroup } from "@graticule/api/rules";
import { type SearchResult, searchPlaces } from "@graticule/jurisdiction/search";
import "./subdivisions.ts";
import { readersLocale } from "../i18n/words.ts";

/** How many results are offered. */
const most = 8;

/**
 * Codes of ISO 3166-2 that group other subdivisions of their country. They cover nothing but
 * themselves, so a rule that names one would not do what it says.
 */
export const groupings: ReadonlySet<string> = new Set(["GB-UKM", "GB-GBN", "GB-EAW"]);

/** Places and groups for a rule whose name or code fits what was typed, best first. */
export function findPicks(query: string): readonly PlaceOrGroup[] {
  return searchPlaces(query, readersLocale(), most + groupings.size)
    .map(pickOf)
    .filter((item) => item.kind === "group" || !groupings.has(item.code))
    .slice(0, most);
}

function pickOf(result: SearchResult): PlaceOrGroup {
  return result.kind === "place"
    ? { kind: "place", code: result.place }
    : { kind: "group", id: result.group.id };
}
