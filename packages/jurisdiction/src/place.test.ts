import fc from "fast-check";
import { expect, test } from "vitest";
import vectors from "../../../vectors/places.json" with { type: "json" };
import { allCountries, parseCountry } from "./country.ts";
import { subdivisionsByCountry } from "./iso-3166.ts";
import {
  allPlaces,
  areListedTogether,
  countryOf,
  isSubdivision,
  normalisedCodes,
  type Place,
  parsePlace,
} from "./place.ts";

const anyPlace = fc.constantFrom(...allPlaces);

test("there are 249 country codes and XK, and about five thousand subdivisions", () => {
  expect(allCountries).toHaveLength(250);
  expect(allCountries).toContain("XK");
  expect(allPlaces.length - allCountries.length).toBeGreaterThan(5000);
  expect(new Set(allPlaces).size).toBe(allPlaces.length);
});

test("the countries-only list is the table's", () => {
  expect(allCountries).toEqual(Object.keys(subdivisionsByCountry));
  for (const place of allPlaces) {
    expect(parseCountry(place)).toBe(isSubdivision(place) ? undefined : place);
  }
});

test("every code in the table has ISO's shape and a name", () => {
  for (const [country, lines] of Object.entries(subdivisionsByCountry)) {
    expect(country).toMatch(/^[A-Z]{2}$/);
    for (const line of lines === "" ? [] : lines.split(";")) {
      expect(`${country}-${line}`).toMatch(
        /^[A-Z]{2}-[A-Z0-9]{1,3} \S.*[^-\s]$|^[A-Z]{2}-\S+ \S+$/,
      );
    }
  }
});

test("every place reads back as itself, so normalising twice changes nothing", () => {
  for (const place of allPlaces) expect(parsePlace(place)).toBe(place);
});

test.each(vectors.valid)("%s is a place", (code) => {
  expect(parsePlace(code)).toBe(code);
});

test.each(Object.entries(vectors.normalised))("%s becomes %s", (code, place) => {
  expect(parsePlace(code)).toBe(place);
});

test.each(vectors.invalid)("%j is no place (attack 4)", (text) => {
  expect(parsePlace(text)).toBeUndefined();
});

test("a code that gets normalised is never itself a place", () => {
  for (const code of Object.keys(normalisedCodes)) {
    const place = parsePlace(code);
    expect(place).toBeDefined();
    expect(allPlaces).not.toContain(code);
  }
});

test("a subdivision is in the country that its code begins with, a country in itself", () => {
  fc.assert(
    fc.property(anyPlace, (place) => {
      const country = countryOf(place);
      expect(allCountries).toContain(country);
      expect(countryOf(country)).toBe(country);
      expect(isSubdivision(place)).toBe(place !== country);
    }),
  );
});

test("a code in another case, with spaces or cut short is never guessed", () => {
  fc.assert(
    fc.property(anyPlace, (place) => {
      expect(parsePlace(place.toLowerCase())).toBeUndefined();
      expect(parsePlace(` ${place}`)).toBeUndefined();
      expect(parsePlace(`${place} `)).toBeUndefined();
      expect(parsePlace(place.slice(0, 1))).toBeUndefined();
    }),
  );
});

test("no text makes the parser throw or return something that isn't in the list", () => {
  const listed = new Set<string>(allPlaces);
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.constantFrom("__proto__", "constructor")), (text) => {
      const place = parsePlace(text);
      expect(place === undefined || listed.has(place)).toBe(true);
    }),
  );
});

test("territories that ISO lists under a country, too, are known, both ways", () => {
  const listed = (one: string, other: string) =>
    areListedTogether(parsePlace(one) as Place, parsePlace(other) as Place);
  expect(listed("HK", "CN") && listed("CN", "HK") && listed("GP", "FR")).toBe(true);
  expect(listed("CN", "FR") || listed("HK", "MO") || listed("FR", "FR")).toBe(false);
});
