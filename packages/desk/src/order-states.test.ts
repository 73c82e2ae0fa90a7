import fc from "fast-check";
import { expect, test } from "vitest";
import { longestOrderMs, type OrderRecord, type OrderState, orderStateAt } from "./order-states.ts";

const order: OrderRecord = {
  startsAt: 100,
  endsAt: 200,
  outcome: "approved",
  end: undefined,
  appealDueAt: undefined,
  log: "signed",
};
const statesOf = (more: Partial<OrderRecord>): OrderState[] =>
  [99, 100, 199, 200].map((now) => orderStateAt({ ...order, ...more }, now));

test("an order is approved before it begins, in force until it ends, and lapsed from then on", () => {
  expect(statesOf({})).toEqual(["approved", "in-force", "in-force", "lapsed"]);
});

test("a proposal that no one decides lapses, and a refused one never holds", () => {
  expect(statesOf({ outcome: "none" })).toEqual(["proposed", "proposed", "proposed", "lapsed"]);
  expect(statesOf({ outcome: "refused" })).toEqual(Array(4).fill("not-approved"));
});

test("an order waits for the public log, and is suspended while no one signs that", () => {
  expect(statesOf({ log: "silent" })).toEqual([...Array(3).fill("waits-for-log"), "lapsed"]);
  expect(statesOf({ log: "stopped" })).toEqual(["approved", "suspended", "suspended", "lapsed"]);
});

test("an order that a restored database brought back is suspended, also before it begins", () => {
  expect(statesOf({ log: "restored" })).toEqual([...Array(3).fill("suspended"), "lapsed"]);
  expect(new Set(statesOf({ log: "restored", end: { kind: "lifted" } }))).toEqual(
    new Set(["lifted"]),
  );
});

test("an order that was ended says how, whatever the time", () => {
  const ends = ["lifted", "overturned", "appeal-not-decided", "occurrence-over"] as const;
  const states = ends.map((kind) => [...new Set(statesOf({ end: { kind } }))]);
  expect(states).toEqual([["lifted"], ["overturned"], ["lapsed"], ["lapsed"]]);
});

test("an appeal not decided in time ends an order at that moment", () => {
  expect(statesOf({ appealDueAt: 199 })).toEqual(["approved", "in-force", "lapsed", "lapsed"]);
  expect(statesOf({ appealDueAt: 300 })).toEqual(statesOf({}));
});

test("time alone ends every order, an end is final, and only two people's order is ever in force", () => {
  const anyOrder: fc.Arbitrary<OrderRecord> = fc.record({
    startsAt: fc.nat(1_000),
    endsAt: fc.nat(1_000).map((length) => 1_001 + length),
    outcome: fc.constantFrom("none" as const, "approved" as const, "refused" as const),
    end: fc.option(
      fc.record({
        kind: fc.constantFrom(
          ...(["lifted", "overturned", "appeal-not-decided", "occurrence-over"] as const),
        ),
      }),
      { nil: undefined },
    ),
    appealDueAt: fc.option(fc.nat(3_000), { nil: undefined }),
    log: fc.constantFrom(...(["silent", "restored", "stopped", "signed"] as const)),
  });
  const over: readonly OrderState[] = ["not-approved", "lifted", "overturned", "lapsed"];
  fc.assert(
    fc.property(anyOrder, fc.nat(4_000), fc.nat(4_000), (one, now, laterBy) => {
      const state = orderStateAt(one, now);
      if (over.includes(state)) expect(orderStateAt(one, now + laterBy)).toBe(state);
      expect(over).toContain(orderStateAt(one, one.endsAt));
      if (state !== "in-force") return;
      expect([one.outcome, one.log]).toEqual(["approved", "signed"]);
      expect(one.end).toBeUndefined();
      expect(one.startsAt <= now && now < one.endsAt).toBe(true);
      expect(now).toBeLessThan(one.appealDueAt ?? Number.POSITIVE_INFINITY);
    }),
  );
  expect(longestOrderMs).toBe(7 * 86_400_000);
});
