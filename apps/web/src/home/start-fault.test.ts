import type { Problem } from "@graticule/api/problem";
import { expect, test } from "vitest";
import { words } from "../i18n/words.ts";
import { createFault } from "../meetings/create/use-create.ts";
import { isSignedOut, startFault } from "./start-fault.ts";

const offline = { kind: "failed", answer: { kind: "offline" } } as const;
const failed = (code: Problem["code"], detail?: string) => {
  const problem = { type: "x", title: "x", status: 400, code, ...(detail && { detail }) };
  return { kind: "failed", answer: { kind: "problem", code, problem } } as const;
};

test("a meeting that couldn't be started says why, and never that it is tried again by itself", () => {
  for (const fault of [startFault(offline)?.text, createFault(offline)]) {
    expect(fault).not.toMatch(/keep trying/);
  }
  const full = failed("conflict", "This account has reached its limit.");
  for (const fault of [startFault(full)?.text, createFault(full)]) {
    expect(fault).toBe("This account has reached its limit.");
  }
  for (const kind of ["no-keys", "code-kept"] as const) {
    expect(startFault({ kind })?.text).toBe(createFault({ kind }));
  }
  expect(createFault({ kind: "no-keys" })).toMatch(/Options/);
  expect(startFault({ kind: "broke" })?.text).toBe(words.app.failed);
  expect(createFault({ kind: "broke" })).toBe(words.app.failed);
  expect(startFault(undefined)).toBeUndefined();
});

test("only an answer that nobody is signed in asks again who is", () => {
  expect(isSignedOut(failed("unauthorized"))).toBe(true);
  expect([offline, failed("internal"), failed("conflict")].some(isSignedOut)).toBe(false);
});
