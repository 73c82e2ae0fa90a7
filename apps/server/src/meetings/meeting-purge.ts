import type { Logger } from "pino";
import { z } from "zod";
import type { Questions } from "../cluster/questions.ts";
import type { Jobs } from "../jobs/jobs.ts";
import type { MediaEngine } from "../media/media-engine.ts";
import type { JoinStreams } from "../presence/join-streams.ts";
import { irregularly } from "../processes/irregularly.ts";
import type { MeetingStore } from "./store.ts";

export interface MeetingPurgeParts {
  readonly jobs: Jobs;
  readonly questions: Questions;
  readonly store: Pick<MeetingStore, "deleteDue" | "isOver">;
  /** Answers how many. */
  readonly deleteExpiredKeys: () => Promise<number>;
  readonly streams: JoinStreams;
  readonly mediaEngine: MediaEngine;
  readonly log: Logger;
}

/** Seconds before each further try; after them the sweep alone removes those inside, one by one. */
const endRoomWaits = [1, 1, 2, 4, 8, 15, 30];
const purgeEveryMs = 6 * 3_600_000;

/** Empties the rooms of ended meetings, and deletes meetings, rooms and keys that have expired. */
export function createMeetingPurge(parts: MeetingPurgeParts) {
  const { jobs, store, questions, streams, mediaEngine, log } = parts;

  const endAtOwner = questions.aboutRoom(
    "end-room",
    { body: z.null(), answer: z.enum(["done", "again"]) },
    async (room) => {
      streams.tellEnded(room);
      return (await mediaEngine.endRoom(room)) === "failed" ? "again" : "done";
    },
  );
  const endRoom = jobs.define("end-room", {
    payload: z.object({ room: z.string() }),
    waits: endRoomWaits,
    // INVARIANT: what is tried again, perhaps a day later, ends nothing that is open by then, such as the next session.
    run: async ({ room }) =>
      (await store.isOver(room)) ? ((await endAtOwner(room, null)) ?? "again") : "done",
  });

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

  const stop = irregularly(() => void purge(), purgeEveryMs);
  void purge();

  return {
    /** Tells every page, and ends the room at the engine, again while the engine is away. */
    emptyRoom(room: string): void {
      // At once where they are; the job does the same at the room's owner.
      streams.tellEnded(room);
      void endRoom.add({ room });
    },
    close: stop,
  };
}
