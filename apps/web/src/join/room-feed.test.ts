import type { Refusal } from "@graticule/api/problem";
import { expect, test } from "vitest";
import { contestOf, RoomFeed } from "./room-feed.ts";

const by = (orderId?: string): Refusal => ({
  decidedBy: "order",
  because: "ordered",
  sure: "sure",
  evidence: [],
  orderId,
});

// Broken on purpose: whatever was said last → the page of B shows A's answer, and offers no claim.
test("what the desk answered about one order is no answer to the next: the page offers the claim again", () => {
  const feed = new RoomFeed();
  const contest = { kind: "stays-out", orderId: "a", why: "Seen there." } as const;
  feed.hearEvent({ kind: "contest", contest });
  const shown = (orderId?: string) => contestOf(by(orderId), feed.currentContest());
  expect(shown("a")).toEqual(contest);
  expect(shown("b")).toBeUndefined();
  expect(shown()).toBeUndefined();
});
