import type { ContestState as Told } from "@graticule/api/meetings";
import type { ContestStatus } from "../presence/contests.ts";

export function contestView(state: ContestStatus): Told {
  return state.kind === "waits"
    ? { kind: "waits", dueAt: new Date(state.dueAtMs).toISOString() }
    : state;
}
