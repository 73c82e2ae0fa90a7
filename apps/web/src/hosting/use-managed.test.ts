import { expect, test } from "vitest";
import type { Answer } from "../api/client.ts";
import { isOutage } from "./use-managed.ts";

const fault = (code: Extract<Answer<unknown>, { kind: "problem" }>["code"]): Answer<unknown> => ({
  kind: "problem",
  code,
  problem: { type: "x", title: "x", status: 500, code },
});

test("a service that can't answer doesn't make a valid host link invalid", () => {
  for (const code of ["cannot-check", "internal", "too-many"] as const) {
    expect(isOutage(fault(code))).toBe(true);
  }
  expect(isOutage({ kind: "offline" })).toBe(true);
  for (const code of ["unauthorized", "forbidden", "not-found", "invalid"] as const) {
    expect(isOutage(fault(code))).toBe(false);
  }
  expect(isOutage({ kind: "ok", value: 1 })).toBe(false);
});
