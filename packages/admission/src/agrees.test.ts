import { type Place, parsePlace } from "@graticule/jurisdiction/place";
import fc from "fast-check";
import { expect, test } from "vitest";
import { agrees, decideAsStated } from "./agrees.ts";
import { decide } from "./decide.ts";
import type { Limit, Order, Rule } from "./limit.ts";
import { compileLimits } from "./limits.ts";
import type { Fix } from "./location/fix.ts";

function place(code: string): Place {
  const parsed = parsePlace(code);
  if (parsed === undefined) throw new Error(code);
  return parsed;
}

const at = (standing: "established" | "probable", code: string): Fix => ({
  standing,
  place: place(code),
  reasons: [],
});
const between = (...codes: string[]): Fix => ({
  standing: "contested",
  places: codes.map(place),
  reasons: [],
});
const unknown: Fix = { standing: "unknown", reasons: [] };

const rule = (more: Partial<Rule>): Rule => ({
  kind: "rule",
  id: "r",
  tier: "meeting",
  deny: [],
  allow: "everyone",
  matches: "probable",
  onDoubt: "ask",
  ...more,
});
const answer = (fix: Fix, stated: string, ...limits: Limit[]) =>
  decideAsStated(fix, place(stated), { limits: compileLimits(limits), now: 5 });

test("a likely place agrees with itself, with its parts and with what contains it", () => {
  for (const standing of ["established", "probable"] as const) {
    expect(agrees(at(standing, "UA"), place("UA"))).toBe(true);
    expect(agrees(at(standing, "UA"), place("UA-43"))).toBe(true);
    expect(agrees(at(standing, "UA-43"), place("UA"))).toBe(true);
    expect(agrees(at(standing, "UA-43"), place("UA-30"))).toBe(false);
    expect(agrees(at(standing, "CN"), place("HK"))).toBe(false);
  }
});

test("a contested fix agrees with each of the places in question, an unknown one with none", () => {
  const fix = between("CN", "HK");
  expect(["CN", "HK", "CN-GD", "TW"].map((code) => agrees(fix, place(code)))).toEqual([
    ...[true, true, true, false],
  ]);
  expect(agrees(between(), place("FR"))).toBe(false);
  expect(agrees(unknown, place("FR"))).toBe(false);
});

test("someone asked who names the likely place is in; everyone else waits", () => {
  const asks = rule({ deny: [place("CN")] });
  expect(answer(between("FR", "DE"), "FR", asks).kind).toBe("admit");
  expect(answer(between("FR", "DE"), "HK", asks).kind).toBe("hold");
  expect(answer(unknown, "FR", asks).kind).toBe("hold");
});

test("someone who names a place that the rule keeps out is refused by it", () => {
  const asks = rule({ deny: [place("CN")] });
  expect(answer(between("CN", "HK"), "CN", asks)).toMatchObject({ kind: "refuse", status: 403 });
  expect(answer(between("CN", "HK"), "HK", asks).kind).toBe("admit");
});

test("where a rule wants a sure place and asks, a stated likely one is enough", () => {
  const asks = rule({ allow: [place("FR")], matches: "established" });
  expect(answer(at("probable", "FR"), "FR", asks).kind).toBe("admit");
  expect(answer(at("probable", "FR"), "DE", asks).kind).toBe("hold");
});

test("a rule about a part of a country asks for the part: the country alone settles nothing", () => {
  const asks = rule({ deny: [place("UA-43")] });
  expect(answer(at("established", "UA"), "UA", asks).kind).toBe("hold");
  expect(answer(at("established", "UA"), "UA-30", asks).kind).toBe("admit");
  expect(answer(at("established", "UA"), "UA-43", asks).kind).toBe("refuse");
});

test("an answer overrules no rule that holds in doubt without asking", () => {
  const asks = rule({ deny: [place("CN")] });
  const holds = rule({ id: "h", tier: "account", deny: [place("HK")], onDoubt: "hold" });
  expect(answer(between("FR", "DE"), "FR", asks, holds).kind).toBe("hold");
  expect(answer(between("FR", "DE"), "FR", holds).kind).toBe("hold");
});

