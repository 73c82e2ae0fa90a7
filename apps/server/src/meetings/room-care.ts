import type { Logger } from "pino";
import type { JoinStreams } from "../admission/join-streams.ts";
import type { MediaEngine } from "../media/media-engine.ts";
import type { MeetingStore } from "./store.ts";

/** What rooms of ended meetings need afterwards. */
export interface RoomCare {
  /** Tells every page, and ends the room at the engine; tried again while the engine is away. */
  emptyRoom(room: string): void;
  close(): void;
}

export interface RoomCareParts {
  readonly store: MeetingStore;
  readonly streams: JoinStreams;
  readonly mediaEngine: MediaEngine;
  readonly log: Logger;
}

const retryMs = 1_000;
/** Then the sweep alone goes on: whoever sits in an ended meeting is removed one by one. */
const tries = 30;
const keptDays = 30;
const purgeEveryMs = 6 * 3_600_000;

export function createRoomCare({ store, streams, mediaEngine, log }: RoomCareParts): RoomCare {
  const timers = new Set<NodeJS.Timeout>();

  const endRoom = async (room: string, left: number): Promise<void> => {
    const answer = await mediaEngine.endRoom(room);
    if (answer !== "failed" || left === 0) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      void endRoom(room, left - 1);
    }, retryMs);
    timers.add(timer);
  };

  /** Meetings are deleted 30 days after their end, with their rules. */
  const purge = async (): Promise<void> => {
    try {
      const deleted = await store.deleteEnded(keptDays);
      if (deleted > 0) log.info({ deleted }, "meetings that ended long ago were deleted");
    } catch {
      // The database is away: the next round does it.
    }
  };

  const purging = setInterval(() => void purge(), purgeEveryMs).unref();
  void purge();

  return {
    emptyRoom(room) {
      streams.tellEnded(room);
      void endRoom(room, tries);
    },
    close() {
      clearInterval(purging);
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
