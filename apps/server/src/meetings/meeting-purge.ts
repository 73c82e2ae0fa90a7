import type { Logger } from "pino";
import type { MediaEngine } from "../media/media-engine.ts";
import type { JoinStreams } from "../presence/join-streams.ts";
import type { LiveRooms } from "../presence/live-room.ts";
import type { MeetingStore } from "./store.ts";

export interface MeetingPurgeParts {
  readonly live: LiveRooms;
  readonly store: Pick<MeetingStore, "deleteDue">;
  /** Answers how many. */
  readonly deleteExpiredKeys: () => Promise<number>;
  readonly streams: JoinStreams;
  readonly mediaEngine: MediaEngine;
  readonly log: Logger;
}

const retryMs = 1_000;
/** After so many, the sweep alone removes those inside, one by one. */
const tries = 30;
const purgeEveryMs = 6 * 3_600_000;

/** Empties the rooms of ended meetings, and deletes meetings, rooms and keys that have expired. */
export function createMeetingPurge(parts: MeetingPurgeParts) {
  const { live, store, streams, mediaEngine, log } = parts;

  const endRoom = async (room: string, left: number): Promise<void> => {
    const answer = await mediaEngine.endRoom(room);
    if (answer !== "failed" || left === 0) return;
    live.of(room).after(retryMs, () => void endRoom(room, left - 1));
  };

  const purge = async (): Promise<void> => {
    try {
      const { meetings, rooms } = await store.deleteDue();
      const keys = await parts.deleteExpiredKeys();
      if (meetings + rooms + keys > 0) {
        log.info({ meetings, rooms, keys }, "expired data was deleted");
      }
    } catch {
      // The database is away: the next round does it.
    }
  };

  const purging = setInterval(() => void purge(), purgeEveryMs).unref();
  void purge();

  return {
    /** Tells every page, and ends the room at the engine, again while the engine is away. */
    emptyRoom(room: string): void {
      streams.tellEnded(room);
      void endRoom(room, tries);
    },
    close: () => clearInterval(purging),
  };
}
