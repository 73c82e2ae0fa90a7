import { asks } from "@graticule/admission/agrees";
import type { CompiledLimits } from "@graticule/admission/limits";
import { byLimits } from "./by-limits.ts";
import type { Occupant } from "./occupants.ts";

/** What limits would do to someone inside. */
export type Effect = "leave" | "wait" | "stay";

/**
 * A traveller's pass leaves the meeting's rule out; hosts, and those whom a host let in, don't wait in doubt, nor do those who
 * have answered what the rule asks. `now` in the database's time.
 */
export function effectOn({ fix, standing }: Occupant, limits: CompiledLimits, now: number): Effect {
  const decision = byLimits(fix, limits, now);
  if (standing?.pass === true || decision.kind === "admit") return "stay";
  if (decision.kind === "refuse") return "leave";
  if (standing === undefined) return "wait";
  const isIn =
    standing.role !== "guest" ||
    standing.entry === "let-in" ||
    (standing.entry === "answered" && asks(decision));
  return isIn ? "stay" : "wait";
}
