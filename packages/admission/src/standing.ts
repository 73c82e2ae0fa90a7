import type { Decision } from "./decision.ts";

/** What a host decided about one seat in person. */
export interface SeatStanding {
  readonly role: "host" | "co-host" | "guest";
  /** `let-in`: a hold does not apply. `held`: waits, whatever the limits say. `banned`: for good. */
  readonly entry: "none" | "let-in" | "held" | "banned";
  /** Has a traveller's pass: judged without the meeting's own rule. */
  readonly pass: boolean;
}

/** Who comes in without being asked. */
export interface Door {
  readonly entry: "open" | "lobby";
  /** Nobody new comes in. */
  readonly locked: boolean;
}

/** A seat before a door. */
export interface Arrival {
  /** Undefined: no host decided anything about it. */
  readonly standing: SeatStanding | undefined;
  /** Has a seat, or had one a moment ago: a locked or lobbied door does not concern it. */
  readonly inside: boolean;
}

/**
 * What a host decided in person, put on top of what the limits say.
 *
 * - INVARIANT: a host's word never opens what a limit refuses (a pass is judged without the
 *   meeting's own rule before this is asked), and never closes a door to a host.
 * - Banned: refused. Sent back: held. Let in: a hold does not apply.
 * - A locked door or a lobby holds whoever is new; hosts and co-hosts walk in.
 */
export function decideEntry(byLimits: Decision, door: Door, arrival: Arrival): Decision {
  if (byLimits.kind === "refuse") return byLimits;
  const { standing, inside } = arrival;
  const isHost = standing !== undefined && standing.role !== "guest";
  if (standing?.entry === "banned" && !isHost) return banned;
  if (standing?.entry === "held" && !isHost) return hold("sent-back");
  if (isHost || standing?.entry === "let-in") {
    return byLimits.kind === "hold" ? { kind: "admit", reasons: [] } : byLimits;
  }
  if (byLimits.kind === "hold" || inside) return byLimits;
  if (door.locked) return hold("locked");
  return door.entry === "lobby" ? hold("lobby") : byLimits;
}

const banned: Decision = {
  kind: "refuse",
  status: 403,
  reasons: [{ kind: "host", because: "banned" }],
};

function hold(because: "lobby" | "locked" | "sent-back"): Decision {
  return { kind: "hold", reasons: [{ kind: "host", because }] };
}
