import type { PlatformRule } from "@graticule/api/administration";
import { expect, test } from "vitest";
import { limitsAbove } from "./limits-above.ts";

const rule = { deny: [], allow: "everyone", onDoubt: "admit", matches: "probable" } as const;
const platform = (state: PlatformRule["state"], until?: string): PlatformRule => ({
  id: state,
  name: "List",
  ground: "sanctions",
  reviewAt: "2027-03-01T00:00:00.000Z",
  enteredAt: "2026-11-01T00:00:00.000Z",
  effectiveAt: "2026-11-08T00:00:00.000Z",
  state,
  requests: [],
  waitsForReview: false,
  rule: { ...rule, deny: [], ...(until === undefined ? {} : { until }) },
});
const held = (mode: "default" | "locked") => ({
  mode,
  rule: { ...rule, deny: [] },
  setAt: "2026-11-01T00:00:00.000Z",
});

test("only what is locked or in force holds now; what is coming shows its day", () => {
  const above = limitsAbove(held("locked"), [
    platform("in-force"),
    platform("coming"),
    platform("over"),
  ]);
  expect(above.now.map(({ tier }) => tier)).toEqual(["account", "platform"]);
  expect(above.coming).toMatchObject([{ from: "2026-11-08T00:00:00.000Z" }]);
  expect(limitsAbove(held("default"), []).now).toEqual([]);
  const unreadable = { ...platform("invalid"), rule: undefined };
  expect(limitsAbove(undefined, [unreadable])).toEqual({ now: [], coming: [] });
});

test("a rule of the service ends at its review date, or earlier if it says so", () => {
  const untilOf = (until?: string): string | undefined =>
    limitsAbove(undefined, [platform("in-force", until)]).now[0]?.rule.until;
  expect(untilOf()).toBe("2027-03-01T00:00:00.000Z");
  expect(untilOf("2026-12-24T00:00:00.000Z")).toBe("2026-12-24T00:00:00.000Z");
  expect(untilOf("2028-01-01T00:00:00.000Z")).toBe("2027-03-01T00:00:00.000Z");
});
