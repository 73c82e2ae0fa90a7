import type { Held } from "@graticule/api/meetings";
import type { Refusal } from "@graticule/api/problem";

/** An order that will keep someone out, as it will be told then, and from when (ISO 8601 UTC). */
export interface PrivateNotice {
  readonly refusal: Refusal;
  readonly at: string;
}

/** The event streams of our own pages, one per join. */
export interface JoinStreams {
  /** Whether a page of this seat listens now: it gets 300 ms to leave by itself. */
  isOpen(room: string, identity: string): boolean;
  /** Tells the page to leave. False where no page listens. */
  tellRemoved(room: string, identity: string, status: 403 | 451, refusal: Refusal): boolean;
  /** Tells the page to leave and to wait. False where no page listens. */
  tellSentBack(room: string, identity: string, held: Held): boolean;
  /** Undefined: what was said before holds no more. False where no page listens. */
  tellNotice(room: string, identity: string, notice: PrivateNotice | undefined): boolean;
  tellEnded(room: string): void;
  /** Asks every page of these rooms that waits or is kept out again whether its door is open now. */
  recheck(rooms: readonly string[] | "all"): void;
}
