import { expect, test } from "vitest";
import { readinessOf } from "./readiness.ts";

test.each([
  ["ready", { draining: false, decides: true }],
  ["draining", { draining: true, decides: true }],
  ["cannot-decide", { draining: false, decides: false }],
] as const)("people are sent here only while it goes on and can decide: %s", (status, now) => {
  const parts = { isDraining: () => now.draining, canDecide: () => now.decides };
  expect(readinessOf(parts)).toEqual({ status });
});
