import { expect, test } from "vitest";
import { nextPath } from "./next-path.ts";

test("a path of this service is kept, with its search and fragment", () => {
  for (const path of ["/new", "/account/security", "/manage/abc-defg-hij?x=1#secret", "/"]) {
    expect(nextPath(path)).toBe(path);
  }
});

test("signing in never leads to another service", () => {
  for (const wanted of [
    undefined,
    "",
    "https://elsewhere.example/",
    "//elsewhere.example/",
    "///elsewhere.example/",
    "/\\elsewhere.example/",
    "/\t/elsewhere.example/",
    "\\\\elsewhere.example",
    "javascript:alert(1)",
    " /new",
    "/..//elsewhere.example/",
    "/.//elsewhere.example",
  ]) {
    expect([wanted, nextPath(wanted)]).toEqual([wanted, "/"]);
  }
});

test("signing in never leads back to the sign-in page", () => {
  expect(nextPath("/sign-in?next=/new")).toBe("/");
  expect(nextPath("/api/auth/sign-out")).toBe("/");
});
