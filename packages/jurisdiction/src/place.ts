import { subdivisionsByCountry } from "./iso-3166.ts";

declare const placeBrand: unique symbol;

/**
 * A place: an ISO 3166-1 alpha-2 code (`FR`, also `XK`) or an ISO 3166-2 code (`UA-43`).
 * Only {@link parsePlace} makes one. Territories with a code of their own are places of their
 * own: `CN-HK` is normalised to `HK`, and `CN` never covers `HK`.
 */
export type Place = string & { readonly [placeBrand]: "Place" };

/**
 * Territories with a code of their own, and their ISO 3166-2 codes, current and withdrawn. Source:
 * the remarks "also listed as a country" in ISO 3166-2, as of 2026-11-24. The codes are the same
 * territory, or, where its own code has no subdivisions (`SJ`, `EH`, `XK`), a part of it.
 */
const ownCodes: Readonly<Record<string, string>> = {
  HK: "CN-HK CN-91",
  MO: "CN-MO CN-92",
  TW: "CN-TW CN-71",
  AX: "FI-01",
  GP: "FR-971 FR-GP FR-GUA",
  MQ: "FR-972 FR-MQ",
  GF: "FR-973 FR-GF",
  RE: "FR-974 FR-RE FR-LRE",
  YT: "FR-976 FR-YT FR-MAY",
  BL: "FR-BL",
  MF: "FR-MF",
  NC: "FR-NC",
  PF: "FR-PF",
  PM: "FR-PM",
  TF: "FR-TF",
  WF: "FR-WF",
  EH: "MA-12 MA-AOU MA-BOD MA-LAA MA-OUD",
  AW: "NL-AW",
  "BQ-BO": "NL-BQ1",
  "BQ-SA": "NL-BQ2",
  "BQ-SE": "NL-BQ3",
  CW: "NL-CW",
  SX: "NL-SX",
  SJ: "NO-21 NO-22",
  XK: "RS-KM RS-25 RS-26 RS-27 RS-28 RS-29",
  AS: "US-AS",
  GU: "US-GU",
  MP: "US-MP",
  PR: "US-PR",
  UM: "US-UM",
  VI: "US-VI",
};

/** By each such code, the territory's own. */
export const normalisedCodes: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(ownCodes).flatMap(([own, codes]) => codes.split(" ").map((code) => [code, own])),
);

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
for (const [code, target] of Object.entries(normalisedCodes)) {
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

/**
 * Whether one of two places is a territory with a code of its own that ISO 3166-2 lists under the
 * other's country, too, so that sources are likely to take one for the other.
 */
export function areListedTogether(one: Place, other: Place): boolean {
  return Object.entries(normalisedCodes).some(([code, own]) => {
    const listed = code.slice(0, 2);
    const territory = own.slice(0, 2);
    return (
      listed !== territory &&
      ((one === territory && other === listed) || (one === listed && other === territory))
    );
  });
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
