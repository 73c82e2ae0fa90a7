import { type Reader, readDay, readDayOf, readTime } from "./time.ts";

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

const hostLocale = (): string => englishOf(navigator.language);

/** How times are told on the pages that are English: of hosts, accounts, the desk and the public log. */
export function hostReader(now: number): Reader {
  return { locale: hostLocale(), now };
}

/** A moment on these pages: in the reader's zone, with its name; another year is said. */
export function hostMoment(iso: string, now: number = Date.now()): string {
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

/** The day of a moment on these pages, in the reader's zone. */
export const hostDayOf = (at: Date | string): string => readDayOf(at, hostLocale());

/** A calendar day (`2026-11-01`) on these pages, the same in every zone. */
export const hostDay = (day: string): string => readDay(day, hostLocale());

/** A calendar month (`2026-11`) on these pages, the same in every zone. */
export function hostMonth(month: string, length: "long" | "short" = "long"): string {
  return new Intl.DateTimeFormat(hostLocale(), {
    month: length,
    ...(length === "long" ? { year: "numeric" } : {}),
    timeZone: "UTC",
  }).format(Date.parse(`${month}-01T00:00:00Z`));
}
