import { subdivisionsByCountry } from "./iso-3166.ts";

declare const placeBrand: unique symbol;

/**
 * A place: an ISO 3166-1 alpha-2 code (`FR`, also `XK`) or an ISO 3166-2 code (`UA-43`).
 * Only {@link parsePlace} makes one. Territories with a code of their own are places of their
 * own: `CN-HK` is normalised to `HK`, and `CN` never covers `HK`.
 */
export type Place = string & { readonly [placeBrand]: "Place" };

/**
 * ISO 3166-2 codes of territories that have a code of their own, current and withdrawn ones.
 * Source: the remarks "also listed as a country" in ISO 3166-2, as of 2026-11-24. Each target is
 * the same territory, save where the own code has no subdivisions (`SJ`, `EH`, `XK`): there the
 * whole territory is the finest place that can be said.
 */
const ownCodes: Readonly<Record<string, string>> = {
  "CN-HK": "HK",
  "CN-91": "HK",
  "CN-MO": "MO",
  "CN-92": "MO",
  "CN-TW": "TW",
  "CN-71": "TW",
  "FI-01": "AX",
  "FR-971": "GP",
  "FR-GP": "GP",
  "FR-GUA": "GP",
  "FR-972": "MQ",
  "FR-MQ": "MQ",
  "FR-973": "GF",
  "FR-GF": "GF",
  "FR-974": "RE",
  "FR-RE": "RE",
  "FR-LRE": "RE",
  "FR-976": "YT",
  "FR-YT": "YT",
  "FR-MAY": "YT",
  "FR-BL": "BL",
  "FR-MF": "MF",
  "FR-NC": "NC",
  "FR-PF": "PF",
  "FR-PM": "PM",
  "FR-TF": "TF",
  "FR-WF": "WF",
  "MA-12": "EH",
  "MA-AOU": "EH",
  "MA-BOD": "EH",
  "MA-LAA": "EH",
  "MA-OUD": "EH",
  "NL-AW": "AW",
  "NL-BQ1": "BQ-BO",
  "NL-BQ2": "BQ-SA",
  "NL-BQ3": "BQ-SE",
  "NL-CW": "CW",
  "NL-SX": "SX",
  "NO-21": "SJ",
  "NO-22": "SJ",
  "RS-KM": "XK",
  "RS-25": "XK",
  "RS-26": "XK",
  "RS-27": "XK",
  "RS-28": "XK",
  "RS-29": "XK",
  "US-AS": "AS",
  "US-GU": "GU",
  "US-MP": "MP",
  "US-PR": "PR",
  "US-UM": "UM",
  "US-VI": "VI",
};

const names = new Map<Place, string>();
const byCode = new Map<string, Place>();

for (const [code, subdivisions] of Object.entries(subdivisionsByCountry)) {
  const country = code as Place;
  byCode.set(country, country);
  for (const line of subdivisions === "" ? [] : subdivisions.split(";")) {
    const space = line.indexOf(" ");
    const place = `${code}-${line.slice(0, space)}` as Place;
    byCode.set(place, place);
    names.set(place, line.slice(space + 1));
  }
}
for (const [code, target] of Object.entries(ownCodes)) {
  const place = byCode.get(target);
  if (place !== undefined) byCode.set(code, place);
}

/** Every place there is: countries and their subdivisions, each once. */
export const allPlaces: readonly Place[] = [...new Set(byCode.values())];

/**
 * Reads a code exactly as ISO writes it: upper case, no spaces. It never guesses: lower case,
 * names, alpha-3 codes, reserved codes (`EU`, `UK`, `AP`) and codes that sources invent (`A1`,
 * `ZZ`, `XX`) are `undefined`. A subdivision that has a code of its own becomes that code.
 */
export function parsePlace(text: string): Place | undefined {
  return byCode.get(text);
}

/** The country that a place is in; a country is in itself. */
export function countryOf(place: Place): Place {
  return (place.length === 2 ? place : place.slice(0, 2)) as Place;
}

/** Whether a place is a part of a country rather than a country. */
export function isSubdivision(place: Place): boolean {
  return place.length > 2;
}

/** The name of a subdivision in ISO's own list, in the local language; `undefined` for a country. */
export function isoSubdivisionName(place: Place): string | undefined {
  return names.get(place);
}

/** What each code that is another place's name for itself becomes, for documents and tests. */
export const normalisedCodes: Readonly<Record<string, string>> = ownCodes;
