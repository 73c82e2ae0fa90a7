import type { Held } from "@graticule/api/meetings";
import type { Refusal } from "@graticule/api/problem";

/** The event streams of our own pages, one per join. */
export interface JoinStreams {
  /** Whether a page of this seat listens now: it gets 300 ms to leave by itself. */
  isOpen(room: string, identity: string): boolean;
  /** Tells the page to leave. False where no page listens. */
  tellRemoved(room: string, identity: string, status: 403 | 451, refusal: Refusal): boolean;
  /** Tells the page to leave and to wait. False where no page listens. */
  tellSentBack(room: string, identity: string, held: Held): boolean;
  tellEnded(room: string): void;
  /** Asks every page of these rooms that waits or is kept out again whether its door is open now. */
  recheck(rooms: readonly string[] | "all"): void;
}
