import type { RuleInput } from "@graticule/api/rules";
import { expect, test } from "vitest";
import { openDraft, toDraft } from "./rule-draft.ts";
import { canUndo, settable } from "./rule-undo.ts";

const now = Date.parse("2026-11-24T12:00:00Z");
const rule = (code: string, until?: string): RuleInput => ({
  deny: [{ kind: "place", code }],
  allow: "everyone",
  onDoubt: "admit",
  matches: "probable",
  ...(until === undefined ? {} : { until }),
});

test("a change can be undone while what it set still holds", () => {
  const applied = { before: undefined, after: rule("DE") };
  expect(canUndo(applied, toDraft(rule("DE")))).toBe(true);
  expect(canUndo(applied, toDraft(rule("FR")))).toBe(false);
  expect(canUndo(applied, openDraft)).toBe(false);
  expect(canUndo(undefined, openDraft)).toBe(false);
});

test("lifting can be undone too", () => {
  expect(canUndo({ before: rule("DE"), after: undefined }, openDraft)).toBe(true);
});

test("what is set again is the rule alone, without its time and version", () => {
  const held = { ...rule("DE"), setAt: "2026-11-24T11:00:00Z", version: 4, insideFrom: "x" };
  expect(settable(held, now)).toEqual(rule("DE"));
});

test("an expired rule is not set again", () => {
  expect(settable(rule("DE", "2026-11-24T11:59:00Z"), now)).toBeUndefined();
  expect(settable(rule("DE", "2026-11-24T12:01:00Z"), now)).toBeDefined();
  expect(settable(undefined, now)).toBeUndefined();
});
