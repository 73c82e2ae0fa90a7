import type { MeetingManaged, MeetingSummary } from "@graticule/api/meetings";
import type { PastAct } from "../hosting/act-history.ts";
import type { RuleHistoryEntry } from "../rules/rule-event.ts";
import { presentOrNext, type Use } from "./schedule.ts";
import type { Meeting } from "./store.ts";

export function meetingSummaryOf(
  meeting: Meeting,
  use: Pick<Use, "now" | "inside">,
): MeetingSummary {
  const { code, title, encryption, createdAt, schedule, endedAt, reopensAt, deletesAt } = meeting;
  const isOver = endedAt !== undefined && reopensAt === undefined;
  const next =
    schedule === undefined || isOver
      ? undefined
      : presentOrNext(schedule, { ...use, endedAt: endedAt?.getTime() });
  return {
    code,
    title,
    createdAt: createdAt.toISOString(),
    startsAt: iso(schedule?.startsAt),
    durationMinutes: schedule?.durationMinutes,
    timeZone: schedule?.timeZone,
    repeat: schedule?.repeat,
    nextStartsAt: iso(next),
    inProgress: use.inside === "in-use",
    encryption,
    endedAt: isOver ? endedAt.toISOString() : undefined,
    deletedAt: deletesAt.toISOString(),
  };
}

export function meetingHistoryOf(
  meeting: Meeting,
  entries: readonly RuleHistoryEntry[],
  acts: readonly PastAct[],
): MeetingManaged["history"] {
  const changes = entries.map(({ at, change, by }) => ({
    at: at.toISOString(),
    kind: lineKinds[change.kind],
    rule: "rule" in change ? change.rule : undefined,
    by,
  }));
  const done = acts.map(({ at, kind, by }) => ({ at: at.toISOString(), kind, by }));
  return [
    { at: meeting.createdAt.toISOString(), kind: "created" as const },
    ...changes,
    ...done,
    ...endedBefore(meeting, acts),
  ].sort((one, other) => one.at.localeCompare(other.at));
}

type Line = MeetingManaged["history"][number];

/** An end from before acts were recorded. */
function endedBefore({ endedAt }: Meeting, acts: readonly PastAct[]): readonly Line[] {
  const known = acts.some(
    ({ kind, at }) => kind === "ended" && at.getTime() === endedAt?.getTime(),
  );
  return endedAt === undefined || known ? [] : [{ at: endedAt.toISOString(), kind: "ended" }];
}

const lineKinds = {
  set: "rule-set",
  previewed: "previewed",
  unreadable: "rule-set",
  lifted: "rule-lifted",
} as const;

function iso(epochMs: number | undefined): string | undefined {
  return epochMs === undefined ? undefined : new Date(epochMs).toISOString();
}
