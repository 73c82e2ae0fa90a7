import fc from "fast-check";
import { expect, test } from "vitest";
import { createRateLimit } from "./rate-limit.ts";

type Options = Parameters<typeof createRateLimit>[0];

function limit(options: Options) {
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

// Broken on purpose: `share` for all, as it was → too-many for everyone not seen lately.
test("no flood keeps out a prefix that took nothing; it only gets its own buckets back", () => {
  const { clock, limit: pleas } = limit({ burst: 20, perSecond: 0.02 });
  const takes = (address: string, times: number) =>
    Array.from({ length: times }, () => pleas.take(address)).filter((word) => word === "ok").length;
  expect(takes("2001:db8::1", 21)).toBe(20);
  for (let net = 1; net <= 20_000; net += 1) {
    clock.nowMs += 45;
    pleas.take(`2a00:${net.toString(16)}::1`);
  }
  expect(takes("2001:db8::1", 21)).toBe(20);
  for (let net = 0; net < 256; net += 1) {
    expect(pleas.peek(`192.0.${net}.1`)).toBe("ok");
    expect(pleas.take(`192.0.${net}.1`)).toBe("ok");
  }
});

test("at the bound the bucket goes that was used longest ago, and only then", () => {
  const { limit: pleas } = limit({ burst: 1, perSecond: 0.001, maxBuckets: 2 });
  expect(pleas.take("192.0.1.1")).toBe("ok");
  expect(pleas.take("192.0.2.1")).toBe("ok");
  expect(pleas.peek("192.0.3.1")).toBe("ok");
  expect(pleas.take("192.0.1.1")).toBe("too-many");
  expect(pleas.take("192.0.3.1")).toBe("ok");
  expect(pleas.take("192.0.2.1")).toBe("too-many");
  expect(pleas.take("192.0.1.1")).toBe("ok");
});

test("where buckets are shared, a flood stays bounded and leaves known ones theirs (attack 13)", () => {
  const { clock, limit: joins } = limit({
    burst: 2,
    perSecond: 0.001,
    maxBuckets: 100,
    whenFull: "share",
  });
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
