import type { TextRemoval, TextRemovalInput } from "@graticule/api/ledger";
import type { Kysely } from "kysely";
import { askDatabase } from "../db/database-word.ts";
import type { Database } from "../db/schema.ts";
import { appendEntry } from "../public-record/public-entries.ts";
import {
  eraseText,
  findRemoval,
  insertRemoval,
  insertRemovalOutcome,
  readOpenRemovals,
} from "./removal-store.ts";

/**
 * Taking down a text of the public log by the desk (for hosts: meeting-names.ts): one proposes, another confirms, and the log says so. Its commitment stays, so
 * every proof holds as before; salt and text are erased, so nobody can open it any more. The database refuses to
 * one what takes two.
 */
export interface TextRemovals {
  /** Those that nobody decided yet, the oldest first, and what this person may do about them. */
  open(person: string): Promise<readonly TextRemoval[]>;
  /** `conflict`: there is no such text, or its removal is proposed already. */
  propose(
    wanted: TextRemovalInput,
    by: string,
  ): Promise<{ readonly kind: "proposed"; readonly id: string } | "forbidden" | "conflict">;
  decide(
    id: string,
    outcome: "confirmed" | "declined",
    by: string,
  ): Promise<"done" | "forbidden" | "conflict" | "absent">;
}

export function createTextRemovals(db: Kysely<Database>): TextRemovals {
  return {
    open: (person) => readOpenRemovals(db, person),
    propose: (wanted, by) =>
      askDatabase(async () => ({
        kind: "proposed" as const,
        id: await insertRemoval(db, wanted, by),
      })),
    decide: (id, outcome, by) =>
      askDatabase(() =>
        db.transaction().execute(async (tx) => {
          const removal = await findRemoval(tx, id);
          if (removal === undefined) return "absent" as const;
          await insertRemovalOutcome(tx, { id, outcome, by });
          if (outcome === "declined") return "done" as const;
          await eraseText(tx, removal);
          const { leaf, name, ground } = removal;
          await appendEntry(tx, { kind: "text-removed", entry: leaf, text: name, ground });
          return "done" as const;
        }),
      ),
  };
}
