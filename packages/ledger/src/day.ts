/** Entries carry a day, never a moment: constitution 15. */

declare const dayBrand: unique symbol;

/** `YYYY-MM-DD`, UTC, in this millennium. */
export type Day = string & { readonly [dayBrand]: true };

const dayMs = 86_400_000;

/** Undefined: not a day of the calendar, or not written so. */
export function parseDay(value: unknown): Day | undefined {
  if (typeof value !== "string" || !/^2\d{3}-\d{2}-\d{2}$/.test(value)) return undefined;
  const ms = Date.parse(`${value}T00:00:00Z`);
  return !Number.isNaN(ms) && written(ms) === value ? (value as Day) : undefined;
}

/** Days since 1970-01-01. */
export function dayNumber(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`) / dayMs;
}

/** @param days whole; may be negative */
export function daysAfter(day: Day, days: number): Day {
  return written((dayNumber(day) + days) * dayMs) as Day;
}

function written(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
