import type { MeetingChange, MeetingInput, Repetition } from "@graticule/api/meetings";
import type { Timetable } from "@graticule/schedule/occurrences";
import { isTimeZone, momentOf, wallOf } from "@graticule/schedule/zone";
import { wallField, wallOfField } from "../../i18n/zone.ts";

/** When a meeting is, while a host writes it; fields as they are in the form. */
export interface ScheduleDraft {
  readonly when: "now" | "once" | "repeats";
  /** `2026-11-26T09:00` by the clock of `timeZone`. */
  readonly startsAt: string;
  readonly durationMinutes: number;
  /** IANA name. */
  readonly timeZone: string;
  readonly every: Repetition["every"];
  readonly interval: number;
  readonly ends: "never" | "after" | "on";
  readonly count: number;
  /** `2026-12-24`: the last day, included. */
  readonly until: string;
}

export type Schedule = Pick<MeetingInput, "startsAt" | "durationMinutes" | "timeZone" | "repeat">;

const hourMs = 3_600_000;

/** Now; once a time is asked for, the next full hour that is at least half an hour away. */
export function newSchedule(now: number, timeZone: string): ScheduleDraft {
  const soon = Math.ceil((wallOf(now, timeZone) + hourMs / 2) / hourMs) * hourMs;
  return {
    when: "now",
    startsAt: wallField(soon),
    durationMinutes: 60,
    timeZone,
    every: "week",
    interval: 1,
    ends: "never",
    count: 10,
    until: "",
  };
}

export type ScheduleFault =
  | "start-missing"
  | "start-over"
  | "zone"
  | "duration"
  | "interval"
  | "count"
  | "until-missing"
  | "until-early";

const whole = (value: number, least: number, most: number): boolean =>
  Number.isInteger(value) && value >= least && value <= most;

function repeatFault(draft: ScheduleDraft, startMs: number): ScheduleFault | undefined {
  if (!whole(draft.interval, 1, 52)) return "interval";
  if (draft.ends === "after" && !whole(draft.count, 2, 500)) return "count";
  if (draft.ends !== "on") return undefined;
  const until = lastMoment(draft);
  if (until === undefined) return "until-missing";
  return until < startMs ? "until-early" : undefined;
}

/** What is wrong or missing; undefined: it can be sent. A start before `earliestMs` is over. */
export function scheduleFault(draft: ScheduleDraft, earliestMs: number): ScheduleFault | undefined {
  if (draft.when === "now") return undefined;
  if (!isTimeZone(draft.timeZone)) return "zone";
  const start = startOf(draft);
  if (start === undefined) return "start-missing";
  if (start < earliestMs) return "start-over";
  if (!whole(draft.durationMinutes, 5, 1_440)) return "duration";
  return draft.when === "repeats" ? repeatFault(draft, start) : undefined;
}

function momentIn(field: string, timeZone: string): number | undefined {
  const wall = wallOfField(field);
  return wall === undefined ? undefined : momentOf(wall, timeZone);
}

const startOf = ({ startsAt, timeZone }: ScheduleDraft): number | undefined =>
  momentIn(startsAt, timeZone);

/** The end of the last day, by the clock of the meeting's zone. */
const lastMoment = ({ until, timeZone }: ScheduleDraft): number | undefined =>
  momentIn(`${until}T23:59:59`, timeZone);

function repetitionOf(draft: ScheduleDraft): Repetition | undefined {
  if (draft.when !== "repeats") return undefined;
  const until = draft.ends === "on" ? lastMoment(draft) : undefined;
  return {
    every: draft.every,
    interval: draft.interval,
    ...(draft.ends === "after" && { count: draft.count }),
    ...(until !== undefined && { until: new Date(until).toISOString() }),
  };
}

/** What is sent for a draft without fault; nothing for a meeting that is now. */
export function toSchedule(draft: ScheduleDraft): Schedule {
  const start = draft.when === "now" ? undefined : startOf(draft);
  if (start === undefined) return {};
  const repeat = repetitionOf(draft);
  return {
    startsAt: new Date(start).toISOString(),
    durationMinutes: draft.durationMinutes,
    timeZone: draft.timeZone,
    ...(repeat !== undefined && { repeat }),
  };
}

const noSchedule = { startsAt: null, durationMinutes: null, timeZone: null, repeat: null };

/** What is sent to change a schedule: null takes away what the meeting no longer has. */
export const toScheduleChange = (draft: ScheduleDraft): Omit<MeetingChange, "title"> => ({
  ...noSchedule,
  ...toSchedule(draft),
});

/** A meeting's schedule as the form shows it. */
export function toScheduleDraft(
  schedule: Schedule,
  reader: { readonly now: number; readonly timeZone: string },
): ScheduleDraft {
  const timeZone = schedule.timeZone ?? reader.timeZone;
  const empty = newSchedule(reader.now, timeZone);
  if (schedule.startsAt === undefined) return empty;
  const { repeat } = schedule;
  return {
    ...empty,
    when: repeat === undefined ? "once" : "repeats",
    startsAt: wallField(wallOf(Date.parse(schedule.startsAt), timeZone)),
    durationMinutes: schedule.durationMinutes ?? empty.durationMinutes,
    ...(repeat !== undefined && { every: repeat.every, interval: repeat.interval }),
    ...(repeat?.count !== undefined && { ends: "after", count: repeat.count }),
    ...(repeat?.until !== undefined && {
      ends: "on",
      until: wallField(wallOf(Date.parse(repeat.until), timeZone)).slice(0, 10),
    }),
  };
}

/** The timetable of a schedule; undefined for a meeting that is now. */
export function timetableOf(schedule: Schedule, ownZone: string): Timetable | undefined {
  if (schedule.startsAt === undefined) return undefined;
  return {
    startsAt: Date.parse(schedule.startsAt),
    timeZone: schedule.timeZone ?? ownZone,
    repeat: schedule.repeat,
  };
}
