import type { AgreementReport } from "@graticule/api/agreement";
import { expect, test } from "vitest";
import { pairRows, placeRows, shownRows, worstPair } from "./agreement-view.ts";

const report: AgreementReport = {
  at: "2026-11-26T10:00:00Z",
  seed: 1,
  sources: [],
  families: [],
  places: [
    { place: "CN", said: 9_000, all: 8_100 },
    { place: "HK", said: 1_000, all: 600 },
    { place: "NU", said: 4, all: 0 },
  ],
  pairs: [
    { place: "HK", other: "CN", count: 60 },
    { place: "CN", other: "HK", count: 60 },
    { place: "NU", other: "CN", count: 4 },
  ],
  shares: { of: "known", families: [], probableBecause: [], sources: [], couldAdd: [] },
};
const names: Readonly<Record<string, string>> = { CN: "China", HK: "Hong Kong", NU: "Niue" };
const nameOf = (code: string): string => names[code] ?? code;
const codes = (rows: ReturnType<typeof shownRows>) =>
  rows.map(({ places }) => places.map(({ code }) => code).join(" "));
const largest = { column: 2, from: "largest" } as const;

test("a pair says how many addresses differ, and how many per 1,000 of the first place", () => {
  expect(pairRows(report, nameOf).map(({ numbers }) => numbers)).toEqual([
    [60, 60],
    [60, 7],
    [4, 1_000],
  ]);
  expect(placeRows(report, nameOf).map(({ numbers }) => numbers)).toEqual([
    [9_000, 900],
    [1_000, 600],
    [4, 0],
  ]);
});

test("rows are found by code or by part of a name, with all words matching", () => {
  const rows = pairRows(report, nameOf);
  expect(codes(shownRows(rows, "", largest))).toEqual(["HK CN", "CN HK", "NU CN"]);
  expect(codes(shownRows(rows, "hk", largest))).toEqual(["HK CN", "CN HK"]);
  expect(codes(shownRows(rows, "nIu chi", largest))).toEqual(["NU CN"]);
  expect(codes(shownRows(rows, "CN → NU", largest))).toEqual(["NU CN"]);
  expect(shownRows(rows, "N", largest)).toHaveLength(3);
  expect(shownRows(rows, "France", largest)).toEqual([]);
});

test("rows are sorted by any column, either way", () => {
  const rows = pairRows(report, nameOf);
  expect(codes(shownRows(rows, "", { column: 3, from: "largest" }))[0]).toBe("NU CN");
  expect(codes(shownRows(rows, "", { column: 3, from: "smallest" }))[0]).toBe("CN HK");
  expect(codes(shownRows(rows, "", { column: 0, from: "smallest" }))).toEqual([
    "CN HK",
    "HK CN",
    "NU CN",
  ]);
});

test("the sentence names the largest share, among places with enough addresses only", () => {
  expect(worstPair(report)).toEqual({ place: "HK", other: "CN", ofThousand: 60 });
  expect(worstPair({ ...report, pairs: [] })).toBeUndefined();
});
