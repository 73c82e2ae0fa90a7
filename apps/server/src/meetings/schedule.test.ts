import fc from "fast-check";
import { expect, test } from "vitest";
import {
  nextOpening,
  occurrences,
  presentOrNext,
  type Schedule,
  scheduleEnd,
  type Use,
} from "./schedule.ts";
import { isTimeZone, momentOf, wallTimeAt } from "./zoned-time.ts";

function scheduleOf(startsAt: string, repeat: Partial<Schedule["repeat"]> = {}): Schedule {
  return {
    startsAt: Date.parse(startsAt),
    durationMinutes: 60,
    timeZone: "Europe/Paris",
    repeat: { every: "week", interval: 1, ...repeat },
  };
}

function starts(schedule: Schedule, count: number, from?: string): string[] {
  const found: string[] = [];
  for (const start of occurrences(schedule, from === undefined ? undefined : Date.parse(from))) {
    if (found.length === count) break;
    found.push(new Date(start).toISOString().slice(0, 16));
  }
  return found;
}

test("every week at nine stays at nine when clocks change, in spring and in autumn", () => {
  expect(starts(scheduleOf("2026-03-19T08:00:00Z"), 3)).toEqual([
    "2026-03-19T08:00",
    "2026-03-26T08:00",
    "2026-04-02T07:00",
  ]);
  expect(starts(scheduleOf("2026-10-22T07:00:00Z"), 2)).toEqual([
    "2026-10-22T07:00",
    "2026-10-29T08:00",
  ]);
});

test("a time that clocks skip comes an hour later, and one shown twice comes the first time", () => {
  const daily = { every: "day" } as const;
  // 02:30 in Paris; on 29 March 2026 clocks go from 02:00 to 03:00.
  expect(starts(scheduleOf("2026-03-28T01:30:00Z", daily), 3)).toEqual([
    "2026-03-28T01:30",
    "2026-03-29T01:30",
    "2026-03-30T00:30",
  ]);
  // On 25 October 2026 clocks show 02:30 twice.
  expect(starts(scheduleOf("2026-10-24T00:30:00Z", daily), 3)).toEqual([
    "2026-10-24T00:30",
    "2026-10-25T00:30",
    "2026-10-26T01:30",
  ]);
});

test("the first start is the very moment that was said, also the second time of one shown twice", () => {
  const second = scheduleOf("2026-10-25T01:30:00Z", { every: "day" });
  expect(starts(second, 2)).toEqual(["2026-10-25T01:30", "2026-10-26T01:30"]);
});

test("months without a 31st have no occurrence, and none is counted for them", () => {
  const monthly = scheduleOf("2026-01-31T10:00:00Z", { every: "month", count: 4 });
  expect(starts(monthly, 9)).toEqual([
    "2026-01-31T10:00",
    "2026-03-31T09:00",
    "2026-05-31T09:00",
    "2026-07-31T09:00",
  ]);
  expect(new Date(scheduleEnd(monthly) ?? 0).toISOString()).toBe("2026-07-31T10:00:00.000Z");
});

test("a leap day comes again in leap years only, also over a century that has none", () => {
  const yearly = scheduleOf("2096-02-29T12:00:00Z", { every: "month", interval: 12 });
  expect(starts(yearly, 2)).toEqual(["2096-02-29T12:00", "2104-02-29T12:00"]);
  expect(presentOrNext(yearly, empty("2097-01-01T00:00:00Z"))).toBe(
    Date.parse("2104-02-29T12:00:00Z"),
  );
});

test("count and until end it, each by itself and both together", () => {
  const counted = scheduleOf("2026-11-02T09:00:00Z", { every: "day", interval: 2, count: 3 });
  expect(starts(counted, 9)).toEqual(["2026-11-02T09:00", "2026-11-04T09:00", "2026-11-06T09:00"]);
  expect(starts(counted, 9, "2026-11-05T00:00:00Z")).toEqual(["2026-11-06T09:00"]);
  const until = scheduleOf("2026-11-02T09:00:00Z", { until: "2026-11-16T09:00:00Z" });
  expect(starts(until, 9)).toEqual(["2026-11-02T09:00", "2026-11-09T09:00", "2026-11-16T09:00"]);
  expect(scheduleEnd(until)).toBe(Date.parse("2026-11-16T10:00:00Z"));
  const both = scheduleOf("2026-11-02T09:00:00Z", { count: 2, until: "2030-01-01T00:00:00Z" });
  expect(scheduleEnd(both)).toBe(Date.parse("2026-11-09T10:00:00Z"));
  expect(scheduleEnd(scheduleOf("2026-11-02T09:00:00Z"))).toBeUndefined();
});

const empty = (now: string, emptySince?: string, endedAt?: string): Use => ({
  now: Date.parse(now),
  endedAt: endedAt === undefined ? undefined : Date.parse(endedAt),
  inside: { emptySince: emptySince === undefined ? undefined : Date.parse(emptySince) },
});
const used = (now: string, endedAt?: string): Use => ({
  ...empty(now, undefined, endedAt),
  inside: "somebody",
});

