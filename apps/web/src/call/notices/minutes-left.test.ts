import { expect, test } from "vitest";
import { minutesLeft } from "./minutes-left.ts";

test("a minute that has begun counts, and afterwards there is none left", () => {
  expect(minutesLeft(300_000, 0)).toBe(5);
  expect(minutesLeft(300_000, 1)).toBe(5);
  expect(minutesLeft(300_000, 240_000)).toBe(1);
  expect(minutesLeft(300_000, 300_000)).toBe(0);
  expect(minutesLeft(300_000, 900_000)).toBe(0);
});
