import type { outsideActInput } from "@graticule/api/safety";
import { mustHide, refusedIn } from "@graticule/desk/must-hide";
import type { Kysely } from "kysely";
import type { z } from "zod";
import type { Database } from "../db/schema.ts";
import { appendEntry } from "../public-record/public-entries.ts";
import type { StoredRoomDirectory } from "../rooms/stored-room-directory.ts";
import {
  insertOutsideAct,
  listOutsideActs,
  type OutsideAct,
  readNamesAround,
} from "./outside-act-store.ts";

/** What a court forced the operator to do outside the product, entered by one person. */
export type OutsideActs = ReturnType<typeof createOutsideActs>;

export interface OutsideActsParts {
  readonly db: Kysely<Database>;
  readonly directory: Pick<StoredRoomDirectory, "loadMeeting" | "findMeeting" | "now">;
  readonly publicUrl: string;
}

/** `invalid`: of a day that has not come, or one of its texts names what the public must not read. */
export type OutsideActOutcome =
  | { readonly kind: "entered" | "not-found" }
  | {
      readonly kind: "invalid";
      readonly errors: readonly { readonly pointer: string; readonly detail: string }[];
    };

export function createOutsideActs({ db, directory, publicUrl }: OutsideActsParts) {
  const roomOf = async (code: string): Promise<string | undefined> => {
    if ((await directory.loadMeeting(code)) === "outage") throw new Error("no answer in time");
    return directory.findMeeting(code)?.policy.room;
  };
  const host = new URL(publicUrl).hostname;
  /**
   * INVARIANT: no text names the meeting, its host, or how to find or reach anyone. Names are compared last: a guess at a host's
   * name that fails is a public entry, so no one tests names unseen.
   */
  const wrongWith = async (
    { what, forcedBy, on }: Omit<z.infer<typeof outsideActInput>, "code">,
    room: string | null,
  ) => {
    const isToCome = on > new Date(directory.now()).toISOString().slice(0, 10);
    if (isToCome) return [{ pointer: "/on", detail: "This day is in the future" }];
    const kinds = ["contact", "link", "meeting", "person"] as const;
    const texts = [
      { pointer: "/what", text: what, kinds },
      { pointer: "/forcedBy", text: forcedBy, kinds },
    ];
    const known = { ...(await readNamesAround(db, room)), host };
    return refusedIn(texts, known, { find: mustHide, reader: "The public reads this." });
  };
  return {
    /** Newest first, the newest 500. */
    list: (): Promise<readonly OutsideAct[]> => listOutsideActs(db),
    /** `not-found`: no such meeting. */
    async enter(
      { what, forcedBy, on, code }: z.infer<typeof outsideActInput>,
      byPerson: string,
    ): Promise<OutsideActOutcome> {
      const room = code === undefined ? null : await roomOf(code);
      if (room === undefined) return { kind: "not-found" };
      const errors = await wrongWith({ what, forcedBy, on }, room);
      if (errors.length > 0) return { kind: "invalid", errors };
      await db.transaction().execute(async (tx) => {
        await insertOutsideAct(tx, { what, forcedBy, on, room, by: byPerson });
        await appendEntry(tx, { kind: "outside-act", what, forcedBy, on });
      });
      return { kind: "entered" };
    },
  };
}
