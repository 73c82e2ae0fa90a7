import type { Logger } from "pino";
import { z } from "zod";
import type { Questions } from "../cluster/questions.ts";
import type { Jobs } from "../jobs/jobs.ts";
import type { MediaEngine } from "../media/media-engine.ts";
import type { JoinStreams } from "../presence/join-streams.ts";
import { irregularly } from "../processes/irregularly.ts";
import type { StoredRoomDirectory } from "../rooms/stored-room-directory.ts";
import type { MeetingStore } from "./store.ts";

export interface MeetingPurgeParts {
  readonly jobs: Jobs;
  readonly questions: Questions;
  readonly store: Pick<MeetingStore, "deleteDue">;
  readonly directory: Pick<StoredRoomDirectory, "find" | "refresh">;
  /** Whether the log's signer saw that the database continues from what was signed, or that it was restored. */
  readonly isSound: () => boolean;
  /** Answers how many. */
  readonly deleteExpiredKeys: () => Promise<number>;
  readonly streams: JoinStreams;
  readonly mediaEngine: MediaEngine;
  readonly log: Logger;
}

/** Seconds before each further try; after them the sweep alone removes those inside, one by one. */
const endRoomWaits = [1, 1, 2, 4, 8, 15, 30];
const purgeEveryMs = 6 * 3_600_000;
/** Also after a restore that the signer saw, the operator has this long to look. */
const firstPurgeMs = 10 * 60_000;

/** Empties the rooms of ended meetings, and deletes meetings, rooms and keys that have expired. */
export function createMeetingPurge(parts: MeetingPurgeParts) {
  const { jobs, store, directory, questions, streams, mediaEngine, log } = parts;

  const endAtOwner = questions.aboutRoom(
    "end-room",
    { body: z.null(), answer: z.enum(["done", "again"]) },
    async (room) => {
      await directory.refresh({ kind: "room", room });
      // INVARIANT: what is done late, or again since no one could note that it was done, ends no meeting that has opened since.
      if (directory.find(room)?.ended === false) return "done";
      streams.tellEnded(room);
      return (await mediaEngine.endRoom(room)) === "failed" ? "again" : "done";
    },
  );
  const endRoom = jobs.define("end-room", {
    payload: z.object({ room: z.string() }),
    waits: endRoomWaits,
    run: async ({ room }) => (await endAtOwner(room, null)) ?? "again",
  });

  const purge = async (): Promise<void> => {
    try {
      // INVARIANT: nothing is deleted before the log's signer saw whether the database was restored. Without its key or its
      // last checkpoint it never sees it.
      if (!parts.isSound()) return;
      const { meetings, rooms } = await store.deleteDue();
      const keys = await parts.deleteExpiredKeys();
      if (meetings + rooms + keys > 0) {
        log.info({ meetings, rooms, keys }, "expired data was deleted");
      }
    } catch {
      // The database is away: the next round does it.
    }
  };

  const first = setTimeout(() => void purge(), firstPurgeMs).unref();
  const stop = irregularly(() => void purge(), purgeEveryMs);

  return {
    /** Tells every page, and ends the room at the engine, again while the engine is away. */
    emptyRoom(room: string): void {
      // At once where they are; the job does the same at the room's owner.
      streams.tellEnded(room);
      void endRoom.add({ room });
    },
    close(): void {
      clearTimeout(first);
      stop();
    },
  };
}
