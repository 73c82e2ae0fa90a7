import { expect, test } from "vitest";
import { isAround } from "./windows.ts";

const dayMs = 86_400_000;
const received = 1_000 * dayMs;

test("an act counts from 90 days before the receipt until 180 days after the closing, both included", () => {
  const closed = { receivedAt: received, closedAt: received + 3 * dayMs };
  const from = received - 90 * dayMs;
  const until = closed.closedAt + 180 * dayMs;
  const told = [from - 1, from, received, until, until + 1].map((at) => isAround(at, closed));
  expect(told).toEqual([false, true, true, true, false]);
});

test("while a request is open its window has no end", () => {
  const open = { receivedAt: received, closedAt: undefined };
  expect(isAround(received + 10_000 * dayMs, open)).toBe(true);
  expect(isAround(received - 90 * dayMs - 1, open)).toBe(false);
});
