import fc from "fast-check";
import { expect, test } from "vitest";
import { allCountries } from "./country.ts";
import { covers, coversAny, overlaps } from "./covers.ts";
import { allPlaces, isSubdivision, type Place, parsePlace } from "./place.ts";

const soak = process.env["GRATICULE_SOAK"] === "1";

/** Places that often meet: some countries and all their parts. */
const few = allPlaces.filter((place) => /^(?:CN|HK|MO|TW|UA|FR|RE|US|PR|RS|XK)/.test(place));
const anyPlace = fc.oneof(fc.constantFrom(...few), fc.constantFrom(...allPlaces));

function place(code: string): Place {
  const parsed = parsePlace(code);
  if (parsed === undefined) throw new Error(code);
  return parsed;
}

test("covering is a partial order", () => {
  fc.assert(
    fc.property(anyPlace, anyPlace, anyPlace, (a, b, c) => {
      expect(covers(a, a)).toBe(true);
      if (covers(a, b) && covers(b, a)) expect(a).toBe(b);
      if (covers(a, b) && covers(b, c)) expect(covers(a, c)).toBe(true);
    }),
    { numRuns: soak ? 100_000 : 2000 },
  );
});

test("two places overlap either way round where one covers the other, and not otherwise", () => {
  expect(overlaps(place("UA"), place("UA-43"))).toBe(true);
  expect(overlaps(place("UA-43"), place("UA"))).toBe(true);
  expect(overlaps(place("UA-43"), place("UA-40"))).toBe(false);
  expect(overlaps(place("CN"), place("HK"))).toBe(false);
});

test("nothing is inside anything but a subdivision inside its country", () => {
  for (const outer of allCountries) {
    for (const inner of allCountries) expect(covers(outer, inner)).toBe(outer === inner);
  }
  fc.assert(
    fc.property(anyPlace, anyPlace, (outer, inner) => {
      if (outer !== inner && covers(outer, inner)) {
        expect(isSubdivision(outer)).toBe(false);
        expect(isSubdivision(inner)).toBe(true);
        expect(inner.slice(0, 3)).toBe(`${outer}-`);
      }
    }),
  );
});

test.each([
  ["CN", "CN-HK"],
  ["CN", "CN-MO"],
  ["CN", "CN-TW"],
  ["US", "US-PR"],
  ["FR", "FR-974"],
  ["FI", "FI-01"],
  ["NO", "NO-21"],
  ["RS", "RS-KM"],
  ["MA", "MA-12"],
])("%s does not cover %s, which has its own code", (country, code) => {
  expect(covers(place(country), place(code))).toBe(false);
});

test("a subdivision does not cover one whose code begins with its own", () => {
  expect(covers(place("PA-1"), place("PA-10"))).toBe(false);
  const parts = allPlaces.filter((part) => isSubdivision(part) && /^(?:PA|IS|AT|FR)/.test(part));
  for (const outer of parts) {
    for (const inner of parts) expect(covers(outer, inner)).toBe(outer === inner);
  }
});

test("a set covers what one of its places covers", () => {
  fc.assert(
    fc.property(fc.array(anyPlace, { maxLength: 6 }), anyPlace, (places, inner) => {
      expect(coversAny(places, inner)).toBe(places.some((outer) => covers(outer, inner)));
    }),
  );
});
