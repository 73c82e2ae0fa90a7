import type { outsideActInput } from "@graticule/api/safety";
import type { Kysely } from "kysely";
import type { z } from "zod";
import type { Database } from "../db/schema.ts";
import { appendEntry } from "../public-record/public-entries.ts";
import type { StoredRoomDirectory } from "../rooms/stored-room-directory.ts";
import { insertOutsideAct, listOutsideActs, type OutsideAct } from "./outside-act-store.ts";

/** What a court forced the operator to do outside the product, entered by one person. */
export type OutsideActs = ReturnType<typeof createOutsideActs>;

export interface OutsideActsParts {
  readonly db: Kysely<Database>;
  readonly directory: Pick<StoredRoomDirectory, "loadMeeting" | "findMeeting" | "now">;
}

export function createOutsideActs({ db, directory }: OutsideActsParts) {
  const roomOf = async (code: string): Promise<string | undefined> => {
    if ((await directory.loadMeeting(code)) === "outage") throw new Error("no answer in time");
    return directory.findMeeting(code)?.policy.room;
  };
  return {
    /** Newest first, the newest 500. */
    list: (): Promise<readonly OutsideAct[]> => listOutsideActs(db),
    /** `not-yet`: of a day that has not come. `not-found`: no such meeting. */
    async enter(
      { what, forcedBy, on, code }: z.infer<typeof outsideActInput>,
      byPerson: string,
    ): Promise<"entered" | "not-yet" | "not-found"> {
      if (on > new Date(directory.now()).toISOString().slice(0, 10)) return "not-yet";
      const room = code === undefined ? null : await roomOf(code);
      if (room === undefined) return "not-found";
      await db.transaction().execute(async (tx) => {
        await insertOutsideAct(tx, { what, forcedBy, on, room, by: byPerson });
        await appendEntry(tx, { kind: "outside-act", what, forcedBy, on });
      });
      return "entered";
    },
  };
}
