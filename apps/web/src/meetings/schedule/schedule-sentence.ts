import { nextStarts, type Timetable } from "@graticule/schedule/occurrences";
import { wallOf } from "@graticule/schedule/zone";
import { hostWords } from "../../i18n/host-words.ts";
import type { Reader } from "../../i18n/time.ts";
import type { Schedule } from "./schedule-draft.ts";

/** `at` as `options` says, whose `timeZone` is the clock. */
const format = (at: number, reader: Reader, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(reader.locale, options).format(at);

/** "Thu, 26 Nov 2026, 09:00 CET", by the clock of a zone. */
const dateOf = (at: number, timeZone: string, reader: Reader): string =>
  format(at, reader, {
    timeZone,
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "numeric",
    minute: "2-digit",
    timeZoneName: "short",
  });

function rhythmOf(timetable: Timetable, reader: Reader): string {
  const { repeat, startsAt, timeZone } = timetable;
  const said = hostWords.schedule;
  const count = repeat?.interval ?? 1;
  const weekday = format(startsAt, reader, { timeZone, weekday: "long" });
  const day = new Date(wallOf(startsAt, timeZone)).getUTCDate();
  switch (repeat?.every) {
    case undefined:
    case "day":
      return count === 1 ? said.everyDay : said.everyDays(count);
    case "week":
      return count === 1 ? said.everyWeek(weekday) : said.everyWeeks(count, weekday);
    case "month":
      return count === 1 ? said.everyMonth(day) : said.everyMonths(count, day);
  }
}

function endOf(timetable: Timetable, reader: Reader): string {
  const { repeat, timeZone } = timetable;
  const said = hostWords.schedule;
  if (repeat?.count !== undefined) return said.endsAfter(repeat.count);
  if (repeat?.until === undefined) return said.noEnd;
  return said.endsOn(format(Date.parse(repeat.until), reader, { timeZone, dateStyle: "long" }));
}

/**
 * A meeting's time in whole sentences, by its own clock: "Every 2 weeks on Thursday at 09:00
 * (Europe/Paris), for 1 hour. Without end." The zone is named, since its offset changes in the year.
 */
export function scheduleSentence(
  schedule: Schedule,
  timetable: Timetable | undefined,
  reader: Reader,
): string {
  const said = hostWords.schedule;
  if (timetable === undefined) return said.anytime;
  const { startsAt, timeZone, repeat } = timetable;
  const lasts = said.lasts(schedule.durationMinutes ?? 60);
  if (repeat === undefined) return said.once(dateOf(startsAt, timeZone, reader), lasts);
  const time = format(startsAt, reader, { timeZone, hour: "numeric", minute: "2-digit" });
  const day = new Date(wallOf(startsAt, timeZone)).getUTCDate();
  return [
    said.repeats(rhythmOf(timetable, reader), said.timeIn(time, timeZone), lasts),
    ...(repeat.every === "month" && day > 28 ? [said.shortMonths(day)] : []),
    endOf(timetable, reader),
  ].join(" ");
}

/** The first dates of a repetition, and whether there are more. */
export function firstDates(
  timetable: Timetable,
  options: { readonly most: number; readonly reader: Reader },
): { readonly dates: readonly string[]; readonly more: boolean } {
  const starts = nextStarts(timetable, { fromMs: timetable.startsAt, most: options.most + 1 });
  return {
    dates: starts
      .slice(0, options.most)
      .map((at) => dateOf(at, timetable.timeZone, options.reader)),
    more: starts.length > options.most,
  };
}
