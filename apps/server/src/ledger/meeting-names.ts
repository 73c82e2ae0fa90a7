import type { MeetingName } from "@graticule/api/meeting-name";
import type { Kysely } from "kysely";
import { askDatabase } from "../db/database-word.ts";
import { lockRequestsAndActs } from "../db/requests-and-acts.ts";
import type { Database } from "../db/schema.ts";
import { appendEntry } from "../public-record/public-entries.ts";
import {
  findNameable,
  findNamed,
  insertName,
  insertNameEnd,
  lockNameable,
  type NoName,
} from "./meeting-name-store.ts";

/**
 * Whether the public log says which meeting a commitment means: its host's own decision, and theirs to take back.
 * The database refuses it while something of what names the meeting is open or sealed, erases a title that is taken
 * back in the same transaction, and takes it along with its meeting.
 */
export interface MeetingNames {
  look(room: string): Promise<MeetingName>;
  /** @param seen the title that the host was shown */
  name(room: string, seen: string): Promise<"done" | NoName | "named" | "other-title">;
  withdraw(room: string): Promise<"done" | "not-named">;
}

export function createMeetingNames(db: Kysely<Database>): MeetingNames {
  return {
    async look(room) {
      const named = await findNamed(db, room);
      if (named !== undefined) {
        const { title, day, leaf } = named;
        return { kind: "named", title, day, ...(leaf === null ? {} : { entry: leaf }) };
      }
      const meeting = await findNameable(db, room);
      // Of one that is named and yet not found someone takes the name back right now.
      if (meeting === undefined || meeting.why === "named")
        return { kind: "cannot", reason: "not-yet" };
      if (meeting.why !== null) return { kind: "cannot", reason: meeting.why };
      return { kind: "can", title: meeting.title };
    },
    async name(room, seen) {
      const answer = await askDatabase(() =>
        db.transaction().execute(async (tx) => {
          // Before the meeting, as whatever else holds both: see meeting_is_named.
          await lockRequestsAndActs(tx);
          const meeting = await lockNameable(tx, room);
          if (meeting === undefined) return "nothing-told" as const;
          const { title, why, commitment } = meeting;
          if (why !== null) return why;
          if (title !== seen) return "other-title";
          const entry = { kind: "meeting-named", meeting: commitment, title } as const;
          const entryId = await appendEntry(tx, entry);
          await insertName(tx, { entryId, room });
          return "done" as const;
        }),
      );
      // A request came in between.
      return answer === "forbidden" || answer === "conflict" ? "not-yet" : answer;
    },
    async withdraw(room) {
      const answer = await askDatabase(() =>
        db.transaction().execute(async (tx) => {
          const named = await findNamed(tx, room);
          if (named === undefined) return "not-named" as const;
          await insertNameEnd(tx, named.entryId);
          return "done" as const;
        }),
      );
      // Someone was faster: it is not named any more.
      return answer === "done" ? "done" : "not-named";
    },
  };
}
