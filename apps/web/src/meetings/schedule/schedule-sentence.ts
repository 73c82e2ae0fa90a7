import type { MeetingInput } from "@graticule/api/meetings";
import { nextStarts, type Timetable } from "@graticule/schedule/occurrences";
import { wallOf } from "@graticule/schedule/zone";
import { hostWords } from "../../i18n/host-words.ts";
import type { Reader } from "../../i18n/time.ts";

type Schedule = Pick<MeetingInput, "startsAt" | "durationMinutes" | "timeZone" | "repeat">;

const format = (
  at: number,
  timeZone: string,
  options: Intl.DateTimeFormatOptions & { readonly locale: string | undefined },
): string => {
  const { locale, ...rest } = options;
  return new Intl.DateTimeFormat(locale, { ...rest, timeZone }).format(at);
};

/** "Thu, 26 Nov 2026, 09:00 CET", by the clock of a zone. */
function dateOf(at: number, timeZone: string, reader: Reader): string {
  return format(at, timeZone, {
    locale: reader.locale,
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "numeric",
    minute: "2-digit",
    timeZoneName: "short",
  });
}

function rhythmOf(timetable: Timetable, reader: Reader): string {
  const { repeat, startsAt, timeZone } = timetable;
  const said = hostWords.schedule;
  const count = repeat?.interval ?? 1;
  const weekday = format(startsAt, timeZone, { locale: reader.locale, weekday: "long" });
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
  const day = format(Date.parse(repeat.until), timeZone, {
    locale: reader.locale,
    dateStyle: "long",
  });
  return said.endsOn(day);
}

/**
 * Reads a meeting's time back in whole sentences, in the meeting's own zone: "Every 2 weeks on
 * Thursday at 09:00 (Europe/Paris), for 1 hour. Without end." The zone is named, since its offset
 * changes in the year.
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
  const time = format(startsAt, timeZone, {
    locale: reader.locale,
    hour: "numeric",
    minute: "2-digit",
  });
  const day = new Date(wallOf(startsAt, timeZone)).getUTCDate();
  return [
    said.repeats(rhythmOf(timetable, reader), said.timeIn(time, timeZone), lasts),
    ...(repeat.every === "month" && day > 28 ? [said.shortMonths(day)] : []),
    endOf(timetable, reader),
  ].join(" ");
}

/** The first dates of a repetition, to be read back; whether there are more. */
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
