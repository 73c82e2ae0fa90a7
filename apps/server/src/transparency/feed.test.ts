import type { Stories } from "@graticule/ledger/story";
import { expect, test } from "vitest";
import { followedEntries } from "./feed.ts";

// Was: the order was gone. Someone of intake alone enters 60 requests, and no reader of the feed sees it.
// Broken on purpose: a last `slice(-newest)` over all kinds.
test("a crowd of one kind of entry hides none of another in the feed", () => {
  const crowd = Array.from({ length: 60 }, (_, at) => 10 + at);
  const kinds = new Map([
    ["order-approved", [3]],
    ["request-received", crowd],
  ]);
  const told = followedEntries({ stories: { kinds } as unknown as Stories });
  expect(told[0]).toBe(3);
  expect(told.slice(1)).toEqual(crowd.slice(-50));
});
