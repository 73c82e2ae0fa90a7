import { expect, test } from "vitest";
import { worstOf } from "./own-effect.ts";

test("of several seats of one reader the worst is told, and one that can't be known is not told as one that stays", () => {
  expect(worstOf(["stay", "wait", "leave"])).toBe("leave");
  expect(worstOf(["stay", "wait"])).toBe("wait");
  expect(worstOf(["stay", undefined])).toBeUndefined();
  expect(worstOf(["stay", "stay"])).toBe("stay");
  expect(worstOf([])).toBeUndefined();
});
