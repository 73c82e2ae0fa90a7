import { type Place, parsePlace } from "@graticule/jurisdiction/place";
import { expect, test } from "vitest";
import { decide } from "./decide.ts";
import type { Decision, DecisionReason } from "./decision.ts";
import { explain, explainRefusal, surenessOf } from "./explain.ts";
import type { Limit, Order, Rule } from "./limit.ts";
import { compileLimits } from "./limits.ts";
import type { Fix } from "./location/fix.ts";

const china = parsePlace("CN") as Place;
const fix: Fix = { standing: "established", place: china, reasons: [] };
const unknown: Fix = { standing: "unknown", reasons: [] };

const denied: DecisionReason = {
  kind: "denied-place",
  limit: "r1",
  tier: "meeting",
  place: china,
};
const ordered: DecisionReason = {
  kind: "ordered",
  limit: "o1",
  place: china,
  until: 86_400_000,
  authority: "A court",
  law: "An act",
};
const doubt: DecisionReason = {
  kind: "doubt",
  limit: "r2",
  tier: "account",
  because: "unknown",
  onDoubt: "refuse",
};

function refusal(...reasons: readonly DecisionReason[]): Decision {
  const status = reasons.some(({ kind }) => kind === "ordered") ? 451 : 403;
  return { kind: "refuse", status, reasons };
}

test("someone let in or waiting gets no refusal to read", () => {
  expect(explainRefusal(fix, { kind: "admit", reasons: [] })).toBeUndefined();
  expect(explainRefusal(unknown, { kind: "hold", reasons: [doubt] })).toBeUndefined();
});

test("a rule's refusal names whose rule it is, the place and no authority", () => {
  expect(explainRefusal(fix, refusal(denied))).toEqual({
    decidedBy: "meeting",
    because: "denied-place",
    place: "CN",
    sure: "sure",
    evidence: [{ kind: "records-agree" }],
    limitPlace: "CN",
  });
});

test("a rule that lets in only some places tells them, whichever way it keeps someone out, and an order beside it doesn't", () => {
  const rule: Rule = {
    kind: "rule",
    id: "r",
    tier: "meeting",
    deny: [parsePlace("FR") as Place],
    allow: [parsePlace("DE") as Place, parsePlace("FR") as Place],
    only: {
      allow: [{ kind: "group", id: "DE and FR" }],
      deny: [{ kind: "place", code: "FR" }],
    },
    matches: "probable",
    onDoubt: "refuse",
  };
  const order: Order = { kind: "order", id: "o", jurisdiction: [china], from: 0, until: 9 };
  const told = (from: Fix, limits: readonly Limit[]) =>
    explainRefusal(from, decide(from, compileLimits(limits), 1));
  const france: Fix = { ...fix, place: parsePlace("FR") as Place };
  for (const from of [fix, france, unknown]) expect(told(from, [rule])?.only).toEqual(rule.only);
  const ordered = told(fix, [rule, order]);
  expect(ordered).toMatchObject({ because: "ordered" });
  expect(ordered).not.toHaveProperty("only");
});

test("where an order and a rule both refuse, the order is named, whichever comes first", () => {
  const told = {
    decidedBy: "order",
    because: "ordered",
    place: "CN",
    sure: "sure",
    evidence: [{ kind: "records-agree" }],
    limitPlace: "CN",
    until: 86_400_000,
    authority: "A court",
    law: "An act",
    orderId: ordered.limit,
  };
  expect(explainRefusal(fix, refusal(denied, ordered))).toEqual(told);
  expect(explainRefusal(fix, refusal(ordered, denied))).toEqual(told);
});

test("a sealed order names neither authority nor law, and says until when", () => {
  const sealed: DecisionReason = {
    ...{ kind: "ordered", limit: "o", place: china, until: 5 },
    sealedUntil: 9,
  };
  const told = explainRefusal(fix, refusal(sealed));
  const nameless = { authority: undefined, law: undefined, sealedUntil: 9 };
  expect(told).toMatchObject({ orderId: "o", ...nameless });
});

test("of two reasons of one kind the longer one is named", () => {
  const shorter: DecisionReason = { ...denied, limit: "r0", until: 10 };
  const longer: DecisionReason = { ...denied, limit: "r3", until: 20 };
  expect(explainRefusal(fix, refusal(shorter, longer))?.until).toBe(20);
  expect(explainRefusal(fix, refusal(longer, shorter))?.until).toBe(20);
  expect(explainRefusal(fix, refusal(longer, denied))).toMatchObject({ until: undefined });
});

test("doubt is named as such, without a place", () => {
  expect(explainRefusal(unknown, refusal(doubt))).toEqual({
    decidedBy: "account",
    because: "cannot-tell",
    sure: "cannot-tell",
    evidence: [{ kind: "nothing-known" }],
  });
});

test("each standing has its word", () => {
  expect(surenessOf(fix)).toBe("sure");
  expect(surenessOf({ ...fix, standing: "probable" } as Fix)).toBe("likely");
  expect(surenessOf({ standing: "contested", places: [], reasons: [] })).toBe("cannot-tell");
  expect(surenessOf(unknown)).toBe("cannot-tell");
});

test("the command line puts fix, outcome and every reason in plain words", () => {
  expect(explain(fix, refusal(denied, ordered))).toEqual([
    "place: China (CN), established (certain)",
    "decision: refuse (451)",
    "  meeting rule r1: no one in China (CN)",
    "  order o1: keeps out people in China (CN), until 1970-01-02T00:00:00.000Z",
  ]);
  const contested: Fix = {
    standing: "contested",
    places: [china, parsePlace("HK") as Place],
    reasons: [],
  };
  expect(explain(contested, { kind: "admit", reasons: [] })).toEqual([
    "place: contested (uncertain); possible: China (CN), Hong Kong (HK)",
    "decision: admit",
  ]);
  expect(explain(unknown, { kind: "hold", reasons: [{ ...doubt, onDoubt: "hold" }] })[2]).toBe(
    "  account rule r2: nothing is known about the address; in doubt, the rule has people wait in the lobby",
  );
});
