import { readersLocale } from "./words.ts";

/** Where and how the reader reads the clock. */
export interface Reader {
  /** Absent: the language that the page speaks. */
  readonly locale?: string | undefined;
  /** Absent: as the browser is set. */
  readonly timeZone?: string | undefined;
  /** Milliseconds since the epoch: decides whether the day is left out. */
  readonly now: number;
}

const dayKey = (at: Date, timeZone: string | undefined): string =>
  at.toLocaleDateString("en-CA", timeZone === undefined ? {} : { timeZone });

/** Not every browser can write times in Burmese; those write them in English, not in raw fields. */
const localesOf = (reader: Reader): string[] => [reader.locale ?? readersLocale(), "en-GB"];

/** The hour and minute as they are read there: "1:07 AM", "01:07". "1:07" alone would be a duration. */
function timeOfDay(locales: readonly string[]) {
  const { hourCycle } = new Intl.DateTimeFormat([...locales], {
    hour: "numeric",
  }).resolvedOptions();
  const hour = hourCycle === "h23" ? "2-digit" : "numeric";
  return { hour, minute: "2-digit" } as const;
}

const halfAYearMs = 183 * 86_400_000;

/** An ISO time in the reader's zone, with the zone's name; today's without the date, far ones with the year. */
export function readTime(iso: string, reader: Reader): string {
  const at = new Date(iso);
  const today = dayKey(at, reader.timeZone) === dayKey(new Date(reader.now), reader.timeZone);
  const isFar = Math.abs(at.getTime() - reader.now) > halfAYearMs;
  const locales = localesOf(reader);
  return new Intl.DateTimeFormat(locales, {
    ...(isFar ? { year: "numeric" } : {}),
    ...(today ? {} : { weekday: "short", day: "numeric", month: "short" }),
    ...timeOfDay(locales),
    timeZoneName: "short",
    ...(reader.timeZone === undefined ? {} : { timeZone: reader.timeZone }),
  }).format(at);
}

/** The time of day where the reader is, without a zone. */
export function readClock(now: number): string {
  const locales = [readersLocale(), "en-GB"];
  return new Intl.DateTimeFormat(locales, timeOfDay(locales)).format(now);
}

/** The long name of the reader's zone: "Central European Standard Time". */
export function zoneName(reader: Reader): string {
  const parts = new Intl.DateTimeFormat(localesOf(reader), {
    timeZoneName: "long",
    ...(reader.timeZone === undefined ? {} : { timeZone: reader.timeZone }),
  }).formatToParts(reader.now);
  return parts.find((part) => part.type === "timeZoneName")?.value ?? "UTC";
}

/** A time for a `datetime-local` field, and back to ISO 8601 UTC. */
export function toLocalField(iso: string): string {
  const at = new Date(iso);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

export function fromLocalField(text: string): string | undefined {
  const at = new Date(text);
  return text === "" || Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}

/** The day of a moment, in the reader's zone; `locale` absent: in the language that the page speaks. */
export function readDayOf(at: Date | string, locale = readersLocale()): string {
  return new Intl.DateTimeFormat([locale, "en-GB"], { dateStyle: "medium" }).format(new Date(at));
}

/** A calendar day (`2026-11-01`) in words, the same in every zone; `locale` absent: in the language that the page speaks. */
export function readDay(day: string, locale = readersLocale()): string {
  return new Intl.DateTimeFormat([locale, "en-GB"], {
    dateStyle: "medium",
    timeZone: "UTC",
  }).format(Date.parse(`${day}T00:00:00Z`));
}
