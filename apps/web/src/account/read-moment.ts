import { readTime } from "../i18n/time.ts";
import { hostReader } from "../meetings/host-telling.ts";

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
