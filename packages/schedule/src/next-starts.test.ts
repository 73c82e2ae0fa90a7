import { expect, test } from "vitest";
import { nextStarts, type Repetition } from "./occurrences.ts";

const next = (
  start: string,
  options: { readonly zone: string; readonly repeat?: Partial<Repetition>; readonly most?: number },
): readonly string[] =>
  nextStarts(
    {
      startsAt: Date.parse(start),
      timeZone: options.zone,
      repeat:
        options.repeat === undefined
          ? undefined
          : { every: "week", interval: 1, ...options.repeat },
    },
    { fromMs: 0, most: options.most ?? 5 },
  ).map((at) => new Date(at).toISOString().slice(0, 16));

test("nine o'clock stays nine o'clock where the clocks change", () => {
  expect(next("2026-10-19T07:00:00Z", { zone: "Europe/Paris", repeat: {}, most: 2 })).toEqual([
    "2026-10-19T07:00",
    "2026-10-26T08:00",
  ]);
  expect(next("2026-10-19T07:00:00Z", { zone: "UTC", repeat: {}, most: 2 })[1]).toBe(
    "2026-10-26T07:00",
  );
});

test("an hour that the clock leaves out comes an hour later, one that it shows twice comes once", () => {
  // Paris: 2027-03-28 02:30 doesn't exist; 2026-10-25 02:30 exists twice.
  const daily = { every: "day" } as const;
  expect(next("2027-03-27T01:30:00Z", { zone: "Europe/Paris", repeat: daily, most: 3 })).toEqual([
    "2027-03-27T01:30",
    "2027-03-28T01:30",
    "2027-03-29T00:30",
  ]);
  expect(next("2026-10-24T00:30:00Z", { zone: "Europe/Paris", repeat: daily, most: 3 })).toEqual([
    "2026-10-24T00:30",
    "2026-10-25T00:30",
    "2026-10-26T01:30",
  ]);
});

test("a month without a 31st is left out and doesn't count", () => {
  const repeat = { every: "month", count: 4 } as const;
  expect(next("2027-01-31T12:00:00Z", { zone: "UTC", repeat })).toEqual([
    "2027-01-31T12:00",
    "2027-03-31T12:00",
    "2027-05-31T12:00",
    "2027-07-31T12:00",
  ]);
});

test("the 29th of February comes back only in leap years", () => {
  const repeat = { every: "month", interval: 12 } as const;
  expect(next("2028-02-29T12:00:00Z", { zone: "UTC", repeat, most: 2 })).toEqual([
    "2028-02-29T12:00",
    "2032-02-29T12:00",
  ]);
});

test("a repetition ends by its number or by its day, that day included", () => {
  expect(next("2026-12-01T09:00:00Z", { zone: "UTC", repeat: { count: 2 } })).toHaveLength(2);
  const until = "2026-12-15T09:00:00.000Z";
  expect(next("2026-12-01T09:00:00Z", { zone: "UTC", repeat: { until } })).toHaveLength(3);
});

test("every other week skips one", () => {
  expect(next("2026-12-01T09:00:00Z", { zone: "UTC", repeat: { interval: 2 }, most: 2 })[1]).toBe(
    "2026-12-15T09:00",
  );
});

test("a meeting that doesn't repeat has one start, and none after it", () => {
  expect(next("2026-12-01T09:00:00Z", { zone: "UTC" })).toEqual(["2026-12-01T09:00"]);
  const once = { startsAt: 1_000, timeZone: "UTC", repeat: undefined };
  expect(nextStarts(once, { fromMs: 2_000, most: 5 })).toEqual([]);
});
