import { expect, test } from "vitest";
import { inSentence, joinNames } from "./in-sentence.ts";
import { onSubdivisions } from "./known-subdivisions.ts";
import { loadSubdivisions, nameOfCode, nameOfPick, needsSubdivisions } from "./names.ts";

test("a part of a country is shown by its code until names are loaded, and listeners are called then", async () => {
  let heard = 0;
  const stop = onSubdivisions(() => {
    heard += 1;
  });
  expect(needsSubdivisions(JSON.stringify({ place: "US-CA" }))).toBe(true);
  expect(needsSubdivisions(JSON.stringify({ place: "US", lang: "en-US" }))).toBe(false);
  expect(nameOfCode("US")).toBe("United States");
  expect(nameOfCode("US-CA")).toBe("US-CA");
  await loadSubdivisions();
  expect(nameOfCode("US-CA")).toBe("California (United States)");
  expect(nameOfCode("CN-HK")).toBe(nameOfCode("HK"));
  expect(nameOfCode("US-ZZ")).toBe("US-ZZ");
  expect(needsSubdivisions(JSON.stringify({ place: "US-CA" }))).toBe(false);
  expect(heard).toBe(1);
  stop();
});

test("names take the article they have in English", () => {
  for (const [code, text] of [
    ["FR", "France"],
    ["US", "the United States"],
    ["NL", "the Netherlands"],
    ["FO", "the Faroe Islands"],
    ["CF", "the Central African Republic"],
    ["HK", "Hong Kong"],
    ["NZ", "New Zealand"],
  ] as const) {
    expect(inSentence(nameOfCode(code))).toBe(text);
  }
});

test("a subdivision is named with its country and without a comma", () => {
  expect(nameOfCode("US-CA")).toBe("California (United States)");
  expect(nameOfPick({ kind: "place", code: "UA-43" })).toMatch(/^[^,]+ \(Ukraine\)$/);
});

test("a group, and a code that is no place, are named too", () => {
  expect(nameOfPick({ kind: "group", id: "EU" })).toBe("European Union");
  expect(nameOfPick({ kind: "group", id: "no such" })).toBe("no such");
  expect(nameOfCode("ZZ")).toBe("ZZ");
});

test("lists read as in a sentence", () => {
  const more = (count: number) => `${count} more`;
  expect(joinNames([], { most: 3, more })).toBe("");
  expect(joinNames(["a"], { most: 3, more })).toBe("a");
  expect(joinNames(["a", "b"], { most: 3, more })).toBe("a and b");
  expect(joinNames(["a", "b", "c", "d"], { most: 3, more })).toBe("a, b and 2 more");
});
