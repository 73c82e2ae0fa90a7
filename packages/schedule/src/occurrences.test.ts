import fc from "fast-check";
import { expect, test } from "vitest";
import { nextStarts, occurrences, type RepetitionRule, type Timetable } from "./occurrences.ts";

/** The next starts from the first one on, at most so many, to the minute. */
function starts(startsAt: string, repeat: Partial<RepetitionRule> | undefined, most = 5): string[] {
  const timetable = {
    startsAt: Date.parse(startsAt),
    timeZone: "Europe/Paris",
    repeat: repeat && ({ every: "week", interval: 1, ...repeat } as const),
  };
  const found = nextStarts(timetable, { fromMs: Number.NEGATIVE_INFINITY, most });
  return found.map((start) => new Date(start).toISOString().slice(0, 16));
}

test("every week at nine stays at nine when clocks change, in spring and in autumn", () => {
  expect(starts("2026-03-19T08:00:00Z", {}, 3)).toEqual([
    "2026-03-19T08:00",
    "2026-03-26T08:00",
    "2026-04-02T07:00",
  ]);
  expect(starts("2026-10-22T07:00:00Z", {}, 2)).toEqual(["2026-10-22T07:00", "2026-10-29T08:00"]);
});

test("a time that clocks skip comes an hour later, and one shown twice comes the first time", () => {
  const daily = { every: "day" } as const;
  // 02:30 in Paris; on 29 March 2026 clocks go from 02:00 to 03:00.
  expect(starts("2026-03-28T01:30:00Z", daily, 3)).toEqual([
    "2026-03-28T01:30",
    "2026-03-29T01:30",
    "2026-03-30T00:30",
  ]);
  // On 25 October 2026 clocks show 02:30 twice.
  expect(starts("2026-10-24T00:30:00Z", daily, 3)).toEqual([
    "2026-10-24T00:30",
    "2026-10-25T00:30",
    "2026-10-26T01:30",
  ]);
});

test("the first start is exactly the given moment, even the second time of one shown twice", () => {
  expect(starts("2026-10-25T01:30:00Z", { every: "day" }, 2)).toEqual([
    "2026-10-25T01:30",
    "2026-10-26T01:30",
  ]);
});

test("a start between two seconds stays there, since a meeting may begin now", () => {
  const startsAt = Date.parse("2026-11-24T20:41:07.651Z");
  const timetable = {
    startsAt,
    timeZone: "Europe/Paris",
    repeat: { every: "day", interval: 1 },
  } as const;
  expect(nextStarts(timetable, { fromMs: startsAt + 1, most: 1 })).toEqual([startsAt + 86_400_000]);
});

test("a month without a 31st is left out and doesn't count", () => {
  expect(starts("2027-05-31T10:00:00Z", { every: "month", count: 4 })).toEqual([
    "2027-05-31T10:00",
    "2027-07-31T10:00",
    "2027-08-31T10:00",
    "2027-10-31T11:00",
  ]);
});

test("the 29th of February recurs only in leap years", () => {
  expect(starts("2028-02-29T12:00:00Z", { every: "month", interval: 12 }, 2)).toEqual([
    "2028-02-29T12:00",
    "2032-02-29T12:00",
  ]);
});

test("a repetition ends by its count or by its day, that day included", () => {
  expect(starts("2026-12-01T09:00:00Z", { count: 2 })).toHaveLength(2);
  const until = "2026-12-15T09:00:00.000Z";
  expect(starts("2026-12-01T09:00:00Z", { until })).toHaveLength(3);
});

test("every other week skips one", () => {
  expect(starts("2026-12-01T09:00:00Z", { interval: 2 }, 2)[1]).toBe("2026-12-15T09:00");
});

test("a meeting that doesn't repeat has one start, and none after it", () => {
  expect(starts("2026-12-01T09:00:00Z", undefined)).toEqual(["2026-12-01T09:00"]);
  const once = { startsAt: 1_000, timeZone: "UTC", repeat: undefined };
  expect(nextStarts(once, { fromMs: 2_000, most: 5 })).toEqual([]);
});

const zone = fc.constantFrom(
  ...["Europe/Paris", "America/St_Johns", "Australia/Lord_Howe", "Asia/Tehran", "Asia/Kathmandu"],
  ...["Africa/Casablanca", "America/Sao_Paulo", "Pacific/Apia", "UTC"],
);
const moment = fc
  .integer({ min: Date.UTC(2000, 0), max: Date.UTC(2060, 0) })
  .map((ms) => ms - (ms % 1000));

test("from any starting point, the occurrences are the same", () => {
  const repeat = fc.record({
    every: fc.constantFrom("day" as const, "week" as const, "month" as const),
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
        const timetable: Timetable = { startsAt, timeZone, repeat: { ...every, ...end } };
        const all: number[] = [];
        for (const start of occurrences(timetable)) if (all.push(start) > 32) break;
        const from = all[Math.min(nth, all.length - 1)] ?? 0;
        const [again] = occurrences(timetable, from);
        const [after] = occurrences(timetable, from + 1);
        expect(again).toBe(from);
        expect(after).toBe(all[all.indexOf(from) + 1]);
        expect(all).toEqual(all.toSorted((a, b) => a - b));
      },
    ),
  );
});
