import fc from "fast-check";
import { expect, test } from "vitest";
import { placeName } from "./names.ts";
import { allPlaces } from "./place.ts";
import { searchPlaces } from "./search.ts";

function first(query: string, locale = "en"): string | undefined {
  const [result] = searchPlaces(query, locale, 1);
  if (result === undefined) return undefined;
  return result.kind === "place" ? result.place : result.group.id;
}

test.each([
  ["france", "FR"],
  ["  FRANCE ", "FR"],
  ["fr", "FR"],
  ["crimea", "UA-43"],
  ["Avtonomna Respublika Krym", "UA-43"],
  ["ua-43", "UA-43"],
  ["georgia", "GE"],
  ["cote d'ivoire", "CI"],
  ["ivory coast", "CI"],
  ["aland", "AX"],
  ["uk", "GB"],
  ["hong kong", "HK"],
  ["eu", "EU"],
  ["african", "CF"],
  ["africa", "M49-002"],
  ["lodz", "PL-10"],
  ["bayern", "DE-BY"],
])("%j finds %s first", (query, expected) => {
  expect(first(query)).toBe(expected);
});

test("names in the reader's language are found, and English ones too", () => {
  expect(first("frankreich", "de")).toBe("FR");
  expect(first("france", "de")).toBe("FR");
  expect(first("asien", "de")).toBe("M49-142");
});

test("an empty query and one without letters find nothing", () => {
  expect(searchPlaces("", "en", 10)).toEqual([]);
  expect(searchPlaces(" \u0301 ", "en", 10)).toEqual([]);
  expect(searchPlaces("()", "en", 10)).toEqual([]);
});

test("every place is found by its code first and by its name among the results", () => {
  fc.assert(
    fc.property(fc.constantFrom(...allPlaces), (place) => {
      expect(first(place)).toBe(place);
      const [name = ""] = placeName(place, "en").split(", ");
      const found = searchPlaces(name, "en", 6000);
      expect(found.some((result) => result.kind === "place" && result.place === place)).toBe(true);
    }),
  );
});

test("no more than the limit is returned, each once", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 3 }), fc.nat(20), (query, limit) => {
      const found = searchPlaces(query, "en", limit);
      expect(found.length).toBeLessThanOrEqual(limit);
      expect(new Set(found.map((result) => JSON.stringify(result))).size).toBe(found.length);
    }),
  );
});
