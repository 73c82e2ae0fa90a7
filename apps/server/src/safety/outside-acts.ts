import type { outsideAct, outsideActInput } from "@graticule/api/safety";
import { type Kysely, sql } from "kysely";
import type { z } from "zod";
import type { Database } from "../db/schema.ts";
import { appendEntry } from "../public-record/public-entries.ts";
import type { StoredRoomDirectory } from "../rooms/stored-room-directory.ts";

type OutsideAct = z.infer<typeof outsideAct>;

/** What a court forced the operator to do outside the product, entered by one person. */
export interface OutsideActs {
  /** Newest first, the newest 500. */
  list(): Promise<readonly OutsideAct[]>;
  /** `not-yet`: of a day that has not come. `not-found`: no such meeting. */
  enter(
    input: z.infer<typeof outsideActInput>,
    byPerson: string,
  ): Promise<"entered" | "not-yet" | "not-found">;
}

export interface OutsideActsParts {
  readonly db: Kysely<Database>;
  readonly directory: Pick<StoredRoomDirectory, "findMeeting" | "now">;
}

export function createOutsideActs({ db, directory }: OutsideActsParts): OutsideActs {
  return {
    async list() {
      const { rows } = await sql<Omit<OutsideAct, "enteredAt"> & { readonly enteredAt: Date }>`
        SELECT id AS "id", what AS "what", forced_by AS "forcedBy",
          to_char(happened_on, 'YYYY-MM-DD') AS "on", entered_at AS "enteredAt"
        FROM outside_act ORDER BY entered_at DESC, id LIMIT 500`.execute(db);
      return rows.map(({ enteredAt, ...act }) => ({ ...act, enteredAt: enteredAt.toISOString() }));
    },
    async enter({ what, forcedBy, on, code }, byPerson) {
      if (on > new Date(directory.now()).toISOString().slice(0, 10)) return "not-yet";
      const room = code === undefined ? null : directory.findMeeting(code)?.policy.room;
      if (room === undefined) return "not-found";
      await db.transaction().execute(async (tx) => {
        await sql`
          INSERT INTO outside_act (what, forced_by, happened_on, entered_by, meeting_commitment,
            host_commitment)
          SELECT ${what}, ${forcedBy}, ${on}::date, ${byPerson},
            CASE WHEN r.name IS NOT NULL THEN commitment_to_room(r.name) END,
            CASE WHEN r.account_id IS NOT NULL THEN commitment_to_account(r.account_id) END
          FROM (VALUES (1)) AS one LEFT JOIN room r ON r.name = ${room}`.execute(tx);
        await appendEntry(tx, { kind: "outside-act", what, forcedBy, on });
      });
      return "entered";
    },
  };
}
