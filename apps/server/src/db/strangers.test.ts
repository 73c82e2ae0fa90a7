import { expect, test } from "vitest";
import { isAtWork, isPeaceAfter } from "./strangers.ts";

/** Ten looks, of which as many were disturbed. */
const disturbedAt = (count: number): boolean[] => Array.from({ length: 10 }, (_, at) => at < count);

// Was: signed again from the fifth quiet look on, so that someone who was there a third of the time was hardly noticed. Broken
// on purpose: one bound for both.
test("five disturbed looks of ten end the peace, and it is back once nine are quiet", () => {
  const after = (wasPeace: boolean) =>
    [0, 1, 2, 4, 5, 10].map((count) => isPeaceAfter(wasPeace, disturbedAt(count)));
  expect(after(true)).toEqual([true, true, true, true, false, false]);
  expect(after(false)).toEqual([true, true, false, false, false, false]);
});

// Broken on purpose: only harm counts; harm long ago counts; failed looks count.
test("five looks of ten that saw someone, or harm just now, show someone at work; a database that is away doesn't", () => {
  const seen = (count: number) =>
    Array.from({ length: 10 }, (_, at) =>
      at < count ? ("someone" as const) : ("no one" as const),
    );
  expect([0, 4, 5, 10].map((count) => isAtWork(seen(count)))).toEqual([false, false, true, true]);
  expect(isAtWork(["no one", "harm"])).toBe(true);
  expect(isAtWork(["harm", "no one"])).toBe(false);
  expect(isAtWork(Array.from({ length: 10 }, () => "nothing" as const))).toBe(false);
});
