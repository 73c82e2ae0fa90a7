import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type ChangeFeed, createChangeFeed } from "./change-feed.ts";

let feed: ChangeFeed;
const told: string[] = [];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "Date", "performance"] });
  told.length = 0;
  // Nothing listens there: no notification in this test comes from a database.
  feed = createChangeFeed({ kind: "url", url: "postgres://127.0.0.1:9/none" });
  feed.onChange(({ kind }) => void told.push(kind));
});

afterEach(async () => {
  vi.useRealTimers();
  await feed.close();
});

test("a machine that slept checks everything as soon as it wakes (attack 28)", () => {
  vi.advanceTimersByTime(5_000);
  expect(told).toEqual([]);
  vi.setSystemTime(Date.now() + 8 * 3_600_000);
  vi.advanceTimersByTime(1_000);
  expect(told).toEqual(["all"]);
  vi.advanceTimersByTime(5_000);
  expect(told).toEqual(["all"]);
});

test("everything is checked now and then, even without a notification", () => {
  vi.advanceTimersByTime(60_000);
  expect(told).toEqual(["all", "all"]);
});
