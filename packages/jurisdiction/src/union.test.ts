import { expect, test } from "vitest";
import { allCountries } from "./country.ts";
import { groupById } from "./group.ts";
import { isSubdivision, normalisedCodes } from "./place.ts";
import { unionOf, unions } from "./union.ts";

test("a union has only countries, each once, and says on which day its list was made", () => {
  for (const { members, asOf } of unions) {
    expect(asOf).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(new Set(members).size).toBe(members.length);
    expect(members.every((one) => allCountries.includes(one) && !isSubdivision(one))).toBe(true);
  }
});

test("the European Union has 27 members, and none of the territories with their own code", () => {
  const { members } = unionOf("EU");
  expect(members).toHaveLength(27);
  const own = Object.values(normalisedCodes);
  expect(members.filter((one) => own.includes(one))).toEqual([]);
  const group = groupById("EU")?.places ?? [];
  expect(group.filter((one) => !members.includes(one)).join(" ")).toBe("AX GF GP MF MQ RE YT");
});
