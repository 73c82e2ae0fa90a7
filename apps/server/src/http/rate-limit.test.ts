import fc from "fast-check";
import { expect, test } from "vitest";
import { createRateLimit } from "./rate-limit.ts";

function limit(options: { burst: number; perSecond: number; maxBuckets?: number }) {
  const clock = { nowMs: 0 };
  return { clock, limit: createRateLimit({ ...options, monotonicNowMs: () => clock.nowMs }) };
}

test("a prefix gets its burst, then waits for the refill; its neighbours don't (attack 13)", () => {
  const { clock, limit: joins } = limit({ burst: 3, perSecond: 1 });
  for (const host of [1, 2, 3]) expect(joins.take(`198.51.100.${host}`)).toBe("ok");
  expect(joins.take("198.51.100.77")).toBe("too-many");
  expect(joins.take("198.51.101.1")).toBe("ok");
  clock.nowMs = 1_000;
  expect(joins.take("198.51.100.1")).toBe("ok");
  expect(joins.take("198.51.100.1")).toBe("too-many");
});

test("peeking takes nothing", () => {
  const { limit: joins } = limit({ burst: 1, perSecond: 1 });
  for (let look = 0; look < 5; look += 1) expect(joins.peek("192.0.2.1")).toBe("ok");
  expect(joins.take("192.0.2.1")).toBe("ok");
  expect(joins.peek("192.0.2.1")).toBe("too-many");
});

test("a flood from many prefixes stays bounded and leaves known ones their buckets (attack 13)", () => {
  const { clock, limit: joins } = limit({ burst: 2, perSecond: 0.001, maxBuckets: 100 });
  expect(joins.take("192.0.2.1")).toBe("ok");
  let refused = 0;
  for (let net = 0; net < 1_000; net += 1) {
    if (joins.take(`10.${net >> 8}.${net & 255}.1`) === "too-many") refused += 1;
  }
  expect(refused).toBeGreaterThan(850);
  expect(joins.take("192.0.2.1")).toBe("ok");
  clock.nowMs = 10_000_000;
  expect(joins.take("10.200.0.1")).toBe("ok");
});

test("everything that isn't an address shares one bucket", () => {
  const { limit: joins } = limit({ burst: 1, perSecond: 0.001 });
  expect(joins.take("unknown")).toBe("ok");
  expect(joins.take("08.8.8.8")).toBe("too-many");
});

test("a bucket never gives more than its burst plus its refill", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(500), { maxLength: 200 }), (waits) => {
      const { clock, limit: joins } = limit({ burst: 5, perSecond: 2 });
      let given = 0;
      for (const wait of waits) {
        clock.nowMs += wait;
        if (joins.take("192.0.2.9") === "ok") given += 1;
      }
      expect(given).toBeLessThanOrEqual(5 + (clock.nowMs / 1000) * 2);
    }),
  );
});
