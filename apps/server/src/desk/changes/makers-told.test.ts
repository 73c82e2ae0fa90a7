import { expect, test } from "vitest";
import { makersTold } from "./makers-told.ts";

// Was: the rest left out without a word. Broken on purpose: the names that fit, alone.
test("the log says how many makers it doesn't name", () => {
  expect(makersTold([])).toBeNull();
  expect(makersTold(["One", "Other"])).toBe("One; Other");
  const many = Array.from({ length: 30 }, (_, at) => `${at}`.padStart(80, "m"));
  const told = makersTold(many) ?? "";
  expect(told.length).toBeLessThanOrEqual(2_000);
  expect(told.split("; ").at(-1)).toBe("and 6 more");
  expect(told.split("; ").slice(0, -1)).toEqual(many.slice(0, 24));
  expect(makersTold(["m".repeat(3_000)])).toBe("makers whose names don’t fit: 1");
});
