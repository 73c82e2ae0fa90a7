import { expect, test } from "vitest";
import { isPeaceAfter } from "./strangers.ts";

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
