import { expect, test } from "vitest";
import { strengthOf } from "./password-strength.ts";

test("a short password says how many characters are missing", () => {
  expect(strengthOf("")).toEqual({ kind: "empty" });
  expect(strengthOf("abc")).toEqual({ kind: "short", more: 7 });
});

test("what guessers try first is weak, however long", () => {
  for (const password of [
    "aaaaaaaaaaaaaaaa",
    "abcdefghijklmnop",
    "qwertyuiop12345",
    "passwordpassword1",
    "1234567890123456",
    "ababababababab",
  ]) {
    expect([password, strengthOf(password).kind]).toEqual([password, "weak"]);
  }
});

test("your own name or address makes a password weak", () => {
  expect(strengthOf("marchetti2026", []).kind).not.toBe("weak");
  expect(strengthOf("marchetti2026", ["Zoë Marchetti", "zoe@example.org"]).kind).toBe("weak");
});

test("length counts more than unusual characters", () => {
  expect(strengthOf("lamp orchard velvet").kind).toBe("strong");
  expect(strengthOf("lamporchard").kind).toBe("fair");
  expect(strengthOf("Lamp-orchard7").kind).toBe("strong");
});
