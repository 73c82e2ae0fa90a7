import { randomUUID } from "node:crypto";
import type { Report, ReportInput } from "@graticule/api/safety";
import type { Kysely } from "kysely";
import type { Seal } from "../config/seal.ts";
import { askDatabase } from "../db/database-word.ts";
import type { Database } from "../db/schema.ts";
import { newTextKey } from "../db/text-key.ts";
import { insertTextKey } from "../db/text-keys.ts";
import type { TermsTools } from "../hosting/terms-tools.ts";
import type { Joins } from "../presence/joins.ts";
import type { Seats } from "../presence/seats.ts";
import type { StoredRoomDirectory } from "../rooms/stored-room-directory.ts";
import type { Receipts } from "./receipts.ts";
import {
  insertReport,
  insertReportedParticipant,
  insertReportOutcome,
  listReports,
} from "./report-store.ts";
import { termsPaths } from "./terms-texts.ts";
import type { UnreadReports } from "./unread-reports.ts";

/** Reports of abuse. Who makes one is not noted, and not asked for a name. */
export type Reports = ReturnType<typeof createReports>;

export interface ReportsParts {
  readonly db: Kysely<Database>;
  /** Of the instance; it seals the keys of texts. */
  readonly seal: Seal;
  readonly receipts: Receipts;
  readonly joins: Pick<Joins, "prove">;
  readonly seats: Pick<Seats, "isInside">;
  readonly directory: Pick<StoredRoomDirectory, "loadMeeting" | "findMeeting">;
  readonly termsTools: Pick<TermsTools, "nameInside">;
  readonly unreadReports: Pick<UnreadReports, "tell">;
}

type Proof = Pick<ReportInput, "code" | "receipt">;
type Named = NonNullable<ReportInput["participant"]>;

export function createReports(parts: ReportsParts) {
  const { db, seal, receipts, joins, seats, directory, termsTools, unreadReports } = parts;

  const roomOf = async (code: string): Promise<string | undefined> => {
    if ((await directory.loadMeeting(code)) === "outage") throw new Error("no answer in time");
    return directory.findMeeting(code)?.policy.room;
  };

  /** By the name that they gave at the door, if known: a reporter can't lay it on another. */
  const inRoom = async (room: string, { identity, name }: Named): Promise<Named | undefined> => {
    const known = await termsTools.nameInside({ room, identity });
    return known === undefined ? undefined : { identity, name: known === "" ? name : known };
  };

  return {
    /** While this page is inside, by its join's key. */
    receipt(asked: {
      readonly id: string;
      readonly key: string;
    }): string | "absent" | "not-inside" {
      const join = joins.prove(asked);
      if (join === undefined) return "absent";
      // INVARIANT: only for someone whom the gate let in, and who is inside now.
      if (!seats.isInside(join.room, join.identity)) return "not-inside";
      return receipts.issue(join.room);
    },
    /** The room that this reporter was inside, by their receipt. */
    async roomProved({ code, receipt }: Proof): Promise<string | undefined> {
      if (receipt === undefined) return undefined;
      const room = await roomOf(code);
      return room !== undefined && receipts.verify(receipt, room) ? room : undefined;
    },
    async make(input: ReportInput): Promise<"made" | "not-found"> {
      const { code, what, receipt, fromState, participant: about } = input;
      const room = await roomOf(code);
      if (room === undefined) return "not-found";
      const inside = receipt !== undefined && receipts.verify(receipt, room);
      // INVARIANT: it names nobody who is not inside now, and the answer doesn't say whether it does.
      const isNamed = inside && !fromState && about !== undefined;
      const named = isNamed ? await inRoom(room, about) : undefined;
      const shown = inside ? receipt : undefined;
      const id = randomUUID();
      const { key, sealed } = newTextKey(seal, id);
      const text = key.seal(input.text, termsPaths.report(id));
      await db.transaction().execute(async (tx) => {
        await insertReport(tx, { id, room, what, text, inside, receipt: shown, fromState });
        await insertTextKey(tx, { about: id, key: sealed });
        if (named === undefined) return;
        const { identity, name: displayName } = named;
        await insertReportedParticipant(tx, { reportId: id, room, identity, displayName });
      });
      // The reporter does not wait for it.
      void unreadReports.tell();
      return "made";
    },
    /** Newest first, as someone of the desk reads them. `state`: only those that the desk answers. */
    list: (reader: {
      readonly which: "all" | "state";
      readonly who: string;
    }): Promise<readonly Report[]> => listReports(db, seal, reader),
    async close(
      reportId: string,
      outcome: "no-action" | "to-the-desk",
      byPerson: string,
    ): Promise<"done" | "not-found" | "conflict" | "own-meeting"> {
      const word = await askDatabase(() =>
        insertReportOutcome(db, { reportId, outcome, byPerson }),
      );
      return word === "forbidden" ? "own-meeting" : word;
    },
  };
}
