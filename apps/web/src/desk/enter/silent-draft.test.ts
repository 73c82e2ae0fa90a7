import { expect, test } from "vitest";
import { emptySilent, faultsOfSilent, silentOf } from "./silent-draft.ts";

const now = Date.parse("2026-11-25T23:30:00Z");

test("a silent slot opens within 366 days, and what came did so by today", () => {
  const wrong = (changed: object) =>
    Object.entries(faultsOfSilent({ ...emptySilent, until: "2026-12-01", ...changed }, now))
      .filter(([, fault]) => fault !== undefined)
      .map(([field]) => field);
  expect(wrong({})).toEqual([]);
  expect(wrong({ until: "" })).toEqual(["until"]);
  expect(wrong({ until: "2026-11-24" })).toEqual(["until"]);
  expect(wrong({ until: "2026-11-25", came: "2026-11-25" })).toEqual([]);
  expect(wrong({ until: "2027-11-26" })).toEqual([]);
  expect(wrong({ until: "2027-11-27" })).toEqual(["until"]);
  expect(wrong({ came: "2026-11-26" })).toEqual(["came"]);
});

test("what is left out of a silent slot is not sent", () => {
  expect(silentOf({ ...emptySilent, until: "2026-12-01" })).toEqual({ until: "2026-12-01" });
  const all = { until: "2026-12-01", branch: "court", country: "FR", came: "2026-11-25" } as const;
  expect(silentOf(all)).toEqual(all);
});
