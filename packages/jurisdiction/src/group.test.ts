import { expect, test } from "vitest";
import { allCountries } from "./country.ts";
import { groupById, groups } from "./group.ts";
import { parsePlace } from "./place.ts";

function placesOf(id: string): readonly string[] {
  return groupById(id)?.places ?? [];
}

test("no group has the id of a place, and no two have the same id", () => {
  expect(new Set(groups.map(({ id }) => id)).size).toBe(groups.length);
  for (const { id } of groups) expect(parsePlace(id)).toBeUndefined();
});

test("every group has a date, a source and places without repetition", () => {
  for (const group of groups) {
    expect(group.asOf).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(group.source).not.toBe("");
    expect(group.places.length).toBeGreaterThan(0);
    expect(new Set(group.places).size).toBe(group.places.length);
  }
});

test("the EU is its 27 members and those of their parts that have their own code", () => {
  expect(placesOf("EU")).toHaveLength(27 + 7);
  expect(placesOf("EU")).toEqual(expect.arrayContaining(["DK", "RE", "AX", "YT", "MF"]));
  for (const outside of ["GB", "NO", "CH", "NC", "GL", "SX"]) {
    expect(placesOf("EU")).not.toContain(outside);
  }
});

test("the EEA is the EU with Iceland, Liechtenstein and Norway, without Svalbard", () => {
  expect(new Set(placesOf("EEA"))).toEqual(new Set([...placesOf("EU"), "IS", "LI", "NO"]));
});

test.each([
  ["M49-002", 60],
  ["M49-202", 53],
  ["M49-019", 57],
  ["M49-419", 52],
  ["M49-003", 41],
  ["M49-142", 50],
  ["M49-150", 51],
  ["M49-009", 29],
  ["M49-029", 28],
  ["M49-154", 16],
])("%s has as many members as the standard says", (id, count) => {
  expect(placesOf(id)).toHaveLength(count);
});

test("the continents hold every country once, except the two that M49 does not list", () => {
  const ids = ["M49-002", "M49-019", "M49-142", "M49-150", "M49-009", "M49-010"];
  const listed = ids.flatMap(placesOf);
  expect([...listed].sort()).toEqual(allCountries.filter((place) => !/^(?:TW|XK)$/.test(place)));
});
