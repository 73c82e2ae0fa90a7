import { setTimeout as delay } from "node:timers/promises";
import { type Owners, returnMs } from "../cluster/owners.ts";
import type { MediaEngine } from "../media/media-engine.ts";
import type { LiveRooms, RoomState } from "./live-room.ts";
import type { Seats } from "./seats.ts";

export interface FirstListParts {
  readonly live: LiveRooms;
  readonly seats: Seats;
  readonly owners: Pick<Owners, "holds" | "since" | "tookOver">;
  readonly engine: Pick<MediaEngine, "listSeats">;
}

/** Some clients wait 5 s for an answer, and may have waited for their engine before. */
const waitMs = 1_000;

/** Forgotten, it is only asked for again. */
const kind: RoomState<{ asked: Promise<void> | undefined }> = {
  make: () => ({ asked: undefined }),
  isIdle: () => true,
};

/** Resolves once this process knows who was inside the room before, or the engine doesn't answer. */
export type WhoWasInside = (room: string) => Promise<void>;

/**
 * After a start or a take-over only the engine knows who was inside. It is asked before the first of them is
 * judged again, and never rejects.
 */
export function createFirstList({ live, seats, owners, engine }: FirstListParts): WhoWasInside {
  const ask = async (room: string): Promise<void> => {
    const listed = await engine.listSeats(room);
    // Meanwhile it may be another instance's.
    if (listed !== undefined && owners.holds(room)) seats.inherit(room, listed);
  };
  return async (room) => {
    const isOver = () => performance.now() - owners.since(room) > returnMs;
    if (!owners.holds(room) || !owners.tookOver(room) || isOver()) return;
    const state = live.of(room).get(kind);
    state.asked ??= ask(room);
    await Promise.race([state.asked, delay(waitMs, undefined, { ref: false })]);
  };
}
