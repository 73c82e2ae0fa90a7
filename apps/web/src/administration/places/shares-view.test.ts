import type { AgreementReport } from "@graticule/api/agreement";
import { expect, test } from "vitest";
import { causeRows, couldAddRows, isBeyondHelp, percent, sourceRows } from "./shares-view.ts";

const none = { mobile: 0, registeredElsewhere: 0, stale: 0, notMeasured: 0, oneMaker: 0 };
const shares: AgreementReport["shares"] = {
  of: "routed",
  families: [],
  probableBecause: [
    { family: "ipv4", ...none, stale: 0.25, oneMaker: 0.75 },
    { family: "ipv6", ...none, oneMaker: 1 },
  ],
  sources: [
    { id: "a", adds: { ipv4: 0.1, ipv6: 0 }, prevents: { ipv4: 0, ipv6: 0 } },
    { id: "b", adds: { ipv4: 0.2, ipv6: 0.1 }, prevents: { ipv4: 0, ipv6: 0.01 } },
    { id: "c", adds: { ipv4: 0, ipv6: 0 }, prevents: { ipv4: 0, ipv6: 0 } },
  ],
  couldAdd: [
    { id: "d", ipv4: 0, ipv6: 0 },
    { id: "e", ipv4: 0.3, ipv6: 0.2 },
  ],
};

test("tables leave out what is nothing, and have the most first", () => {
  expect(causeRows(shares)).toEqual([
    { key: "stale", ipv4: 0.25, ipv6: 0 },
    { key: "oneMaker", ipv4: 0.75, ipv6: 1 },
  ]);
  expect(sourceRows(shares, "adds").map(({ key }) => key)).toEqual(["b", "a"]);
  expect(sourceRows(shares, "prevents")).toEqual([{ key: "b", ipv4: 0, ipv6: 0.01 }]);
  expect(couldAddRows(shares).map(({ key }) => key)).toEqual(["e"]);
});

test("a family without addresses counts as nothing", () => {
  const one = { ...shares, probableBecause: shares.probableBecause.slice(0, 1) };
  expect(causeRows(one).map(({ ipv6 }) => ipv6)).toEqual([0, 0]);
});

test("that more sources don't help is said only where that is so", () => {
  expect(isBeyondHelp(causeRows(shares))).toBe(false);
  expect(isBeyondHelp([{ key: "mobile", ipv4: 0, ipv6: 0.1 }])).toBe(true);
});

test("a share is 0 or 100 % only where it is exactly that", () => {
  expect([0, 0.0001, 0.5, 0.9999, 1].map(percent)).toEqual([
    "0.0 %",
    "under 0.1 %",
    "50.0 %",
    "over 99.9 %",
    "100.0 %",
  ]);
});
