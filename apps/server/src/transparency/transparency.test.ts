import type { Day } from "@graticule/ledger/day";
import { addEntry, noStories } from "@graticule/ledger/story";
import { entryOf, recordAt } from "@graticule/ledger/tests/sample-log";
import { expect, test } from "vitest";
import type { LogView } from "./followed-log.ts";
import { createToldLog } from "./transparency.ts";

const hash = "0123456789abcdef".repeat(4);
const day = "2026-11-25" as Day;

function viewOf(entries: readonly object[]): LogView {
  const stories = noStories();
  for (const entry of entries) addEntry(stories, entryOf({ day, ...entry }));
  const parts = { stories, today: day, nameAt: () => "A court", requests: () => [1] };
  return parts as unknown as LogView;
}

test("a request's story says of its orders what the list says: a restore suspends them until they are confirmed", async () => {
  const order = recordAt(1);
  const asked = { request: 1, branch: "court", demands: [], meetings: [] };
  const days = { from: day, until: day, reason: hash, law: hash };
  const base = [
    { kind: "request-received", authority: hash, ...asked },
    { kind: "order-approved", request: 1, order, meeting: hash, places: ["CN"], ...days },
  ];
  const log = createToldLog({ entries: async () => [] });
  const statesIn = async (...more: object[]) => {
    const view = viewOf([...base, ...more]);
    const story = await log.story(view, 1);
    return [
      ...log.requests(view).rows.flatMap(({ orders }) => orders.map(({ state }) => state)),
      ...(story === "absent" ? [story] : Object.entries(story.orders).flat()),
    ];
  };
  const restored = { kind: "restored", since: day };
  expect(await statesIn()).toEqual(["in-force", order, "in-force"]);
  expect(await statesIn(restored)).toEqual(["suspended", order, "suspended"]);
  const confirmed = { kind: "order-confirmed", order };
  expect(await statesIn(restored, confirmed)).toEqual(["in-force", order, "in-force"]);
});
