import { type Place, parsePlace } from "@graticule/jurisdiction/place";
import fc from "fast-check";
import { expect, test } from "vitest";
import { decide } from "./decide.ts";
import type { Limit } from "./limit.ts";
import { compileLimits, nextChangeAt, noLimits, ordersInForce } from "./limits.ts";
import type { Fix } from "./location/fix.ts";

const france = parsePlace("FR") as Place;

function order(id: string, from: number, until: number): Limit {
  return { kind: "order", id, jurisdiction: [france], from, until };
}

function rule(id: string, span: { readonly from?: number; readonly until?: number }): Limit {
  const said = {
    deny: [france],
    allow: "everyone",
    matches: "probable",
    onDoubt: "admit",
  } as const;
  return { kind: "rule", id, tier: "meeting", ...said, ...span };
}

const anySpan = fc.tuple(fc.nat(20), fc.nat(20));

test("without limits nothing will change and no order holds", () => {
  expect(nextChangeAt(noLimits, 0)).toBeUndefined();
  expect(ordersInForce(noLimits, 0)).toBe(0);
});

test("the next change is the first beginning or end after now", () => {
  const limits = compileLimits([order("a", 5, 9), rule("b", { until: 7 }), rule("c", { from: 9 })]);
  expect([0, 4, 5, 6, 7, 8, 9, 99].map((now) => nextChangeAt(limits, now))).toEqual([
    5,
    5,
    7,
    7,
    9,
    9,
    undefined,
    undefined,
  ]);
});

test("between now and the next change no decision changes", () => {
  const fix: Fix = { standing: "established", place: france, reasons: [] };
  fc.assert(
    fc.property(fc.array(anySpan, { maxLength: 6 }), fc.nat(22), (spans, now) => {
      const limits = compileLimits(
        spans.map(([from, until], index) =>
          index % 2 === 0 ? order(`o${index}`, from, until) : rule(`r${index}`, { from, until }),
        ),
      );
      const decision = decide(fix, limits, now);
      const change = nextChangeAt(limits, now) ?? 30;
      expect(change).toBeGreaterThan(now);
      for (let later = now; later < change; later++) {
        expect(decide(fix, limits, later)).toEqual(decision);
      }
    }),
  );
});

test("orders count from their start until before their end, and rules never do", () => {
  fc.assert(
    fc.property(fc.array(anySpan, { maxLength: 6 }), fc.nat(22), (spans, now) => {
      const orders = spans.map(([from, until], index) => order(`o${index}`, from, until));
      const limits = compileLimits([...orders, rule("r", {})]);
      const expected = spans.filter(([from, until]) => from <= now && now < until).length;
      expect(ordersInForce(limits, now)).toBe(expected);
    }),
  );
});

test("changing a list after compiling changes no decision", () => {
  const deny = [france];
  const limits = compileLimits([{ ...rule("r", {}), kind: "rule", deny } as Limit]);
  deny.length = 0;
  const fix: Fix = { standing: "established", place: france, reasons: [] };
  expect(decide(fix, limits, 0).kind).toBe("refuse");
});
