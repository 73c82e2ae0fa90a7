import type { Judge } from "../decision/judge.ts";
import { type KeptOut, outcomeOf } from "../decision/outcome.ts";
import type { MediaEngine } from "../media/media-engine.ts";
import type { JoinStreams } from "../presence/join-streams.ts";
import { allClosed, pauseFor } from "../presence/seat-timeouts.ts";
import type { Seat } from "../presence/seats.ts";

export interface GracefulLeaveParts {
  readonly judge: Judge;
  readonly engine: MediaEngine;
  readonly joinStreams: JoinStreams;
  /** Ends everything that waits here. */
  readonly stopped: AbortSignal;
}

/** How long a page that listens has to leave by itself, as any participant would. */
const ownLeaveMs = 300;
/** How long the engine has to take the packet that says why. */
const tellMs = 150;

/** `away`: has no connection by which to leave. `nobody`: there is nothing to tell. */
export type LeaveNotified = "page" | "client" | "away" | "nobody";

/**
 * Tells the person why, on the page's stream, else by a data packet that any client can read. When
 * this resolves, a page that was told has left by itself, or was too slow.
 */
export async function askToLeave(seat: Seat, parts: GracefulLeaveParts): Promise<LeaveNotified> {
  const { room, identity } = seat;
  const outcome = outcomeOf(parts.judge.judge(room, seat));
  if (!seat.decided || (outcome.kind !== "refused" && outcome.kind !== "held")) return "nobody";
  const isThere = seat.legs.length > 0;
  if (tellPage(seat, outcome, parts.joinStreams)) {
    await allClosed(seat, performance.now() + ownLeaveMs, parts.stopped);
    return isThere ? "page" : "away";
  }
  if (!isThere) return "away";
  const data = new TextEncoder().encode(JSON.stringify(packetOf(outcome)));
  // No time to leave, but the packet goes first: overtaken by the removal it is mostly lost.
  const told = parts.engine.tell(room, identity, "graticule", data);
  await Promise.race([told, pauseFor(tellMs, parts.stopped)]);
  return "client";
}

/**
 * Whether the page has left, or the gate could leave in its place: others can't tell it from an
 * ordinary departure.
 */
export function hasLeft(seat: Seat, told: LeaveNotified): boolean {
  if (told === "nobody" || told === "away") return false;
  if (seat.legs.length === 0) return told === "page";
  // The engine listens to one of them, and where two came at the same time it may be either.
  return seat.legs.map((leg) => leg.leave()).some(Boolean);
}

function tellPage({ room, identity }: Seat, keptOut: KeptOut, streams: JoinStreams): boolean {
  return keptOut.kind === "refused"
    ? streams.tellRemoved(room, identity, keptOut.status, keptOut.refusal)
    : streams.tellSentBack(room, identity, keptOut.held);
}

function packetOf(keptOut: KeptOut): object {
  return keptOut.kind === "refused"
    ? { kind: "removed", status: keptOut.status, refusal: keptOut.refusal }
    : { kind: "sent-back", held: keptOut.held };
}
