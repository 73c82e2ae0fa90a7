import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { alone } from "./open-cluster.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

// Broken on purpose: the time counts from when the process began.
test("the time to come back counts from when a service that is alone serves, however long its start takes", async () => {
  const { owners, ready } = alone();
  vi.advanceTimersByTime(20_000);
  expect(performance.now() - owners.since("room")).toBe(0);
  await ready();
  vi.advanceTimersByTime(3_000);
  expect(performance.now() - owners.since("room")).toBe(3_000);
});
