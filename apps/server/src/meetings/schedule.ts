import type { Repetition } from "@graticule/api/meetings";
import { momentOf, shownMs, type WallTime, wallTimeAt } from "./zoned-time.ts";

/** When a meeting is. Moments are milliseconds since the epoch. */
export interface Schedule {
  /** Start of the first occurrence. */
  readonly startsAt: number;
  readonly durationMinutes: number;
  /** IANA name: occurrences keep the time that clocks show there. */
  readonly timeZone: string;
  readonly repeat: Repetition | undefined;
}

/** What is taken where nobody said how long a meeting lasts. */
export const usualDurationMinutes = 60;

const dayMs = 86_400_000;
/** An occurrence begins so long before its start. */
const earlyMs = 15 * 60_000;
/** … and is over when nobody was there for so long. */
const emptyMs = 3_600_000;
/** By how much a wall time and its moment can differ, with room to spare. */
const zonesMs = 2 * dayMs;

/**
 * The starts of all occurrences that are not before `from`, in order; endless where the repetition
 * is. A month without the day (a 31st, a leap day) has no occurrence, and none is counted for it
 * (RFC 5545 section 3.3.10).
 */
export function* occurrences(
  schedule: Schedule,
  from = Number.NEGATIVE_INFINITY,
): Generator<number, void, undefined> {
  const { startsAt, timeZone, repeat } = schedule;
  const until = repeat?.until === undefined ? Number.POSITIVE_INFINITY : Date.parse(repeat.until);
  for (const { step, wall } of wallTimes(schedule, from)) {
    if (shownMs(wall) < from - zonesMs) continue;
    const moment = step === 0 ? startsAt : momentOf(wall, timeZone);
    if (moment > until) return;
    if (moment >= from) yield moment;
  }
}

interface Step {
  readonly step: number;
  readonly wall: WallTime;
}

/** The occurrences as clocks show them, from one that is surely before `from`. */
function* wallTimes(
  { startsAt, timeZone, repeat }: Schedule,
  from: number,
): Generator<Step, void, undefined> {
  const first = wallTimeAt(startsAt, timeZone);
  if (repeat === undefined) return yield { step: 0, wall: first };
  // What is counted must be gone through from the first one on.
  let step = repeat.count === undefined ? stepBefore(startsAt, repeat, from) : 0;
  for (let left = repeat.count ?? Number.POSITIVE_INFINITY; left > 0; step += 1) {
    const wall = wallAfter(first, repeat, step);
    if (wall === undefined) continue;
    left -= 1;
    yield { step, wall };
  }
}

/** When the last occurrence is planned to end; undefined where there is no last one. */
export function scheduleEnd(schedule: Schedule): number | undefined {
  const { repeat, startsAt, durationMinutes } = schedule;
  if (repeat !== undefined && repeat.count === undefined && repeat.until === undefined) {
    return undefined;
  }
  const byDate = repeat?.count === undefined ? repeat?.until : undefined;
  const from = byDate === undefined ? startsAt : Date.parse(byDate) - lookBack(repeat);
  let last = startsAt;
  for (const start of occurrences(schedule, from)) last = start;
  return last + durationMinutes * 60_000;
}

/** What is known of a meeting's use, to tell whether its occurrence is over. */
export interface Use {
  readonly now: number;
  /** When somebody ended it for all last. */
  readonly endedAt: number | undefined;
  /** Somebody is inside; else since when nobody is, if that is known. */
  readonly inside: "somebody" | { readonly emptySince: number | undefined };
}

/**
 * Start of the occurrence that runs now, else of the next one. One runs from 15 minutes before its
 * start until it was ended or empty for an hour, or until the next one runs.
 */
export function presentOrNext(schedule: Schedule, use: Use): number | undefined {
  const { now } = use;
  let present: number | undefined;
  for (const start of occurrences(schedule, now - lookBack(schedule.repeat))) {
    if (opensAt(start) <= now) present = start;
    else return present !== undefined && isRunning(present, use) ? present : start;
  }
  return present !== undefined && isRunning(present, use) ? present : undefined;
}

/** When the first occurrence opens that is not open yet; undefined: there is none to come. */
export function nextOpening(schedule: Schedule, now: number): number | undefined {
  for (const start of occurrences(schedule, now)) {
    if (opensAt(start) > now) return opensAt(start);
  }
  return undefined;
}

function opensAt(start: number): number {
  return start - earlyMs;
}

function isRunning(start: number, { now, endedAt, inside }: Use): boolean {
  if (endedAt !== undefined && endedAt >= opensAt(start)) return false;
  if (inside === "somebody") return true;
  return now < Math.max(start, inside.emptySince ?? start) + emptyMs;
}

/** Far enough back to see the occurrence before any moment, if there is one. */
function lookBack(repeat: Repetition | undefined): number {
  if (repeat === undefined) return Number.POSITIVE_INFINITY;
  // A leap day is at most eight years away, also for every other month.
  const days = { day: 2, week: 15, month: 9 * 366 }[repeat.every];
  return days * repeat.interval * dayMs;
}

/** A step that is surely before `from`, so that nobody walks through years. */
function stepBefore(startsAt: number, { every, interval }: Repetition, from: number): number {
  const longest = { day: 1, week: 7, month: 31 }[every] * interval * dayMs;
  const passed = Math.floor((from - startsAt - zonesMs) / longest);
  return Number.isFinite(passed) ? Math.max(0, passed) : 0;
}

/** The wall time so many steps after the first one; undefined: that month has no such day. */
function wallAfter(first: WallTime, repeat: Repetition, step: number): WallTime | undefined {
  const { year, month, day, timeMs } = first;
  const by = step * repeat.interval;
  if (repeat.every === "month") {
    const months = year * 12 + (month - 1) + by;
    const moved = { year: Math.floor(months / 12), month: (months % 12) + 1, day, timeMs };
    return day <= daysIn(moved.year, moved.month) ? moved : undefined;
  }
  const days = by * (repeat.every === "week" ? 7 : 1);
  const date = new Date(Date.UTC(year, month - 1, day) + days * dayMs);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    timeMs,
  };
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}
