import { randomUUID } from "node:crypto";
import type { TextRemoval, TextRemovalInput } from "@graticule/api/ledger";
import type { Kysely } from "kysely";
import { askDatabase, askTransaction } from "../db/database-word.ts";
import type { Database } from "../db/schema.ts";
import { appendEntry } from "../public-record/public-entries.ts";
import {
  eraseText,
  findRemoval,
  insertRemoval,
  insertRemovalOutcome,
  readOpenRemovals,
} from "./removal-store.ts";

export type TextRemovals = ReturnType<typeof createTextRemovals>;

/**
 * The desk takes a text of the public log down (hosts: meeting-names.ts): one proposes, another
 * confirms, and the log says so. The commitment stays, so every proof holds as before; salt and
 * text are erased, so nobody can open it any more. The database refuses to one person what takes
 * two.
 */
export function createTextRemovals(db: Kysely<Database>) {
  return {
    /** Those that nobody decided yet, the oldest first, and what this person may do about them. */
    open: (person: string): Promise<readonly TextRemoval[]> => readOpenRemovals(db, person),
    /** `conflict`: there is no such text, or its removal is proposed already. */
    propose: (wanted: TextRemovalInput, by: string) =>
      askDatabase(async () => {
        const { entry: leaf, text: name, ground } = wanted;
        const id = randomUUID();
        await insertRemoval(db, { id, leaf, name, ground, proposedBy: by });
        return { kind: "proposed" as const, id };
      }),
    decide: (id: string, outcome: "confirmed" | "declined", by: string) =>
      askTransaction(db, async (tx) => {
        const removal = await findRemoval(tx, id);
        if (removal === undefined) return "absent" as const;
        const bar = outcome === "confirmed" ? barOf(removal) : undefined;
        if (bar !== undefined) return bar;
        await insertRemovalOutcome(tx, { removalId: id, outcome, byPerson: by });
        if (outcome === "declined") return "done" as const;
        await eraseText(tx, removal);
        const { leaf, name, ground } = removal;
        await appendEntry(tx, { kind: "text-removed", entry: leaf, text: name, ground });
        return "done" as const;
      }),
  };
}

/** Why no one confirms it; undefined: nothing is in the way. */
function barOf(removal: { readonly isBroughtBack: boolean; readonly isProposerBarred: boolean }) {
  if (removal.isBroughtBack) return "proposal-brought-back";
  return removal.isProposerBarred ? "proposer-barred" : undefined;
}
