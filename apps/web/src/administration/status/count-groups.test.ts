import { expect, test } from "vitest";
import { groupCounts } from "./count-groups.ts";

test("counters stand with their like, and groups without any are left out", () => {
  const groups = groupCounts(
    [
      "join-refused-rule",
      "gate-admitted",
      "seat-removed-rule",
      "gate-refused-order",
      "join-held",
    ].map((name) => ({ name, count: 1 })),
  );
  expect(groups.map(({ group, counts }) => [group, ...counts.map(({ name }) => name)])).toEqual([
    ["in", "gate-admitted"],
    ["out", "join-refused-rule", "gate-refused-order", "join-held"],
    ["removed", "seat-removed-rule"],
  ]);
});

test("a counter that this page doesn't know is still shown", () => {
  expect(groupCounts([{ name: "something-new", count: 3 }])).toEqual([
    { group: "other", counts: [{ name: "something-new", count: 3 }] },
  ]);
});
