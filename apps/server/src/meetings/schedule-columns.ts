import { repetition } from "@graticule/api/meetings";
import { type Schedule, scheduleEnd, usualDurationMinutes } from "./schedule.ts";

/** A schedule in the columns of its meeting; all null: not scheduled. */
export interface ScheduleColumns {
  readonly starts_at: Date | null;
  readonly duration_minutes: number | null;
  readonly time_zone: string | null;
  readonly repeat: unknown;
}

export function scheduleColumns(schedule: Schedule | undefined) {
  const end = schedule && scheduleEnd(schedule);
  return {
    starts_at: schedule === undefined ? null : new Date(schedule.startsAt),
    duration_minutes: schedule?.durationMinutes ?? null,
    time_zone: schedule?.timeZone ?? null,
    repeat: schedule?.repeat === undefined ? null : JSON.stringify(schedule.repeat),
    schedule_ends_at: end === undefined ? null : new Date(end),
  };
}

/** Older meetings have neither a length nor a zone. */
export function scheduleOfColumns(row: ScheduleColumns): Schedule | undefined {
  if (row.starts_at === null) return undefined;
  return {
    startsAt: row.starts_at.getTime(),
    durationMinutes: row.duration_minutes ?? usualDurationMinutes,
    timeZone: row.time_zone ?? "UTC",
    repeat: row.repeat === null ? undefined : repetition.parse(row.repeat),
  };
}
