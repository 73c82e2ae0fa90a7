import { expect, test } from "vitest";
import { allCountries } from "./country.ts";
import { groupById } from "./group.ts";
import { isSubdivision, normalisedCodes } from "./place.ts";
import { unionOf, unions } from "./union.ts";

test("a union has countries alone, each once, and says of which day its list is", () => {
  for (const { members, asOf } of unions) {
    expect(asOf).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(new Set(members).size).toBe(members.length);
    expect(members.every((one) => allCountries.includes(one) && !isSubdivision(one))).toBe(true);
  }
});

test("the European Union has 27 members, and none of the territories that have a code of their own", () => {
  const { members } = unionOf("EU");
  expect(members).toHaveLength(27);
  const own = Object.values(normalisedCodes);
  expect(members.filter((one) => own.includes(one))).toEqual([]);
  const group = groupById("EU")?.places ?? [];
  expect(group.filter((one) => !members.includes(one)).join(" ")).toBe("AX GF GP MF MQ RE YT");
});
