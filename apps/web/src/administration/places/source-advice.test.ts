import { expect, test } from "vitest";
import {
  adviceFor,
  ageInDays,
  coverageOf,
  needsData,
  type SourceStatus,
  wantsCare,
} from "./source-advice.ts";

const now = Date.parse("2026-11-24T12:00:00Z");

const source = (more: Partial<SourceStatus> = {}): SourceStatus => ({
  id: "a",
  maker: "A",
  basis: "measured",
  kind: "country",
  licence: "CC BY 4.0",
  attribution: "A",
  state: "fresh",
  builtAt: "2026-11-23T12:00:00Z",
  held: false,
  ...more,
});

test("old data says how old it is, and data of unknown age says so", () => {
  const old = source({ state: "stale", builtAt: "2026-06-17T12:00:00Z" });
  expect(adviceFor(old, now)).toEqual({ kind: "stale", days: 160 });
  const { builtAt: _, ...ageless } = source({ state: "stale" });
  expect(adviceFor(ageless, now)).toEqual({ kind: "staleUnknown" });
});

test("a working source needs no advice, and each fault has its own", () => {
  expect(adviceFor(source(), now)).toBeUndefined();
  expect(adviceFor(source({ state: "missing" }), now)).toEqual({ kind: "missing" });
  expect(adviceFor(source({ state: "rejected" }), now)).toEqual({ kind: "rejected" });
});

test("data dated in the future counts as today’s", () => {
  expect(ageInDays(source({ builtAt: "2026-11-25T12:00:00Z" }), now)).toBe(0);
});

test("places can be certain with two fresh sources from different makers, one of them measured", () => {
  const registration = source({ maker: "B", basis: "registration" });
  expect(coverageOf([source(), registration])).toBe("sure");
  expect(coverageOf([source(), source({ id: "b" })])).toBe("likely");
  expect(coverageOf([source(), source({ id: "b", basis: "registration" })])).toBe("likely");
  expect(coverageOf([registration, source({ maker: "C", basis: "registration" })])).toBe("likely");
  expect(coverageOf([source(), source({ maker: "B", state: "stale" })])).toBe("likely");
});

test("the operator's own list, and nothing else, makes places certain by itself, for what it contains", () => {
  const own = source({ maker: "us", basis: "operator", kind: "geofeed" });
  expect(coverageOf([own, source()])).toBe("own");
  expect(coverageOf([own, source({ state: "stale" })])).toBe("own");
});

test("if the operator's own list is the only source, nothing is known about other addresses", () => {
  const own = source({ maker: "us", basis: "operator", kind: "geofeed" });
  expect(coverageOf([own])).toBe("own-only");
  expect(coverageOf([own, source({ kind: "list" }), source({ state: "missing" })])).toBe(
    "own-only",
  );
});

test("what networks declare about themselves makes no place certain or likely", () => {
  const declared = source({ maker: "B", basis: "declared", kind: "geofeed" });
  expect(coverageOf([source(), declared])).toBe("likely");
  expect(coverageOf([declared])).toBe("none");
  expect(coverageOf([source({ maker: "us", basis: "operator" }), declared])).toBe("own-only");
});

test("lists of networks say nothing about places, and missing data says nothing at all", () => {
  expect(coverageOf([source({ kind: "list" })])).toBe("none");
  expect(coverageOf([source({ state: "missing" }), source({ state: "rejected" })])).toBe("none");
  expect(coverageOf([])).toBe("none");
});

test("data is asked for only if nothing that places anyone is fresh (regression: also asked with the operator's own)", () => {
  expect(needsData([source({ state: "stale" }), source({ state: "missing" })])).toBe(true);
  expect(needsData([])).toBe(true);
  expect(needsData([source({ basis: "declared" })])).toBe(true);
  expect(needsData([source({ state: "stale" }), source({ basis: "operator" })])).toBe(false);
  expect(needsData([source({ state: "stale" }), source({ kind: "list" })])).toBe(true);
  expect(needsData([source({ basis: "declared", kind: "geofeed" })])).toBe(true);
});

test("a source wants care if its data is old, can't be used, or waits", () => {
  expect(wantsCare(source())).toBe(false);
  expect(wantsCare(source({ held: true }))).toBe(true);
  for (const state of ["stale", "missing", "rejected"] as const) {
    expect(wantsCare(source({ state }))).toBe(true);
  }
});
