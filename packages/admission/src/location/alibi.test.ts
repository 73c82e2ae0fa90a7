import { parsePlace } from "@graticule/jurisdiction/place";
import fc from "fast-check";
import { expect, test } from "vitest";
import vectors from "../../../../vectors/alibis.json" with { type: "json" };
import { type DistancesKm, isRuledOut } from "./alibi.ts";

const place = (code: string) => parsePlace(code) as NonNullable<ReturnType<typeof parsePlace>>;

function distancesOf(entries: Readonly<Record<string, number>>): DistancesKm {
  return new Map(Object.entries(entries).map(([code, km]) => [place(code), km]));
}

function ruledOutPlaces(distances: DistancesKm, roundTripMs: number) {
  return [...distances.keys()].filter((at) => isRuledOut(distances, at, roundTripMs)).sort();
}

test.each(vectors.cases)("$place at $roundTripMs ms: $is", ({ place: code, roundTripMs, is }) => {
  const ruledOut = isRuledOut(distancesOf(vectors.distancesKm), place(code), roundTripMs);
  expect(ruledOut ? "ruled out" : "not ruled out").toBe(is);
});

test("light needs 2 ms for a round trip of 299.792458 km, and only strictly less rules out", () => {
  const distances = distancesOf({ FR: 299.792458 });
  expect(isRuledOut(distances, place("FR"), 2)).toBe(false);
  expect(isRuledOut(distances, place("FR"), 1.999_999)).toBe(true);
});

test("no shape, no alibi: a place without a distance is never ruled out", () => {
  expect(isRuledOut(new Map(), place("FR"), 0)).toBe(false);
  expect(ruledOutPlaces(new Map(), 0)).toEqual([]);
});

test("a subdivision uses its own distance, or else its country's", () => {
  const distances = distancesOf({ UA: 1_000, "UA-43": 100 });
  expect(isRuledOut(distances, place("UA-43"), 1)).toBe(false);
  expect(isRuledOut(distances, place("UA-40"), 1)).toBe(true);
  expect(ruledOutPlaces(distances, 1)).toEqual(["UA"]);
});

test("an invalid time or distance rules nothing out", () => {
  for (const roundTripMs of [Number.NaN, -1, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]) {
    expect(ruledOutPlaces(distancesOf({ FR: 20_000 }), roundTripMs)).toEqual([]);
  }
  expect(ruledOutPlaces(distancesOf({ FR: Number.NaN, DE: 0 }), 0)).toEqual([]);
});

test("a longer round trip never rules out more", () => {
  const distances = distancesOf(vectors.distancesKm);
  const time = fc.double({ min: 0, max: 300, noNaN: true });
  fc.assert(
    fc.property(time, time, (one, other) => {
      const [shorter, longer] = [Math.min(one, other), Math.max(one, other)];
      const out = new Set(ruledOutPlaces(distances, shorter));
      for (const place of ruledOutPlaces(distances, longer)) expect(out).toContain(place);
    }),
  );
});
