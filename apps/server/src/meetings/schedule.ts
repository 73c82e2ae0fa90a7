import { lookBackMs, occurrences, type Timetable } from "@graticule/schedule/occurrences";

/** When a meeting is. Moments are milliseconds since the epoch. */
export interface Schedule extends Timetable {
  readonly durationMinutes: number;
}

/** What is taken where nobody said how long a meeting lasts. */
export const usualDurationMinutes = 60;

/** An occurrence begins so long before its start. */
export const earlyMs = 15 * 60_000;
/** … and is over when nobody was there for so long. */
export const emptyMs = 3_600_000;

/** When the last occurrence is planned to end; undefined where there is no last one. */
export function scheduleEnd(schedule: Schedule): number | undefined {
  const { repeat, startsAt, durationMinutes } = schedule;
  if (repeat !== undefined && repeat.count === undefined && repeat.until === undefined) {
    return undefined;
  }
  const byDate = repeat?.count === undefined ? repeat?.until : undefined;
  const from = byDate === undefined ? startsAt : Date.parse(byDate) - lookBackMs(repeat);
  let last = startsAt;
  for (const start of occurrences(schedule, from)) last = start;
  return last + durationMinutes * 60_000;
}

/** What is known of a meeting's use, to tell whether its occurrence is over. */
export interface Use {
  readonly now: number;
  /** When someone ended it for all last. */
  readonly endedAt: number | undefined;
  /** Someone is inside; else since when nobody is, if that is known. */
  readonly inside: "somebody" | { readonly emptySince: number | undefined };
}

/**
 * Start of the occurrence that runs now, else of the next one. One runs from 15 minutes before its
 * start until it was ended or empty for an hour, or until the next one runs.
 */
export function presentOrNext(schedule: Schedule, use: Use): number | undefined {
  const { now } = use;
  let present: number | undefined;
  for (const start of occurrences(schedule, now - lookBackMs(schedule.repeat))) {
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
