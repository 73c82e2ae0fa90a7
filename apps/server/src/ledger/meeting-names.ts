import type { MeetingName } from "@graticule/api/meeting-name";
import { type Kysely, sql } from "kysely";
import { askDatabase } from "../db/database-word.ts";
import type { Database } from "../db/schema.ts";
import { appendEntry } from "../public-record/public-entries.ts";

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

type NoName = Extract<MeetingName, { readonly kind: "cannot" }>["reason"];

interface NameRow {
  readonly title: string;
  readonly why: NoName | "named" | null;
  readonly commitment: string;
}

interface NamedRow {
  readonly entryId: number;
  readonly title: string;
  readonly day: string;
  readonly leaf: number | null;
}

export function createMeetingNames(db: Kysely<Database>): MeetingNames {
  return {
    async look(room) {
      const named = await findNamed(db, room);
      if (named !== undefined) {
        const { title, day, leaf } = named;
        return { kind: "named", title, day, ...(leaf === null ? {} : { entry: leaf }) };
      }
      const { rows } = await sql<Pick<NameRow, "title" | "why">>`
        SELECT title AS "title", why_no_name(room) AS "why" FROM meeting WHERE room = ${room}`.execute(
        db,
      );
      const [row] = rows;
      // Of one that is named and yet not found somebody takes the name back right now.
      if (row === undefined || row.why === "named") return { kind: "cannot", reason: "not-yet" };
      if (row.why !== null) return { kind: "cannot", reason: row.why };
      return { kind: "can", title: row.title };
    },
    async name(room, seen) {
      const answer = await askDatabase(() =>
        db.transaction().execute(async (tx) => {
          // Before the meeting, as whatever else holds both: see meeting_is_named.
          await sql`SELECT pg_advisory_xact_lock(hashtextextended('requests and acts', 0))`.execute(
            tx,
          );
          const { rows } = await sql<NameRow>`
            SELECT title AS "title", why_no_name(room) AS "why",
              encode(commitment_to_room(room), 'hex') AS "commitment"
            FROM meeting WHERE room = ${room} FOR UPDATE`.execute(tx);
          const { title, why, commitment } = rows[0] ?? { why: "nothing-told" as const };
          if (why !== null) return why;
          if (title !== seen) return "other-title";
          const entry = { kind: "meeting-named", meeting: commitment, title } as const;
          const entryId = await appendEntry(tx, entry);
          await tx.insertInto("meeting_name").values({ entry_id: entryId, room }).execute();
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
          await tx.insertInto("meeting_name_end").values({ entry_id: named.entryId }).execute();
          return "done" as const;
        }),
      );
      // Somebody was faster: it is not named any more.
      return answer === "done" ? "done" : "not-named";
    },
  };
}

/** Undefined: the log does not say it, or not any more. */
async function findNamed(db: Kysely<Database>, room: string): Promise<NamedRow | undefined> {
  const { rows } = await sql<NamedRow>`
    SELECT n.entry_id AS "entryId", t.value AS "title", e.day AS "day", t.leaf AS "leaf"
    FROM meeting_name n JOIN public_entry e ON e.id = n.entry_id
    JOIN ledger_text t ON t.entry_id = n.entry_id AND t.name = 'title'
    WHERE n.room = ${room} AND t.value IS NOT NULL
      AND NOT EXISTS (SELECT FROM meeting_name_end x WHERE x.entry_id = n.entry_id)`.execute(db);
  return rows[0];
}
