import type { Held } from "@graticule/api/meetings";
import type { Refusal } from "@graticule/api/problem";

/** The refusal by which an order will soon keep someone out. */
export interface PrivateNotice {
  readonly refusal: Refusal;
  /** From when, ISO 8601 UTC. */
  readonly at: string;
}

/**
 * The event streams of our own pages, one per join. Events are sent at once and never waited for;
 * a false answer means that no page listens now. What was told is kept with the join, so that a
 * page that comes back learns it.
 */
export interface JoinStreams {
  tellRemoved(room: string, identity: string, status: 403 | 451, refusal: Refusal): boolean;
  /** Tells the page to leave and to wait in the lobby. */
  tellSentBack(room: string, identity: string, held: Held): boolean;
  /** Undefined: an earlier notice no longer holds. */
  tellNotice(room: string, identity: string, notice: PrivateNotice | undefined): boolean;
  tellEnded(room: string): void;
  /** Judges every page of these rooms that waits, is kept out or has no seat, and tells it of a change. */
  recheck(rooms: readonly string[] | "all"): void;
}
