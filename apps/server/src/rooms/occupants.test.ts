import type { Fix } from "@graticule/admission/location/fix";
import { type Place, parsePlace } from "@graticule/jurisdiction/place";
import fc from "fast-check";
import { expect, test } from "vitest";
import { occupancyOf } from "./occupants.ts";

const at = (code: string): Fix => ({
  standing: "probable",
  place: parsePlace(code) as Place,
  reasons: [],
});
const unknown: Fix = { standing: "unknown", reasons: [] };

test("places come by count, and those with a few can't be told apart by their order", () => {
  const fixes = [...Array(5).fill(at("FR")), at("DE"), at("HK"), at("HK"), at("HK"), unknown];
  expect(occupancyOf(fixes)).toEqual({
    inside: 9 + 1,
    byPlace: [
      { place: "FR", count: 5 },
      { place: "DE", count: "a-few" },
      { place: "HK", count: "a-few" },
    ],
    cannotTell: "a-few",
  });
});

test("no count from 1 to 4 is ever told", () => {
  const fix = fc.constantFrom(at("FR"), at("CN"), at("HK"), unknown);
  fc.assert(
    fc.property(fc.array(fix, { maxLength: 30 }), (fixes) => {
      const { byPlace, cannotTell } = occupancyOf(fixes);
      for (const count of [...byPlace.map((one) => one.count), cannotTell]) {
        expect(typeof count === "string" || count >= 5).toBe(true);
      }
    }),
  );
});
