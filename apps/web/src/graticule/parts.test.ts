import { expect, test } from "vitest";
import { hasParts, partsOf } from "./parts.ts";

test("a country opens into its subdivisions, by name", () => {
  const parts = partsOf("UA");
  expect(parts.map(({ code }) => code)).toContain("UA-43");
  const names = parts.map(({ name }) => name);
  expect(names).toEqual(names.toSorted((a, b) => a.localeCompare(b, "en")));
});

test("places with their own code are not parts, nor are codes that only group", () => {
  const codes = (country: string): readonly string[] => partsOf(country).map(({ code }) => code);
  expect(codes("CN").filter((code) => !code.startsWith("CN-"))).toEqual([]);
  for (const own of ["CN-HK", "CN-MO", "CN-TW", "US-PR", "FR-RE", "GB-UKM"]) {
    expect(codes(own.slice(0, 2))).not.toContain(own);
  }
});

test("a place without subdivisions does not open", () => {
  expect(hasParts("AQ")).toBe(false);
  expect(partsOf("AQ")).toEqual([]);
  expect(hasParts("DE")).toBe(true);
});
