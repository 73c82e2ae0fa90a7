import type { LogState } from "@graticule/api/rooms";
import type { Sequencer } from "./sequencer.ts";

const hourMs = 3_600_000;

/** The state of the log, for the status page and `/healthz`. */
export function tellLog(sequencer: Pick<Sequencer, "state" | "setAside">): LogState {
  const state = sequencer.state();
  const hour = (sinceMs: number) => new Date(Math.floor(sinceMs / hourMs) * hourMs).toISOString();
  return {
    state: state.kind,
    reason: state.kind === "stopped" ? state.reason : undefined,
    since: "sinceMs" in state ? hour(state.sinceMs) : undefined,
    setAside: sequencer.setAside(),
  };
}
