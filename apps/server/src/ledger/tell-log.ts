import type { LogState } from "@graticule/api/rooms";
import type { Sequencer } from "./sequencer.ts";

const hourMs = 3_600_000;

/** How the log is, for the status page and `/healthz`. */
export function tellLog(sequencer: Pick<Sequencer, "state" | "setAside">): LogState {
  const state = sequencer.state();
  const hour = (sinceMs: number) => new Date(Math.floor(sinceMs / hourMs) * hourMs).toISOString();
  return {
    state: state.kind,
    ...(state.kind === "stopped" ? { reason: state.reason } : {}),
    ...("sinceMs" in state ? { since: hour(state.sinceMs) } : {}),
    setAside: sequencer.setAside(),
  };
}