test("an occurrence runs from a quarter before its start until it was ended or an hour empty", () => {
  const weekly = scheduleOf("2026-11-02T09:00:00Z");
  const presentAt = (use: Use) => new Date(presentOrNext(weekly, use) ?? 0).toISOString();
  const [first, second] = ["2026-11-02T09:00:00.000Z", "2026-11-09T09:00:00.000Z"];
  expect(presentAt(empty("2026-11-02T09:59:59Z"))).toBe(first);
  expect(presentAt(empty("2026-11-02T10:00:00Z"))).toBe(second);
  expect(presentAt(used("2026-11-04T10:00:00Z"))).toBe(first);
  expect(presentAt(used("2026-11-09T08:44:59Z"))).toBe(first);
  expect(presentAt(used("2026-11-09T08:45:00Z"))).toBe(second);
  expect(presentAt(empty("2026-11-02T11:29:00Z", "2026-11-02T10:30:00Z"))).toBe(first);
  expect(presentAt(empty("2026-11-02T11:30:00Z", "2026-11-02T10:30:00Z"))).toBe(second);
  // Left before it began: it waits for its start all the same.
  expect(presentAt(empty("2026-11-02T09:30:00Z", "2026-11-02T08:50:00Z"))).toBe(first);
  // Ended in its quarter of an hour; what was ended the week before says nothing.
  expect(presentAt(empty("2026-11-02T08:51:00Z", undefined, "2026-11-02T08:50:00Z"))).toBe(second);
  expect(presentAt(used("2026-11-09T09:01:00Z", "2026-11-02T09:30:00Z"))).toBe(second);
});

test("after the last occurrence there is none, and a single one is over like any other", () => {
  const once: Schedule = { ...scheduleOf("2026-11-02T09:00:00Z"), repeat: undefined };
  expect(presentOrNext(once, empty("2026-01-01T00:00:00Z"))).toBe(once.startsAt);
  expect(presentOrNext(once, used("2026-11-03T09:00:00Z"))).toBe(once.startsAt);
  expect(presentOrNext(once, empty("2026-11-03T09:00:00Z"))).toBeUndefined();
  expect(nextOpening(once, Date.parse("2026-11-02T08:44:00Z"))).toBe(
    Date.parse("2026-11-02T08:45:00Z"),
  );
  expect(nextOpening(once, Date.parse("2026-11-02T08:45:00Z"))).toBeUndefined();
});

test("a name of a zone is one that has rules", () => {
  expect(["Europe/Paris", "UTC", "Asia/Hong_Kong"].every(isTimeZone)).toBe(true);
  expect(["", "Nowhere/Land", "+02:00", "-0500", "CET; DROP"].some(isTimeZone)).toBe(false);
});

const zone = fc.constantFrom(
  ...["Europe/Paris", "America/St_Johns", "Australia/Lord_Howe", "Asia/Tehran", "Asia/Kathmandu"],
  ...["Africa/Casablanca", "America/Sao_Paulo", "Pacific/Apia", "UTC"],
);
const moment = fc
  .integer({ min: Date.UTC(2000, 0), max: Date.UTC(2060, 0) })
  .map((ms) => ms - (ms % 1000));

test("what clocks show leads back to its moment, or to the first time that they showed it", () => {
  fc.assert(
    fc.property(moment, zone, (ms, timeZone) => {
      const back = momentOf(wallTimeAt(ms, timeZone), timeZone);
      expect(back).toBeLessThanOrEqual(ms);
      expect(wallTimeAt(back, timeZone)).toEqual(wallTimeAt(ms, timeZone));
    }),
  );
});

test("asked from anywhere, the occurrences are the same ones", () => {
  const repeat = fc.record({
    every: fc.constantFrom("day", "week", "month"),
    interval: fc.integer({ min: 1, max: 52 }),
  });
  const ends = fc.constantFrom({}, { count: 7 }, { until: "2061-01-01T00:00:00Z" });
  fc.assert(
    fc.property(
      moment,
      zone,
      repeat,
      ends,
      fc.integer({ min: 0, max: 30 }),
      (startsAt, timeZone, every, end, nth) => {
        const schedule: Schedule = {
          ...{ startsAt, timeZone, durationMinutes: 30 },
          repeat: { ...every, ...end } as Schedule["repeat"],
        };
        const all: number[] = [];
        for (const start of occurrences(schedule)) if (all.push(start) > 32) break;
        const from = all[Math.min(nth, all.length - 1)] ?? 0;
        const [again] = occurrences(schedule, from);
        const [after] = occurrences(schedule, from + 1);
        expect(again).toBe(from);
        expect(after).toBe(all[all.indexOf(from) + 1]);
        expect(all).toEqual(all.toSorted((a, b) => a - b));
      },
    ),
  );
});
