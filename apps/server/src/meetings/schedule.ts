import { lookBackMs, occurrences, type Timetable } from "@graticule/schedule/occurrences";

/** Moments are milliseconds since the epoch. */
export interface Schedule extends Timetable {
  readonly durationMinutes: number;
}

export const usualDurationMinutes = 60;

/** How long before its start an occurrence opens. */
export const earlyMs = 15 * 60_000;
/** How long its room must be empty until it is over. */
export const emptyMs = 3_600_000;

/** When the last occurrence is planned to end; undefined: there is no last one. */
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
  /** When it was last ended for all. */
  readonly endedAt: number | undefined;
  /** `emptySince` undefined: not known. */
  readonly inside: "in-use" | { readonly emptySince: number | undefined };
}

/**
 * The start of the occurrence that runs now, else of the next one. An occurrence runs from 15
 * minutes before its start until it was ended or empty for an hour, or the next one runs.
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

/** When the next occurrence opens that is not open yet; undefined: there is none. */
export function nextOpening(schedule: Schedule, now: number): number | undefined {
  for (const start of occurrences(schedule, now)) {
    if (opensAt(start) > now) return opensAt(start);
  }
  return undefined;
}

/**
 * Whether another occurrence is open than the one that started then: the first that starts after that one's planned end. One
 * that was put off by less is still the same.
 */
export function isNextOpen(schedule: Schedule, startedAt: number, now: number): boolean {
  const plannedEnd = startedAt + schedule.durationMinutes * 60_000;
  for (const start of occurrences(schedule, plannedEnd)) return opensAt(start) <= now;
  return false;
}

function opensAt(start: number): number {
  return start - earlyMs;
}

function isRunning(start: number, { now, endedAt, inside }: Use): boolean {
  if (endedAt !== undefined && endedAt >= opensAt(start)) return false;
  if (inside === "in-use") return true;
  return now < Math.max(start, inside.emptySince ?? start) + emptyMs;
}
