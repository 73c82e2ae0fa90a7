import { expect, test } from "vitest";
import { clockLeft } from "./clock-left.ts";

test.each([
  [600_000, "10:00"],
  [599_001, "10:00"],
  [61_000, "1:01"],
  [1, "0:01"],
  [0, undefined],
  [-5_000, undefined],
])("%d ms before the end %s is left", (left, clock) => {
  expect(clockLeft(1_000_000 + left, 1_000_000)).toBe(clock);
});
