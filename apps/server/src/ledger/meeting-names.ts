import type { MeetingName } from "@graticule/api/meeting-name";
import type { Kysely } from "kysely";
import { askTransaction } from "../db/database-word.ts";
import { lockRequestsAndActs } from "../db/requests-and-acts.ts";
import type { Database } from "../db/schema.ts";
import { appendEntry } from "../public-record/public-entries.ts";
import {
  findNameable,
  findNamed,
  insertName,
  insertNameEnd,
  lockNameable,
  type NameableMeeting,
  type NoName,
} from "./meeting-name-store.ts";

export type MeetingNames = ReturnType<typeof createMeetingNames>;

/**
 * Whether the public log says which meeting a commitment means: its host's own decision, and theirs
 * to take back. The database refuses it while something of what names the meeting is open or
 * sealed, erases a title that is taken back in the same transaction, and deletes it along with its
 * meeting.
 */
export function createMeetingNames(db: Kysely<Database>) {
  return {
    async look(room: string): Promise<MeetingName> {
      const named = await findNamed(db, room);
      if (named !== undefined) {
        const { title, day, leaf } = named;
        return { kind: "named", title, day, entry: leaf ?? undefined };
      }
      const meeting = await findNameable(db, room);
      // Named, and yet not found: the name is being taken back right now.
      if (meeting === undefined || meeting.why === "named")
        return { kind: "cannot", reason: "not-yet" };
      if (meeting.why !== null) return { kind: "cannot", reason: meeting.why };
      return { kind: "can", title: meeting.title };
    },
    /** @param seen the title that the host was shown */
    async name(room: string, seen: string): Promise<"done" | NoName | "named" | "other-title"> {
      const whyNot = (meeting: NameableMeeting | undefined) => {
        if (meeting === undefined) return "nothing-told" as const;
        return meeting.why ?? (meeting.title === seen ? undefined : ("other-title" as const));
      };
      // A host who can't name it keeps no one at the desk waiting.
      const bar = whyNot(await findNameable(db, room));
      if (bar !== undefined) return bar;
      const answer = await askTransaction(db, async (tx) => {
        // Before the meeting, as whatever else holds both: see meeting_is_named.
        await lockRequestsAndActs(tx);
        const meeting = await lockNameable(tx, room);
        const barred = whyNot(meeting);
        if (meeting === undefined || barred !== undefined) return barred ?? "nothing-told";
        const { title, commitment } = meeting;
        const entry = { kind: "meeting-named", meeting: commitment, title } as const;
        const entryId = await appendEntry(tx, entry);
        await insertName(tx, { entryId, room });
        return "done" as const;
      });
      // A request came in between.
      return answer === "forbidden" || answer === "conflict" ? "not-yet" : answer;
    },
    async withdraw(room: string): Promise<"done" | "not-named"> {
      const answer = await askTransaction(db, async (tx) => {
        const named = await findNamed(tx, room);
        if (named === undefined) return "not-named" as const;
        await insertNameEnd(tx, { entryId: named.entryId });
        return "done" as const;
      });
      // Someone was faster: it is not named any more.
      return answer === "done" ? "done" : "not-named";
    },
  };
}
