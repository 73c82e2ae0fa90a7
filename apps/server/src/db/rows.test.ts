import { expect, test } from "vitest";
import { fromRow } from "./rows.ts";

test("a row has undefined for each null, and keeps other falsy values", () => {
  const row = { id: "a", why: null, count: 0, is: false, text: "" };
  expect(fromRow<object>(row)).toStrictEqual({ ...row, why: undefined });
});
