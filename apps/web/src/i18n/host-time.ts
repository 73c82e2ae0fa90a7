import { type Reader, readTime } from "./time.ts";

/**
 * English as the host's region writes its times: the hosts' pages are in English whatever the
 * language, and a clock of 24 hours stays one.
 */
function englishOf(language: string): string {
  try {
    const { region } = new Intl.Locale(language).maximize();
    return region === undefined ? "en" : `en-${region}`;
  } catch {
    return "en";
  }
}

/** How times are told on the hosts' pages. */
export function hostReader(now: number): Reader {
  return { locale: englishOf(navigator.language), now };
}

/** A moment on these pages, which are English: in the reader's zone, with its name; another year is said. */
export function readMoment(iso: string, now: number = Date.now()): string {
  const reader = hostReader(now);
  const at = new Date(iso);
  if (at.getFullYear() === new Date(now).getFullYear()) return readTime(iso, reader);
  return new Intl.DateTimeFormat(reader.locale, {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "numeric",
    minute: "2-digit",
    timeZoneName: "short",
  }).format(at);
}

/** The day of a moment, in the reader's zone. */
export function readDayOf(at: Date | string): string {
  return new Intl.DateTimeFormat(hostReader(0).locale, { dateStyle: "medium" }).format(
    new Date(at),
  );
}

/** A calendar day (`2026-11-01`) in words, the same in every zone. */
export function readDay(day: string): string {
  return new Intl.DateTimeFormat(hostReader(0).locale, {
    dateStyle: "medium",
    timeZone: "UTC",
  }).format(Date.parse(`${day}T00:00:00Z`));
}

/** A calendar month (`2026-11`) in words, the same in every zone. */
export function readMonth(month: string, length: "long" | "short" = "long"): string {
  return new Intl.DateTimeFormat(hostReader(0).locale, {
    month: length,
    ...(length === "long" ? { year: "numeric" } : {}),
    timeZone: "UTC",
  }).format(Date.parse(`${month}-01T00:00:00Z`));
}
