import { ruleInput } from "@graticule/api/rules";
import { allCountries } from "@graticule/jurisdiction/country";
import { expect, test } from "vitest";
import { expandRule } from "./expand-rule.ts";

const as = { id: "r", tier: "meeting" } as const;
const expand = (input: object) => expandRule(ruleInput.parse(input), as);

test("an empty rule lets everyone in", () => {
  expect(expand({})).toEqual({
    kind: "rule",
    rule: {
      kind: "rule",
      id: "r",
      tier: "meeting",
      deny: [],
      allow: "everyone",
      matches: "probable",
      onDoubt: "admit",
    },
  });
});

test("groups become their places, once each, and deny stays beside allow", () => {
  const expanded = expand({
    allow: [
      { kind: "group", id: "EU" },
      { kind: "place", code: "FR" },
    ],
    deny: [{ kind: "place", code: "DE" }],
    until: "2026-12-01T00:00:00Z",
  });
  if (expanded.kind !== "rule") throw new Error("the rule was not expanded");
  const { allow, deny, until } = expanded.rule;
  expect(allow).toContain("RE");
  expect(allow).toHaveLength(27 + 7);
  expect(new Set(allow).size).toBe(allow.length);
  expect(deny).toEqual(["DE"]);
  expect(until).toBe(Date.UTC(2026, 11, 1));
});

test("an allow-list is told as its maker named it, with what is excepted, unless it is too long for a data packet", () => {
  const only = (input: object) => {
    const expanded = expand(input);
    return expanded.kind === "rule" ? expanded.rule.only : "problems";
  };
  const allow = [{ kind: "group", id: "EU" }];
  const deny = [{ kind: "place", code: "FR" }];
  expect(only({ allow })).toEqual({ allow, deny: [] });
  expect(only({ allow, deny })).toEqual({ allow, deny });
  expect(only({ deny })).toBeUndefined();
  const listed = allCountries.slice(0, 100).map((code) => ({ kind: "place", code }));
  expect(only({ allow: listed })).toMatchObject({ allow: listed });
  expect(only({ allow: listed, deny })).toBeUndefined();
});

test("a territory with its own code is that place, never its country", () => {
  expect(expand({ deny: [{ kind: "place", code: "CN-HK" }] })).toMatchObject({
    rule: { deny: ["HK"] },
  });
});

test("every entry that names nothing is reported", () => {
  expect(
    expand({
      deny: [
        { kind: "place", code: "FR" },
        { kind: "place", code: "EU" },
        { kind: "place", code: "FR-ZZZ" },
      ],
      allow: [{ kind: "group", id: "__proto__" }],
    }),
  ).toEqual({
    kind: "problems",
    problems: [
      { pointer: "/deny/1", detail: "There is no such place." },
      { pointer: "/deny/2", detail: "There is no such place." },
      { pointer: "/allow/0", detail: "There is no such group." },
    ],
  });
});
