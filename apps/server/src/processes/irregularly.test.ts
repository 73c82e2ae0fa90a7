import { afterEach, expect, test, vi } from "vitest";
import { irregularly } from "./irregularly.ts";

afterEach(() => {
  vi.useRealTimers();
});

// Broken on purpose: everyMs alone.
test("no one knows when it is done next", () => {
  vi.useFakeTimers();
  const began = Date.now();
  const at: number[] = [];
  const end = irregularly(() => void at.push(Date.now() - began), 1_000);
  vi.advanceTimersByTime(100_000);
  end();
  vi.advanceTimersByTime(100_000);
  const gaps = at.map((one, n) => one - (at[n - 1] ?? 0));
  expect(gaps.length).toBeGreaterThan(66);
  expect(gaps.length).toBeLessThan(200);
  expect(new Set(gaps).size).toBeGreaterThan(30);
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(500);
  expect(Math.max(...gaps)).toBeLessThanOrEqual(1_500);
});
