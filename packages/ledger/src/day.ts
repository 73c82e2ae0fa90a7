/** Entries carry a day, never a moment (constitution 15). */

declare const dayBrand: unique symbol;

/** `YYYY-MM-DD`, UTC, in this millennium. */
export type Day = string & { readonly [dayBrand]: true };

const dayMs = 86_400_000;

/** Undefined: not a day of the calendar, or not written so. */
export function parseDay(value: unknown): Day | undefined {
  if (typeof value !== "string" || !/^2\d{3}-\d{2}-\d{2}$/.test(value)) return undefined;
  const day = Number(value.slice(8));
  const isThere = day >= 1 && day <= lengthOf(Number(value.slice(0, 4)), Number(value.slice(5, 7)));
  return isThere ? (value as Day) : undefined;
}

/** 1 to 12; others have none. By arithmetic, as an audit reads a day for every entry. */
function lengthOf(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [31, 0, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
}

/** Days since 1970-01-01. */
export function dayNumber(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`) / dayMs;
}

/** @param days whole; may be negative */
export function daysAfter(day: Day, days: number): Day {
  return dayOf((dayNumber(day) + days) * dayMs);
}

/** @param at milliseconds since the epoch */
export function dayOf(at: number): Day {
  return new Date(at).toISOString().slice(0, 10) as Day;
}

/** By how many days two clocks may differ that are some hours apart. */
export const clocksDiffer = 1;

/** Whether two clocks may have told these days at one moment. */
export function isAbout(one: Day, other: Day): boolean {
  return Math.abs(dayNumber(one) - dayNumber(other)) <= clocksDiffer;
}
