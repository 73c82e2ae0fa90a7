import { expect, test } from "vitest";
import { groupCounts } from "./count-groups.ts";

test("related counters are grouped, and empty groups are left out", () => {
  const groups = groupCounts(
    [
      "join-refused-rule",
      "gate-admitted",
      "seat-removed-rule",
      "gate-refused-rule",
      "join-held",
    ].map((name) => ({ name, count: 1 })),
  );
  expect(groups.map(({ group, counts }) => [group, ...counts.map(({ name }) => name)])).toEqual([
    ["in", "gate-admitted"],
    ["out", "join-refused-rule", "gate-refused-rule", "join-held"],
    ["removed", "seat-removed-rule"],
  ]);
});

test("a counter unknown to this page is still shown", () => {
  expect(groupCounts([{ name: "something-new", count: 3 }])).toEqual([
    { group: "other", counts: [{ name: "something-new", count: 3 }] },
  ]);
});
