import type { Fix } from "@graticule/admission/location/fix";
import { allCountries } from "@graticule/jurisdiction/country";
import { covers, coversAny } from "@graticule/jurisdiction/covers";
import { allPlaces, isSubdivision, type Place, parsePlace } from "@graticule/jurisdiction/place";
import { unionIds, unionOf } from "@graticule/jurisdiction/union";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  canBeEstablishedIn,
  exceptedFrom,
  reachOf,
  sessionPlace,
  type Territory,
} from "./reach.ts";

const place = (code: string): Place => {
  const parsed = parsePlace(code);
  if (parsed === undefined) throw new Error(code);
  return parsed;
};
/** As shipped. */
const disputed = new Set(["UA-43", "UA-40", "XK", "EH", "TW", "PS"].map(place));
const codesOf = (territory: Territory, ...instruments: readonly string[]): string[] => {
  const named = instruments.map((code) => ({ place: place(code), citation: `Act of ${code}` }));
  return reachOf(territory, named, disputed).map((one) => one.place);
};
const country = (code: string): Territory => ({ kind: "country", home: place(code) });

test("China's own power never reaches Hong Kong, Macao or Taiwan, and Russia's never Crimea", () => {
  const china = codesOf(country("CN"));
  expect(china).toContain("CN-XJ");
  for (const other of ["HK", "MO", "TW"]) expect(china).not.toContain(other);
  expect(codesOf(country("RU")).some((code) => code.startsWith("UA"))).toBe(false);
  expect(codesOf(country("US"))).not.toContain("PR");
});

test("an instrument in a place's own law widens, is cited, and never reaches disputed territory", () => {
  const named = [{ place: place("HK"), citation: "Article 1" }];
  const reach = reachOf(country("CN"), named, disputed);
  expect(reach.find((one) => one.place === "HK")?.instrument).toBe("Article 1");
  expect(reach.find((one) => one.place === "CN")?.instrument).toBeUndefined();
  expect(codesOf(country("CN"), "TW")).not.toContain("TW");
  const wide = codesOf(country("RU"), "UA", "UA-43");
  expect(wide).toContain("UA-30");
  expect(wide).not.toContain("UA-43");
});

test("a disputed territory's own authorities keep it, and a state is its subdivision alone", () => {
  expect(codesOf(country("TW"))).toContain("TW");
  expect(codesOf(country("TW")).length).toBeGreaterThan(1);
  expect(codesOf({ kind: "state", home: place("UA-43") })).toEqual(["UA-43"]);
  expect(codesOf({ kind: "state", home: place("US-CA") })).toEqual(["US-CA"]);
  expect(codesOf(country("UA"))).not.toContain("UA-40");
});

test("a union reaches its listed members with their parts, and no territory with its own code", () => {
  const union = codesOf({ kind: "union", union: "EU" });
  expect(union).toContain("DE-BY");
  expect(union.every((code) => coversAny(unionOf("EU").members, place(code)))).toBe(true);
  for (const own of ["AX", "GF", "GP", "MF", "MQ", "NC", "PF", "RE", "YT", "HK", "PR"]) {
    expect(union).not.toContain(own);
  }
  expect(codesOf({ kind: "union", union: "EU" }, "RE")).toContain("RE");
});

const anyCountry = fc.constantFrom(...allCountries);
const anyTerritory: fc.Arbitrary<Territory> = fc.oneof(
  anyCountry.map((home): Territory => ({ kind: "country", home })),
  fc
    .constantFrom(...allPlaces.filter((one) => isSubdivision(one)))
    .map((home): Territory => ({ kind: "state", home })),
  fc.constantFrom(...unionIds).map((union): Territory => ({ kind: "union", union })),
);
const anyDisputed = fc
  .uniqueArray(fc.constantFrom(...allPlaces), { maxLength: 6 })
  .map((more) => new Set([...disputed, ...more]));
const anyInstruments = fc.array(
  fc.record({ place: fc.constantFrom(...allPlaces, ...disputed), citation: fc.constant("An act") }),
  { maxLength: 3 },
);

