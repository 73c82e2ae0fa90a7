import type { Repetition } from "@graticule/api/meetings";
import { wallOf } from "@graticule/schedule/zone";
import ical, { type ICalDayJsStub } from "ical-generator";
import { hostWords } from "../../i18n/host-words.ts";
import { ownZone } from "../../i18n/zone.ts";
import { vtimezoneOf } from "../schedule/vtimezone.ts";
import { checkUrlOf, type MeetingInvitation } from "./invitation.ts";

/** How far into the future the clock changes of a zone are written out. */
const horizonMs = 10 * 365.25 * 86_400_000;
const dayMs = 86_400_000;

const digits = (ms: number): string => new Date(ms).toISOString().replaceAll(/[-:]/g, "");

/** A moment as ical-generator takes it, written by the clock of a zone (`tz`) or in UTC. */
function momentIn(epochMs: number, shownMs: number = epochMs): ICalDayJsStub {
  const text = digits(shownMs);
  return {
    format: (pattern) => (pattern === "HHmmss" ? text.slice(9, 15) : text.slice(0, 8)),
    isValid: () => true,
    toDate: () => new Date(epochMs),
    toJSON: () => new Date(epochMs).toISOString(),
    tz: (zone) =>
      zone === undefined ? momentIn(epochMs) : momentIn(epochMs, wallOf(epochMs, zone)),
    utc: () => momentIn(epochMs),
  };
}

/** RFC 5545, 3.3.10. `UNTIL` is in UTC, as a start with a zone asks for. */
function recurrence(repeat: Repetition): string {
  const frequency = { day: "DAILY", week: "WEEKLY", month: "MONTHLY" }[repeat.every];
  return [
    `RRULE:FREQ=${frequency}`,
    ...(repeat.interval === 1 ? [] : [`INTERVAL=${repeat.interval}`]),
    ...(repeat.count === undefined ? [] : [`COUNT=${repeat.count}`]),
    ...(repeat.until === undefined
      ? []
      : [`UNTIL=${digits(Date.parse(repeat.until)).slice(0, 15)}Z`]),
  ].join(";");
}

/**
 * The calendar file of a scheduled meeting; undefined where it has no time. A meeting that repeats is in
 * its own zone, with that zone's clock written out, so that nine o'clock stays nine o'clock; any other is
 * in UTC. It holds the join link and no secret of the host. `now`: when it is made.
 */
export function calendarFile(
  invitation: MeetingInvitation,
  options: { readonly code: string; readonly now: number },
): string | undefined {
  const { schedule, joinUrl, title } = invitation;
  if (schedule.startsAt === undefined) return undefined;
  const startMs = Date.parse(schedule.startsAt);
  const endMs = startMs + (schedule.durationMinutes ?? 60) * 60_000;
  const zone = schedule.repeat === undefined ? undefined : (schedule.timeZone ?? ownZone());
  const zoned = zone === undefined || zone === "UTC" ? undefined : zone;
  const span = { fromMs: startMs - dayMs, toMs: startMs + horizonMs };
  const calendar = ical({
    prodId: { company: "Graticule", product: "Graticule", language: "EN" },
    ...(zoned !== undefined && {
      timezone: { name: zoned, generator: () => vtimezoneOf(zoned, span) },
    }),
  });
  const { invitation: said } = hostWords;
  calendar.createEvent({
    id: `${options.code}@${new URL(joinUrl).host}`,
    stamp: momentIn(options.now),
    start: momentIn(startMs),
    end: momentIn(endMs),
    summary: title,
    location: joinUrl,
    url: joinUrl,
    description: [
      said.calendarJoin(joinUrl),
      said.calendarCheck(checkUrlOf(joinUrl, options.code)),
    ].join("\n"),
    ...(zoned !== undefined && { timezone: zoned }),
    ...(schedule.repeat !== undefined && { repeating: recurrence(schedule.repeat) }),
  });
  return calendar.toString();
}
