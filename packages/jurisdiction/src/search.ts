import { groupName } from "./country-names.ts";
import { groups, type PlaceGroup } from "./group.ts";
import { placeName, subdivisionName } from "./names.ts";
import { allPlaces, isoSubdivisionName, isSubdivision, type Place } from "./place.ts";

/** What a search found: a place or a group, with the name to show. */
export type SearchResult =
  | { readonly kind: "place"; readonly place: Place; readonly name: string }
  | { readonly kind: "group"; readonly group: PlaceGroup; readonly name: string };

interface Entry {
  readonly result: SearchResult;
  readonly code: string;
  /** Folded names: the one shown first, then other names of the same place. */
  readonly names: readonly string[];
  /** Groups and countries come before subdivisions of the same rank. */
  readonly weight: number;
}

const entriesByLocale = new Map<string, readonly Entry[]>();

/** Other names that people type, by code; folded. */
const otherNames: Readonly<Record<string, readonly string[]>> = {
  AE: ["uae", "emirates"],
  CD: ["drc", "dr congo"],
  CI: ["ivory coast"],
  CZ: ["czech republic"],
  GB: ["uk", "great britain", "england", "britain"],
  HK: ["hong kong sar", "hksar"],
  KP: ["dprk"],
  KR: ["republic of korea"],
  MK: ["macedonia"],
  MM: ["burma"],
  NL: ["holland"],
  SZ: ["swaziland"],
  TL: ["east timor"],
  TR: ["turkey"],
  US: ["usa", "america", "united states of america"],
  VA: ["holy see"],
};

/** Lower case without diacritics, every run of other characters one space. */
function foldName(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/ł/g, "l")
    .replace(/ø/g, "o")
    .replace(/đ/g, "d")
    .replace(/ı/g, "i")
    .replace(/ß/g, "ss")
    .replace(/æ/g, "ae")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

function placeEntry(place: Place, locale: string): Entry {
  const shown = isSubdivision(place)
    ? [subdivisionName(place, locale), isoSubdivisionName(place)]
    : [placeName(place, locale), placeName(place, "en"), ...(otherNames[place] ?? [])];
  const names = shown.filter((name) => name !== undefined).map(foldName);
  return {
    result: { kind: "place", place, name: placeName(place, locale) },
    code: place.toLowerCase(),
    names: [...new Set(names)],
    weight: isSubdivision(place) ? 2 : 0,
  };
}

function groupEntry(group: PlaceGroup, locale: string): Entry {
  const name = groupName(group, locale);
  return {
    result: { kind: "group", group, name },
    code: group.id.toLowerCase(),
    names: [...new Set([foldName(name), foldName(group.name)])],
    weight: 1,
  };
}

function entriesOf(locale: string): readonly Entry[] {
  const known = entriesByLocale.get(locale);
  if (known !== undefined) return known;
  const made = [
    ...groups.map((group) => groupEntry(group, locale)),
    ...allPlaces.map((place) => placeEntry(place, locale)),
  ];
  entriesByLocale.set(locale, made);
  return made;
}

/** How well a name fits, smaller is better; `undefined`: not at all. */
function fitOf(name: string, wanted: string): number | undefined {
  if (name === wanted) return 1;
  if (name.startsWith(wanted)) return 2;
  if (name.includes(` ${wanted}`)) return 3;
  return undefined;
}

function rankOf(entry: Entry, code: string, wanted: string): number | undefined {
  if (entry.code === code) return 0;
  let best: number | undefined;
  for (const name of entry.names) {
    const fit = fitOf(name, wanted);
    if (fit !== undefined && (best === undefined || fit < best)) best = fit;
  }
  if (best === undefined && code.includes("-") && entry.code.startsWith(code)) best = 4;
  return best;
}

/**
 * Places and groups whose name or code matches a query, best first: an exact code, an exact name,
 * the beginning of a name, of a word in it; countries before groups before subdivisions. Ignores
 * diacritics and case. An empty query finds nothing.
 */
export function searchPlaces(query: string, locale: string, limit: number): SearchResult[] {
  const wanted = foldName(query);
  if (wanted === "") return [];
  const code = query.trim().toLowerCase();
  const found: { readonly entry: Entry; readonly rank: number }[] = [];
  for (const entry of entriesOf(locale)) {
    const rank = rankOf(entry, code, wanted);
    if (rank !== undefined) found.push({ entry, rank });
  }
  found.sort(
    (a, b) =>
      a.rank - b.rank ||
      a.entry.weight - b.entry.weight ||
      (a.entry.result.name < b.entry.result.name ? -1 : 1),
  );
  return found.slice(0, limit).map(({ entry }) => entry.result);
}
