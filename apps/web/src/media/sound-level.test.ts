import { expect, test } from "vitest";
import { heardLevel, levelOf } from "./sound-level.ts";

const tone = (amplitude: number) =>
  Float32Array.from({ length: 1_024 }, (_, index) => amplitude * Math.sin(index / 5));

test("silence is nothing, and background noise is not speech", () => {
  expect(levelOf(new Float32Array(1_024))).toBe(0);
  expect(levelOf(new Float32Array())).toBe(0);
  expect(levelOf(tone(0.002))).toBeLessThan(heardLevel);
});

test("speech is heard, louder is more, and nothing is more than full", () => {
  expect(levelOf(tone(0.05))).toBeGreaterThan(heardLevel);
  expect(levelOf(tone(0.2))).toBeGreaterThan(levelOf(tone(0.05)));
  expect(levelOf(tone(1))).toBe(1);
});
