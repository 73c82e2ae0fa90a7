import type { LimitInForce, OrderInForce, RuleInput } from "@graticule/api/rules";
import { expect, test } from "vitest";
import { hostWords } from "../i18n/host-words.ts";
import { holdsSentences } from "./limits-sentence.ts";

const names: Readonly<Record<string, string>> = {
  DE: "Germany",
  FR: "France",
  EU: "European Union",
};
const options = {
  name: (item: RuleInput["deny"][number]) =>
    names[item.kind === "place" ? item.code : item.id] ?? "somewhere",
  reader: { locale: "en-GB", timeZone: "UTC", now: Date.parse("2026-11-24T12:00:00Z") },
};
const place = (code: string) => ({ kind: "place", code }) as const;
const base: RuleInput = { deny: [], allow: "everyone", onDoubt: "admit", matches: "probable" };
const limit = (tier: LimitInForce["tier"], rule: Partial<RuleInput>): LimitInForce => ({
  tier,
  rule: { ...base, ...rule },
});

test("it says what holds, who decided it, and until when", () => {
  const rule = { deny: [place("DE")], until: "2026-11-24T18:00:00.000Z" };
  expect(holdsSentences([limit("meeting", rule)], options)[0]).toBe(
    "The host closed this meeting to Germany until 18:00 UTC.",
  );
  const own = limit("meeting", { deny: [place("DE")], allow: [place("FR")] });
  expect(holdsSentences([{ ...own, setBy: "co-host" }], options).slice(0, 2)).toEqual([
    "A co-host opened this meeting only to France.",
    "A co-host closed this meeting to Germany.",
  ]);
});

test("a host reads who can’t join, not who decided it, unless another host did", () => {
  const told = (own: Partial<RuleInput>, setBy?: LimitInForce["setBy"]) =>
    holdsSentences([{ ...limit("meeting", own), ...(setBy && { setBy }) }], options, {
      toHost: { none: hostWords.rule.none },
    }).slice(0, 2);
  const [deny, until] = [[place("DE")], "2026-11-24T18:00:00.000Z"];
  const allow = [place("FR")];
  expect(told({ deny, until })).toEqual([
    "People in Germany can’t join.",
    "This applies until 18:00 UTC.",
  ]);
  expect(told({ allow })[0]).toBe("Only people in France can join.");
  expect(told({ allow, deny })[0]).toBe("Only people in France can join, and no one from Germany.");
  expect(told({ deny }, "co-host")[0]).toBe("A co-host closed this meeting to Germany.");
  const platform = [limit("platform", { deny })];
  expect(holdsSentences(platform, options, { toHost: { none: hostWords.rule.none } })[0]).toBe(
    "This meeting has no rule of its own.",
  );
});

test("every tier has its own sentence, the host's first, in whatever order they come", () => {
  const said = holdsSentences(
    [
      { ...limit("platform", { deny: [place("FR")] }), ground: "sanctions" },
      limit("account", { allow: [{ kind: "group", id: "EU" }] }),
      limit("meeting", { deny: [place("DE")] }),
    ],
    options,
  );
  expect(said.slice(0, 3)).toEqual([
    "The host closed this meeting to Germany.",
    "The host’s organisation opened all its meetings only to the European Union.",
    "This service is closed to France. Reason: sanctions.",
  ]);
});

test("a limit of the service without a known ground says that none is given", () => {
  const odd = { ...limit("platform", { deny: [place("FR")] }), ground: "constructor" };
  expect(holdsSentences([odd], options)[1]).toContain("Reason: none given");
});

test("a limit with both lists says both", () => {
  const both = limit("meeting", { allow: [{ kind: "group", id: "EU" }], deny: [place("FR")] });
  expect(holdsSentences([both], options).slice(0, 2)).toEqual([
    "The host opened this meeting only to the European Union.",
    "The host closed this meeting to France.",
  ]);
});

test("in doubt the strictest limit decides", () => {
  const said = (rules: readonly RuleInput["onDoubt"][]): string | undefined =>
    holdsSentences(
      rules.map((onDoubt) => limit("meeting", { deny: [place("DE")], onDoubt })),
      options,
    ).at(-1);
  expect(said(["admit", "ask"])).toContain("we ask them");
  expect(said(["ask", "hold", "admit"])).toContain("wait in the lobby.");
  expect(said(["refuse", "ask"])).toContain("can’t join either");
});

test("no limit, and a limit that lets everyone in, say that everyone can join", () => {
  expect(holdsSentences([], options)).toEqual(["Everyone can join, from anywhere."]);
  expect(holdsSentences([limit("meeting", {})], options)).toEqual([
    "Everyone can join, from anywhere.",
  ]);
});

test("with an order in force, no sentence says that everyone can join (regression: “Everyone can join, from anywhere.” above an order)", () => {
  const order = { places: ["DE"], excepted: [], until: "2026-11-24T18:00:00.000Z" };
  const said = (orders: readonly OrderInForce[], limits: readonly LimitInForce[] = []) =>
    holdsSentences(limits, options, { orders });
  expect(said([{ ...order, authority: "Ministry of Meetings" }])).toEqual([
    "The host lets people in from anywhere.",
    "An order (Ministry of Meetings) keeps out people who are certain to be in Germany, until 18:00 UTC.",
  ]);
  expect(said([{ ...order, excepted: ["FR"] }], [limit("meeting", {})])).toEqual([
    "The host lets people in from anywhere.",
    "An order keeps out people who are certain to be in Germany, until 18:00 UTC.",
    "It doesn’t apply in France.",
  ]);
  const all = [
    limit("platform", { deny: [place("FR")] }),
    limit("meeting", { deny: [place("DE")] }),
  ];
  expect(said([order], all).map((sentence) => sentence.split(" ").slice(0, 3).join(" "))).toEqual([
    "The host closed",
    "This service is",
    "If we can’t",
    "An order keeps",
  ]);
});

test("a limit of the service alone does not hide that the host sets none, except from people not shown the host's rule", () => {
  const platform = [{ ...limit("platform", { deny: [place("FR")] }), ground: "sanctions" }];
  expect(holdsSentences(platform, options)[0]).toBe("The host lets people in from anywhere.");
  expect(holdsSentences(platform, options, { ownRule: "left-out" })[0]).toBe(
    "This service is closed to France. Reason: sanctions.",
  );
});

test("others than the host read that an order holds, not for whom", () => {
  expect(holdsSentences([], options, { orders: "some" })).toEqual([
    "The host lets people in from anywhere.",
    "An order limits access by place.",
  ]);
});
