import { expect, test } from "vitest";
import { placeAt } from "./place-at.ts";

test.each([
  ["FR", 2.35, 48.86],
  ["HK", 114.17, 22.3],
  ["CN", 114.06, 22.55],
  ["TW", 121.5, 25],
  ["PR", -66.1, 18.4],
  ["US", -157.8, 21.3],
  ["UA-43", 34.1, 44.95],
  ["UA", 30.5, 50.45],
  ["XK", 21.16, 42.66],
  [undefined, -40, 30],
])("%s is at %d, %d", (code, longitude, latitude) => {
  expect(placeAt(longitude, latitude)).toBe(code);
});
