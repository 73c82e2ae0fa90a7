import type { MeetingChange, MeetingInput } from "@graticule/api/meetings";
import { isTimeZone } from "@graticule/schedule/zone";
import { type Schedule, usualDurationMinutes } from "./schedule.ts";

/** What of a schedule can't be, as a JSON pointer into the input and a sentence. */
export interface ScheduleProblem {
  readonly pointer: string;
  readonly detail: string;
}

export type ReadSchedule =
  | { readonly kind: "schedule"; readonly schedule: Schedule | undefined }
  | { readonly kind: "problems"; readonly problems: readonly ScheduleProblem[] };

type Wanted = Pick<MeetingInput, "startsAt" | "durationMinutes" | "timeZone" | "repeat">;

/** Nobody plans further; dates beyond the year 9999 have no usual way to be written. */
const latest = Date.UTC(2200, 0);

/** Reads when a new meeting is; no schedule without a start. */
export function readSchedule(wanted: Wanted): ReadSchedule {
  const problems = problemsOf(wanted);
  if (problems.length > 0) return { kind: "problems", problems };
  if (wanted.startsAt === undefined) return { kind: "schedule", schedule: undefined };
  return {
    kind: "schedule",
    schedule: {
      startsAt: Date.parse(wanted.startsAt),
      durationMinutes: wanted.durationMinutes ?? usualDurationMinutes,
      timeZone: wanted.timeZone ?? "UTC",
      repeat: wanted.repeat,
    },
  };
}

/** Reads a change of it: what is left out stays, `null` takes away; without a start all of it. */
export function readScheduleChange(
  before: Schedule | undefined,
  change: MeetingChange,
): ReadSchedule {
  const startsAt = changed(change.startsAt, before && new Date(before.startsAt).toISOString());
  if (startsAt === undefined)
    return readSchedule(withoutUndefined({ repeat: changed(change.repeat, undefined) }));
  return readSchedule(
    withoutUndefined({
      startsAt,
      durationMinutes: changed(change.durationMinutes, before?.durationMinutes),
      timeZone: changed(change.timeZone, before?.timeZone),
      repeat: changed(change.repeat, before?.repeat),
    }),
  );
}

function problemsOf({ startsAt, timeZone, repeat }: Wanted): ScheduleProblem[] {
  const problems: ScheduleProblem[] = [];
  const start = startsAt === undefined ? undefined : Date.parse(startsAt);
  if (start !== undefined && start >= latest) {
    problems.push({ pointer: "/startsAt", detail: "This is too far away." });
  }
  if (timeZone !== undefined && !isTimeZone(timeZone)) {
    problems.push({ pointer: "/timeZone", detail: "There is no time zone of this name." });
  }
  if (repeat === undefined) return problems;
  if (start === undefined) {
    problems.push({ pointer: "/repeat", detail: "What repeats needs a start." });
  }
  const until = repeat.until === undefined ? undefined : Date.parse(repeat.until);
  if (until !== undefined && (until < (start ?? until) || until >= latest)) {
    problems.push({
      pointer: "/repeat/until",
      detail: "This is before the start, or too far away.",
    });
  }
  return problems;
}

function changed<T>(value: T | null | undefined, before: T | undefined): T | undefined {
  return value === undefined ? before : (value ?? undefined);
}

function withoutUndefined(
  wanted: {
    readonly [name in keyof Wanted]: Wanted[name] | undefined;
  },
): Wanted {
  return Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
}
