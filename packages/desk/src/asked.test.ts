import { parsePlace } from "@graticule/jurisdiction/place";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type Asked,
  answersByOrders,
  askedOf,
  beyondsOf,
  type Granted,
  isWider,
  type Measure,
  measured,
  usualEnd,
  usualPlaces,
} from "./asked.ts";

const hourMs = 3_600_000;
const from = Date.parse("2026-11-27T12:00:00Z");
const places = (...codes: readonly string[]) =>
  codes.map(parsePlace).filter((place) => place !== undefined);
const twoDays: Asked = { length: { kind: "hours", hours: 48 }, places: places("FR") };
const granted: Granted = { from, until: from + 48 * hourMs, places: places("FR"), excepted: [] };
const measures: readonly Measure[] = ["wider", "as-asked", "smaller", "not-stated"];
const anyMeasures = fc.record({
  length: fc.constantFrom(...measures),
  places: fc.constantFrom(...measures),
});

test("an order starts from what was asked: two days are two days, and never more than seven", () => {
  expect(usualEnd(twoDays, from, undefined)).toBe(from + 48 * hourMs);
  expect(usualEnd(twoDays, from, from + hourMs)).toBe(from + hourMs);
  const until = { length: { kind: "until", until: from + 3 * hourMs }, places: undefined } as const;
  expect(usualEnd(until, from, undefined)).toBe(from + 3 * hourMs);
  const month = askedOf({ lengthStated: { kind: "hours", hours: 720 } });
  expect(usualEnd(month, from, undefined)).toBe(from + 168 * hourMs);
  expect(usualEnd(askedOf({}), from, undefined)).toBe(from + 168 * hourMs);
  // Anything granted of an open-ended demand is less.
  const endless = askedOf({ lengthStated: { kind: "without-end" } });
  expect(usualEnd(endless, from, undefined)).toBe(from + 168 * hourMs);
  expect(measured(endless, granted).length).toBe("smaller");
});

test("an order starts from the places that were named and are within reach", () => {
  const asked = askedOf({ placesStated: ["CN", "HK", "UA"] });
  expect(usualPlaces(asked, places("CN"))).toEqual(["CN"]);
  // Of a country only the part within the authority's power.
  expect(usualPlaces(asked, places("UA-05"))).toEqual(["UA-05"]);
  expect(usualPlaces(askedOf({}), places("CN"))).toEqual([]);
});

test("longer or for more places than asked is wider, and less is smaller", () => {
  const of = (changed: Partial<Granted>) => measured(twoDays, { ...granted, ...changed });
  expect(of({})).toEqual({ length: "as-asked", places: "as-asked" });
  expect(of({ until: granted.until + 1 }).length).toBe("wider");
  expect(of({ until: granted.until - 2 * 60_000 }).length).toBe("smaller");
  expect(of({ places: places("FR", "DE") }).places).toBe("wider");
  expect(of({ places: places("FR-IDF") }).places).toBe("smaller");
  expect(of({ excepted: places("FR-IDF") }).places).toBe("smaller");
  // More in one respect and less in another is more.
  expect(
    measured({ ...twoDays, places: places("FR", "BE") }, { ...granted, places: places("DE") })
      .places,
  ).toBe("wider");
  expect(measured(askedOf({}), granted)).toEqual({ length: "not-stated", places: "not-stated" });
});

test("what goes beyond the advice or the request needs a reason", () => {
  const asAsked = { length: "as-asked", places: "as-asked" } as const;
  expect(beyondsOf(asAsked, undefined)).toEqual([]);
  expect(beyondsOf(asAsked, "10-99")).toEqual([]);
  expect(beyondsOf(asAsked, "fewer-than-10")).toEqual(["advice"]);
  expect(beyondsOf({ length: "wider", places: "not-stated" }, "fewer-than-10")).toEqual([
    ...["advice", "length", "places"],
  ]);
});

test("no order that is wider than what was asked is ever answered as granted in part", () => {
  fc.assert(
    fc.property(fc.array(anyMeasures, { minLength: 1 }), fc.boolean(), (orders, all) => {
      const can = answersByOrders(orders, all);
      expect(can.length).toBeGreaterThan(0);
      if (orders.some(isWider)) expect(can).toEqual(["met"]);
      const isSame = orders.every(
        ({ length, places: where }) => length === "as-asked" && where === "as-asked",
      );
      if (isSame) expect(can).toEqual([all ? "met" : "narrowed"]);
    }),
  );
  expect(answersByOrders([], true)).toEqual([]);
  expect(answersByOrders([{ length: "smaller", places: "not-stated" }], true)).toEqual([
    "narrowed",
  ]);
});
