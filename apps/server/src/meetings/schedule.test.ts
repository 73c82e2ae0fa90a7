import { occurrences } from "@graticule/schedule/occurrences";
import { expect, test } from "vitest";
import {
  isNextOpen,
  nextOpening,
  presentOrNext,
  type Schedule,
  scheduleEnd,
  type Use,
} from "./schedule.ts";

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

test("months without a 31st have no occurrence, and count as none", () => {
  const monthly = scheduleOf("2026-01-31T10:00:00Z", { every: "month", count: 4 });
  expect(starts(monthly, 9)).toEqual([
    "2026-01-31T10:00",
    "2026-03-31T09:00",
    "2026-05-31T09:00",
    "2026-07-31T09:00",
  ]);
  expect(new Date(scheduleEnd(monthly) ?? 0).toISOString()).toBe("2026-07-31T10:00:00.000Z");
});

test("a leap day recurs in leap years only, also across a century that has none", () => {
  const yearly = scheduleOf("2096-02-29T12:00:00Z", { every: "month", interval: 12 });
  expect(starts(yearly, 2)).toEqual(["2096-02-29T12:00", "2104-02-29T12:00"]);
  expect(presentOrNext(yearly, empty("2097-01-01T00:00:00Z"))).toBe(
    Date.parse("2104-02-29T12:00:00Z"),
  );
});

test("a count and an end date each end a series, alone and together", () => {
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
  inside: "in-use",
});

test("an occurrence runs from a quarter of an hour before its start until it is ended or has been empty for an hour", () => {
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
  // Left before it began: it still waits for its start.
  expect(presentAt(empty("2026-11-02T09:30:00Z", "2026-11-02T08:50:00Z"))).toBe(first);
  // Ended within its first quarter of an hour; an end the week before doesn't count.
  expect(presentAt(empty("2026-11-02T08:51:00Z", undefined, "2026-11-02T08:50:00Z"))).toBe(second);
  expect(presentAt(used("2026-11-09T09:01:00Z", "2026-11-02T09:30:00Z"))).toBe(second);
});

test("after the last occurrence there is none, and a single one ends like any other", () => {
  const once: Schedule = { ...scheduleOf("2026-11-02T09:00:00Z"), repeat: undefined };
  expect(presentOrNext(once, empty("2026-01-01T00:00:00Z"))).toBe(once.startsAt);
  expect(presentOrNext(once, used("2026-11-03T09:00:00Z"))).toBe(once.startsAt);
  expect(presentOrNext(once, empty("2026-11-03T09:00:00Z"))).toBeUndefined();
  expect(nextOpening(once, Date.parse("2026-11-02T08:44:00Z"))).toBe(
    Date.parse("2026-11-02T08:45:00Z"),
  );
  expect(nextOpening(once, Date.parse("2026-11-02T08:45:00Z"))).toBeUndefined();
});

test("another occurrence is open once it opens, however the meeting was moved since the one that started", () => {
  const startedAt = Date.parse("2026-11-02T09:00:00Z");
  const openAt = (startsAt: string, now: string, repeat?: Partial<Schedule["repeat"]>) =>
    isNextOpen(scheduleOf(startsAt, repeat), startedAt, Date.parse(now));
  expect(openAt("2026-11-02T09:00:00Z", "2026-11-09T08:44:59Z")).toBe(false);
  expect(openAt("2026-11-02T09:00:00Z", "2026-11-09T08:45:00Z")).toBe(true);
  // Made daily, or moved to Wednesdays.
  expect(openAt("2026-11-02T09:00:00Z", "2026-11-03T08:45:00Z", { every: "day" })).toBe(true);
  expect(openAt("2026-11-04T09:00:00Z", "2026-11-04T08:45:00Z")).toBe(true);
  // Put off by half an hour it is still the one that was meant.
  expect(openAt("2026-11-02T09:30:00Z", "2026-11-02T09:40:00Z")).toBe(false);
});
