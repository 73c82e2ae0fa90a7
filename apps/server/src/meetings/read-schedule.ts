import type { MeetingChange, MeetingInput } from "@graticule/api/meetings";
import { isTimeZone } from "@graticule/schedule/zone";
import type { RuleProblem } from "../rooms/expand-rule.ts";
import { type Schedule, scheduleEnd, usualDurationMinutes } from "./schedule.ts";

export type ReadSchedule =
  | { readonly kind: "schedule"; readonly schedule: Schedule | undefined }
  | { readonly kind: "problems"; readonly problems: readonly RuleProblem[] };

type Wanted = Pick<MeetingInput, "startsAt" | "durationMinutes" | "timeZone" | "repeat">;

/** The database has no other times (28-times.sql). The last start is a year before its end, for what begins then to end. */
const earliest = Date.UTC(2000, 0);
const latest = Date.UTC(2199, 0);
const tooFar = "This is too far in the future.";

/** The schedule of a new meeting; none without a start. */
export function readSchedule(wanted: Wanted): ReadSchedule {
  const problems = problemsOf(wanted);
  if (problems.length > 0) return { kind: "problems", problems };
  if (wanted.startsAt === undefined) return { kind: "schedule", schedule: undefined };
  const schedule: Schedule = {
    startsAt: Date.parse(wanted.startsAt),
    durationMinutes: wanted.durationMinutes ?? usualDurationMinutes,
    timeZone: wanted.timeZone ?? "UTC",
    repeat: wanted.repeat,
  };
  if (wanted.repeat?.count !== undefined && (scheduleEnd(schedule) ?? 0) >= latest)
    return { kind: "problems", problems: [{ pointer: "/repeat/count", detail: tooFar }] };
  return { kind: "schedule", schedule };
}

/** What a change leaves out stays, `null` takes away; without a start there is no schedule. */
export function readScheduleChange(
  before: Schedule | undefined,
  change: MeetingChange,
): ReadSchedule {
  const startsAt = changed(change.startsAt, before && new Date(before.startsAt).toISOString());
  if (startsAt === undefined) return readSchedule({ repeat: changed(change.repeat, undefined) });
  return readSchedule({
    startsAt,
    durationMinutes: changed(change.durationMinutes, before?.durationMinutes),
    timeZone: changed(change.timeZone, before?.timeZone),
    repeat: changed(change.repeat, before?.repeat),
  });
}

function problemsOf({ startsAt, timeZone, repeat }: Wanted): RuleProblem[] {
  const problems: RuleProblem[] = [];
  const start = startsAt === undefined ? undefined : Date.parse(startsAt);
  const outside = start === undefined ? undefined : outOfBounds(start);
  if (outside !== undefined) problems.push({ pointer: "/startsAt", detail: outside });
  if (timeZone !== undefined && !isTimeZone(timeZone)) {
    problems.push({ pointer: "/timeZone", detail: "There is no time zone with this name." });
  }
  if (repeat === undefined) return problems;
  if (start === undefined) {
    problems.push({ pointer: "/repeat", detail: "A repeating meeting needs a start." });
  }
  const until = repeat.until === undefined ? undefined : Date.parse(repeat.until);
  if (until !== undefined && (until < (start ?? until) || until >= latest)) {
    problems.push({
      pointer: "/repeat/until",
      detail: "This is before the start, or too far in the future.",
    });
  }
  return problems;
}

function outOfBounds(start: number): string | undefined {
  if (start < earliest) return "This is too long ago.";
  return start >= latest ? tooFar : undefined;
}

function changed<T>(value: T | null | undefined, before: T | undefined): T | undefined {
  return value === undefined ? before : (value ?? undefined);
}