const places = ["CN", "HK", "UA", "UA-43", "UA-30", "FR", "US", "US-CA"].map(place);
const anyPlaces = fc.uniqueArray(fc.constantFrom(...places), { maxLength: 4 });
const anyRule: fc.Arbitrary<Rule> = fc
  .record({
    id: fc.constantFrom("a", "b", "c", "d"),
    deny: anyPlaces,
    allow: fc.oneof(fc.constant("everyone" as const), anyPlaces),
    matches: fc.constantFrom("probable" as const, "established" as const),
    onDoubt: fc.constantFrom("admit" as const, "hold" as const, "refuse" as const, "ask" as const),
  })
  .map(rule);
const anyOrder: fc.Arbitrary<Order> = anyPlaces.map((jurisdiction) => ({
  kind: "order",
  id: "o",
  jurisdiction,
  from: 0,
  until: 9,
}));
const anyLimits = fc.array(fc.oneof({ weight: 4, arbitrary: anyRule }, anyOrder), { maxLength: 5 });
const anyFix: fc.Arbitrary<Fix> = fc.oneof(
  fc.record({
    standing: fc.constantFrom("established" as const, "probable" as const),
    place: fc.constantFrom(...places),
    reasons: fc.constant([]),
  }),
  anyPlaces.map((some): Fix => ({ standing: "contested", places: some, reasons: [] })),
  fc.constant(unknown),
);
const anyStated = fc.constantFrom(...places);

test("stating a place opens nothing that would refuse a settled fix there", () => {
  fc.assert(
    fc.property(anyLimits, anyFix, anyStated, (limits, fix, stated) => {
      const compiled = compileLimits(limits);
      const decision = decideAsStated(fix, stated, { limits: compiled, now: 5 });
      const settled = decide({ standing: "probable", place: stated, reasons: [] }, compiled, 5);
      const silent = decide(fix, compiled, 5);
      if (settled.kind === "refuse" && silent.kind !== "admit") {
        expect(decision.kind).not.toBe("admit");
      }
      if (silent.kind !== "hold") expect(decision).toEqual(silent);
      if (decision.kind !== silent.kind) expect(agrees(fix, stated)).toBe(true);
    }),
    { numRuns: 3_000 },
  );
});

test("an order ignores what people state, and a statement brings no one nearer to it", () => {
  fc.assert(
    fc.property(anyLimits, anyOrder, anyFix, anyStated, (limits, order, fix, stated) => {
      const now = 5;
      const rules = limits.filter(({ kind }) => kind === "rule");
      const ordered = compileLimits([...rules, order]);
      const decision = decideAsStated(fix, stated, { limits: ordered, now });
      const silent = decide(fix, ordered, now);
      if (silent.kind === "refuse") expect(decision).toEqual(silent);
      else {
        const without = { limits: compileLimits(rules), now };
        expect(decision).toEqual(decideAsStated(fix, stated, without));
      }
    }),
    { numRuns: 3_000 },
  );
});

test("doubt refuses no one unless a rule says so, or the person names a denied place", () => {
  fc.assert(
    fc.property(anyLimits, anyFix, anyStated, (limits, fix, stated) => {
      if (fix.standing === "established" || fix.standing === "probable") return;
      const gentle = limits.filter((one) => one.kind === "order" || one.onDoubt !== "refuse");
      const compiled = compileLimits(gentle);
      expect(decide(fix, compiled, 5).kind).not.toBe("refuse");
      const decision = decideAsStated(fix, stated, { limits: compiled, now: 5 });
      const named = decide({ standing: "probable", place: stated, reasons: [] }, compiled, 5);
      if (decision.kind === "refuse") expect(decision).toEqual(named);
    }),
    { numRuns: 3_000 },
  );
});
