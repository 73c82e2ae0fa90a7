import type { RulePreview } from "@graticule/api/rules";
import { expect, test } from "vitest";
import type { Answer } from "../api/client.ts";
import { isBehind, looksAgain, nextLook, type PreviewLook } from "./preview-look.ts";

const at = (minute: number): string => new Date(Date.UTC(2026, 10, 29, 10, minute)).toISOString();
const counted = (minute: number): Answer<RulePreview> => ({
  kind: "ok",
  value: { leave: "a-few", wait: "none", stay: "many", asOf: at(minute) },
});

test("an effect is asked for again once the page knows a newer count, and not before", () => {
  const look = nextLook(undefined, counted(1));
  expect(isBehind(undefined, at(9))).toBe(false);
  expect(isBehind(look, at(1))).toBe(false);
  expect(isBehind(look, new Date(Date.parse(at(2)) - 1).toISOString())).toBe(false);
  expect(isBehind(look, at(2))).toBe(true);
  expect(isBehind(nextLook(look, counted(2)), at(2))).toBe(false);
});

test("what was known stays when it can’t be asked again, which is then not tried", () => {
  const offline: Answer<RulePreview> = { kind: "offline" };
  const first = nextLook(undefined, counted(1));
  const failed = nextLook(first, offline);
  expect(failed.preview).toEqual(first.preview);
  expect([looksAgain(failed), isBehind(failed, at(2))]).toEqual([false, false]);
  expect(nextLook(undefined, offline).preview).toBeUndefined();
});

test("an unchanged rule leaves previews for others: of ten in ten minutes it takes six", () => {
  let look: PreviewLook | undefined;
  let asked = 0;
  for (let minute = 0; minute < 60; minute += 1) {
    if (look !== undefined && !isBehind(look, at(minute))) continue;
    look = nextLook(look, counted(minute));
    asked += 1;
  }
  expect(asked).toBe(6);
  expect(look?.preview?.asOf).toBe(at(5));
});
