import { asks } from "@graticule/admission/agrees";
import type { CompiledLimits } from "@graticule/admission/limits";
import { byLimits } from "./by-limits.ts";
import type { Occupant } from "./occupants.ts";

export type Effect = "leave" | "wait" | "stay";

/**
 * A traveller's pass leaves the meeting's rule out. In doubt, hosts, those whom a host let in, and
 * those who answered what the rule asks don't wait. `now` in the database's time.
 */
export function effectOn(
  { fix, hostDecision }: Occupant,
  limits: CompiledLimits,
  now: number,
): Effect {
  const decision = byLimits(fix, limits, now);
  if (hostDecision?.pass === true || decision.kind === "admit") return "stay";
  if (decision.kind === "refuse") return "leave";
  if (hostDecision === undefined) return "wait";
  const { role, entry } = hostDecision;
  const isAnswered = entry === "answered" && asks(decision);
  return role !== "guest" || entry === "let-in" || isAnswered ? "stay" : "wait";
}
