import type { MeetingChange, MeetingInput } from "@graticule/api/meetings";
import { isTimeZone } from "@graticule/schedule/zone";
import type { RuleProblem } from "../rooms/expand-rule.ts";
import { type Schedule, usualDurationMinutes } from "./schedule.ts";

export type ReadSchedule =
  | { readonly kind: "schedule"; readonly schedule: Schedule | undefined }
  | { readonly kind: "problems"; readonly problems: readonly RuleProblem[] };

type Wanted = Pick<MeetingInput, "startsAt" | "durationMinutes" | "timeZone" | "repeat">;

/** ISO 8601 can't write dates beyond the year 9999 in the usual way. */
const latest = Date.UTC(2200, 0);

/** The schedule of a new meeting; none without a start. */
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
  if (start !== undefined && start >= latest) {
    problems.push({ pointer: "/startsAt", detail: "This is too far in the future." });
  }
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

function changed<T>(value: T | null | undefined, before: T | undefined): T | undefined {
  return value === undefined ? before : (value ?? undefined);
}
