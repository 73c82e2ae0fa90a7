import { momentOf, type WallMs, wallOf } from "./zone.ts";

/** How a meeting comes again. Neither `count` nor `until`: without end. */
export interface RepetitionRule {
  readonly every: "day" | "week" | "month";
  /** Every so many days, weeks or months; at least 1. */
  readonly interval: number;
  /** How many occurrences there are, the first one included. */
  readonly count?: number | undefined;
  /** No occurrence starts after this moment (ISO 8601). */
  readonly until?: string | undefined;
}

/** When the occurrences of a meeting start. Moments are milliseconds since the epoch. */
export interface Timetable {
  /** Start of the first occurrence. */
  readonly startsAt: number;
  /** IANA name: occurrences keep the time that clocks show there. */
  readonly timeZone: string;
  readonly repeat: RepetitionRule | undefined;
}

const dayMs = 86_400_000;
/** By how much a wall time and its moment can differ, with room to spare. */
const zonesMs = 2 * dayMs;

/**
 * The starts of all occurrences that are not before `from`, in order; endless where the repetition
 * is. A month without the day (a 31st, a leap day) has no occurrence, and none is counted for it
 * (RFC 5545 section 3.3.10).
 */
export function* occurrences(
  timetable: Timetable,
  from = Number.NEGATIVE_INFINITY,
): Generator<number, void, undefined> {
  const { startsAt, timeZone, repeat } = timetable;
  const until = repeat?.until === undefined ? Number.POSITIVE_INFINITY : Date.parse(repeat.until);
  for (const { step, wall } of wallTimes(timetable, from)) {
    if (wall < from - zonesMs) continue;
    const moment = step === 0 ? startsAt : momentOf(wall, timeZone);
    if (moment > until) return;
    if (moment >= from) yield moment;
  }
}

/** The next starts from a moment on, at most so many. */
export function nextStarts(
  timetable: Timetable,
  options: { readonly fromMs: number; readonly most: number },
): readonly number[] {
  const found: number[] = [];
  for (const start of occurrences(timetable, options.fromMs)) {
    if (found.push(start) >= options.most) break;
  }
  return found;
}

/** How far before any moment its preceding occurrence can be, in milliseconds. */
export function lookBackMs(repeat: RepetitionRule | undefined): number {
  if (repeat === undefined) return Number.POSITIVE_INFINITY;
  // A leap day is at most eight years away, also for every other month.
  const days = { day: 2, week: 15, month: 9 * 366 }[repeat.every];
  return days * repeat.interval * dayMs;
}

interface Step {
  readonly step: number;
  readonly wall: WallMs;
}

/** The occurrences as clocks show them, from one that is surely before `from`. */
function* wallTimes(
  { startsAt, timeZone, repeat }: Timetable,
  from: number,
): Generator<Step, void, undefined> {
  const first = wallOf(startsAt, timeZone);
  if (repeat === undefined) return yield { step: 0, wall: first };
  // A counted repetition is walked from its first occurrence.
  let step = repeat.count === undefined ? stepBefore(startsAt, repeat, from) : 0;
  for (let left = repeat.count ?? Number.POSITIVE_INFINITY; left > 0; step += 1) {
    const wall = wallAfter(first, repeat, step);
    if (wall === undefined) continue;
    left -= 1;
    yield { step, wall };
  }
}

/** A step that is surely before `from`, to skip years of occurrences. */
function stepBefore(startsAt: number, { every, interval }: RepetitionRule, from: number): number {
  const longest = { day: 1, week: 7, month: 31 }[every] * interval * dayMs;
  const passed = Math.floor((from - startsAt - zonesMs) / longest);
  return Number.isFinite(passed) ? Math.max(0, passed) : 0;
}

/** The wall time so many steps after the first one; undefined: that month has no such day. */
function wallAfter(
  first: WallMs,
  { every, interval }: RepetitionRule,
  step: number,
): WallMs | undefined {
  const by = step * interval;
  if (every !== "month") return first + by * (every === "week" ? 7 : 1) * dayMs;
  const at = new Date(first);
  const day = at.getUTCDate();
  at.setUTCDate(1);
  at.setUTCMonth(at.getUTCMonth() + by);
  const month = at.getUTCMonth();
  at.setUTCDate(day);
  return at.getUTCMonth() === month ? at.getTime() : undefined;
}
