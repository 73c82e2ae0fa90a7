import type { PlatformRule } from "@graticule/api/administration";
import { expect, test } from "vitest";
import { toLocalField } from "../../i18n/time.ts";
import { openDraft } from "../../rules/rule-draft.ts";
import {
  effectiveFrom,
  faultOfPlatformRule,
  groupRules,
  inputOfPlatformRule,
  latestReview,
} from "./platform-rule-draft.ts";

const now = Date.parse("2026-11-24T12:00:00Z");
const day = 86_400_000;
const review = (days: number): string => toLocalField(new Date(now + days * day).toISOString());
const places = {
  ...openDraft,
  mode: "except" as const,
  deny: [{ kind: "place" as const, code: "DE" }],
};
const draft = { name: "A list", ground: "sanctions" as const, reviewAt: review(90) };

test("a rule takes effect after seven days and is reviewed within 180", () => {
  expect(effectiveFrom(now)).toBe("2026-12-01T12:00:00.000Z");
  expect(latestReview(now)).toBe("2027-05-23T12:00:00.000Z");
});

test("a rule needs a name, places, and a review date after it takes effect", () => {
  expect(faultOfPlatformRule(draft, places, now)).toBeUndefined();
  expect(faultOfPlatformRule({ ...draft, name: " " }, places, now)).toBe("name");
  expect(faultOfPlatformRule(draft, openDraft, now)).toBe("places");
  expect(faultOfPlatformRule(draft, { ...places, deny: [] }, now)).toBe("places");
  for (const days of [-1, 7, 181]) {
    const reviewed = { ...draft, reviewAt: review(days) };
    expect(faultOfPlatformRule(reviewed, places, now)).toBe("review");
  }
  expect(faultOfPlatformRule({ ...draft, reviewAt: "" }, places, now)).toBe("review");
  expect(faultOfPlatformRule({ ...draft, reviewAt: review(180) }, places, now)).toBeUndefined();
});

test("a rule ends at its review date and at no other time", () => {
  const timed = { ...places, until: "2026-12-24T12:00:00Z" };
  const input = inputOfPlatformRule(draft, timed);
  expect(input?.rule).not.toHaveProperty("until");
  expect(Date.parse(input?.reviewAt ?? "")).toBe(now + 90 * day);
  expect(inputOfPlatformRule({ ...draft, reviewAt: "" }, places)).toBeUndefined();
});

test("rules in force come first, the newest at the top", () => {
  const rule = (id: string, state: PlatformRule["state"], enteredAt: string) =>
    ({ id, state, enteredAt }) as PlatformRule;
  const groups = groupRules([
    rule("a", "over", "2026-01-01T00:00:00Z"),
    rule("b", "in-force", "2026-02-01T00:00:00Z"),
    rule("c", "in-force", "2026-03-01T00:00:00Z"),
  ]);
  expect(groups.map(({ state, rules }) => [state, ...rules.map(({ id }) => id)])).toEqual([
    ["in-force", "c", "b"],
    ["over", "a"],
  ]);
});
