import { occurrences } from "@graticule/schedule/occurrences";
import { earlyMs, emptyMs, presentOrNext, type Use } from "./schedule.ts";
import type { Meeting } from "./store.ts";

/** The occurrence that runs now or comes next; moments are milliseconds since the epoch. */
export type Sitting =
  | {
      readonly kind: "running" | "scheduled";
      readonly from: number;
      /** When the next one opens; undefined: none is planned. */
      readonly until: number | undefined;
    }
  /** Not scheduled, and empty for the last hour. */
  | { readonly kind: "idle" }
  | { readonly kind: "ended" };

/** `since`: see {@link RoomUse}. */
export interface SittingUse extends Pick<Use, "now" | "inside"> {
  readonly since: number | undefined;
}

export type SittingMeeting = Pick<Meeting, "room" | "schedule" | "endedAt" | "reopensAt">;

export function sittingOf(meeting: SittingMeeting, use: SittingUse): Sitting {
  const { schedule, endedAt, reopensAt } = meeting;
  if (endedAt !== undefined && reopensAt === undefined) return { kind: "ended" };
  if (schedule === undefined) return unscheduled(use);
  const start = presentOrNext(schedule, { ...use, endedAt: endedAt?.getTime() });
  if (start === undefined) return unscheduled(use);
  const from = start - earlyMs;
  const [next] = occurrences(schedule, start + 1);
  return {
    kind: from <= use.now ? "running" : "scheduled",
    from,
    until: next === undefined ? undefined : next - earlyMs,
  };
}

function unscheduled({ now, inside, since }: SittingUse): Sitting {
  const isUsed =
    inside === "in-use" || (inside.emptySince !== undefined && now < inside.emptySince + emptyMs);
  // Whole milliseconds, so that it survives being stored as text.
  return isUsed
    ? { kind: "running", from: Math.floor(since ?? now), until: undefined }
    : { kind: "idle" };
}
