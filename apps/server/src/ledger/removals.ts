import type { TextRemoval, TextRemovalInput } from "@graticule/api/ledger";
import { type Kysely, sql } from "kysely";
import type { Database } from "../db/schema.ts";
import { askDatabase } from "../desk/database-word.ts";
import { appendEntry } from "../desk/public-entries.ts";

/**
 * Taking down a text of the public log: one proposes, another confirms, and the log says so. Its commitment stays, so
 * every proof holds as before; salt and text are erased, so nobody can open it any more. The database refuses to
 * one what takes two.
 */
export interface TextRemovals {
  /** Those that nobody decided yet, the oldest first. */
  open(): Promise<readonly TextRemoval[]>;
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
    async open() {
      const { rows } = await sql<TextRemoval>`
        SELECT r.id AS "id", r.leaf AS "entry", r.name AS "text", r.ground AS "ground"
        FROM text_removal r LEFT JOIN text_removal_outcome o ON o.removal_id = r.id
        WHERE o.removal_id IS NULL ORDER BY r.proposed_at, r.id`.execute(db);
      return rows;
    },
    propose: ({ entry, text, ground }, by) =>
      askDatabase(async () => {
        const { id } = await db
          .insertInto("text_removal")
          .values({ leaf: entry, name: text, ground, proposed_by: by })
          .returning("id")
          .executeTakeFirstOrThrow();
        return { kind: "proposed" as const, id };
      }),
    decide: (id, outcome, by) =>
      askDatabase(() =>
        db.transaction().execute(async (tx) => {
          const removals = tx.selectFrom("text_removal").selectAll().where("id", "=", id);
          const removal = await removals.executeTakeFirst();
          if (removal === undefined) return "absent" as const;
          await tx
            .insertInto("text_removal_outcome")
            .values({ removal_id: id, outcome, by_person: by })
            .execute();
          if (outcome === "declined") return "done" as const;
          const { leaf, name, ground } = removal;
          await tx
            .updateTable("ledger_text")
            .set({ salt: null, value: null })
            .where("leaf", "=", leaf)
            .where("name", "=", name)
            .execute();
          await appendEntry(tx, { kind: "text-removed", entry: leaf, text: name, ground });
          return "done" as const;
        }),
      ),
  };
}
