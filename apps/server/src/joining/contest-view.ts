import type { ContestState as Told } from "@graticule/api/meetings";
import type { ToldContest } from "../presence/contests.ts";

export function contestView(contest: ToldContest): Told {
  if (contest.kind !== "waits") return contest;
  const { kind, orderId, dueAtMs } = contest;
  return { kind, orderId, dueAt: new Date(dueAtMs).toISOString() };
}