const homeOf = (territory: Territory) => (territory.kind === "union" ? undefined : territory.home);
/** Whether a place is, or is part of, a disputed territory other than the authority's own. */
const isBad = (one: Place, contested: ReadonlySet<Place>, home: Place | undefined): boolean =>
  [...contested].some((bad) => bad !== home && covers(bad, one));

test("a reach is the authority's own territory and what instruments name, closed under parts, without disputed territories", () => {
  fc.assert(
    fc.property(anyTerritory, anyInstruments, anyDisputed, (territory, instruments, contested) => {
      const own = territory.kind === "union" ? unionOf(territory.union).members : [territory.home];
      const named = [...own, ...instruments.map((one) => one.place)];
      const reach = reachOf(territory, instruments, contested);
      const expected = allPlaces.filter(
        (one) => coversAny(named, one) && !isBad(one, contested, homeOf(territory)),
      );
      expect(reach.map((one) => one.place).sort()).toEqual(expected.sort());
      for (const one of reach) {
        expect(one.instrument).toBe(coversAny(own, one.place) ? undefined : "An act");
      }
    }),
  );
});

test("a part of a disputed territory has no authority but the whole one's", () => {
  expect(codesOf({ kind: "state", home: place("TW-YUN") })).toEqual([]);
  const both = new Set([...disputed, place("UA")]);
  expect(reachOf(country("UA"), [], both).map((one) => one.place)).not.toContain("UA-43");
});

test("what an order leaves out is exactly the disputed territories inside it that are not its authority's home", () => {
  expect(exceptedFrom([place("UA")], disputed, place("UA"))).toEqual(["UA-40", "UA-43"]);
  expect(exceptedFrom([place("UA-43")], disputed, place("UA-43"))).toEqual([]);
  expect(exceptedFrom([place("CN")], disputed, place("CN"))).toEqual([]);
  fc.assert(
    fc.property(anyTerritory, anyDisputed, (territory, contested) => {
      const home = homeOf(territory);
      const places = reachOf(territory, [], contested).map((one) => one.place);
      const excepted = exceptedFrom(places, contested, home);
      for (const one of contested) {
        expect(excepted.includes(one)).toBe(one !== home && coversAny(places, one));
      }
    }),
  );
});

test("only someone established elsewhere is surely outside; a coarse place may be inside", () => {
  const established = (code: string): Fix => ({
    standing: "established",
    place: place(code),
    reasons: [],
  });
  const california = [place("US-CA")];
  expect(sessionPlace(established("FR"), california)).toBe("outside");
  expect(sessionPlace(established("US-NY"), california)).toBe("outside");
  expect(sessionPlace(established("US"), california)).toBe("may-be-inside");
  expect(sessionPlace(established("US-CA"), [place("US")])).toBe("inside");
  expect(sessionPlace(established("HK"), [place("CN")])).toBe("outside");
  const doubtful: readonly Fix[] = [
    { standing: "probable", place: place("FR"), reasons: [] },
    { standing: "contested", places: [place("FR")], reasons: [] },
    { standing: "unknown", reasons: [] },
  ];
  for (const fix of doubtful) expect(sessionPlace(fix, california)).toBe("may-be-inside");
});

test("a territory can be told apart where a source establishes a place inside it that is not left out", () => {
  const told = (...codes: readonly string[]) => new Set(codes.map(place));
  const ukraine = [place("UA")];
  const excepted = [place("UA-43")];
  expect(canBeEstablishedIn(ukraine, excepted, told())).toBe(false);
  expect(canBeEstablishedIn(ukraine, excepted, told("FR", "HK"))).toBe(false);
  expect(canBeEstablishedIn(ukraine, excepted, told("UA-43"))).toBe(false);
  // Someone placed in the country alone may be in the part.
  expect(canBeEstablishedIn(ukraine, excepted, told("UA", "UA-43"))).toBe(false);
  expect(canBeEstablishedIn(ukraine, excepted, told("UA-43", "UA-05"))).toBe(true);
  // A place coarser than the territory is not inside it: an order can touch no one by it.
  expect(canBeEstablishedIn([place("US-CA")], [], told("US"))).toBe(false);
});
