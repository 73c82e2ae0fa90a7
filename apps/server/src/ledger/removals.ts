import type { TextRemoval, TextRemovalInput } from "@graticule/api/ledger";
import { type Kysely, sql } from "kysely";
import { askDatabase } from "../db/database-word.ts";
import type { Database } from "../db/schema.ts";
import { appendEntry } from "../public-record/public-entries.ts";

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

interface OpenRow extends Omit<TextRemoval, "proposedAt"> {
  readonly proposedAt: Date;
}

export function createTextRemovals(db: Kysely<Database>): TextRemovals {
  return {
    async open(person) {
      const { rows } = await sql<OpenRow>`
        SELECT r.id AS "id", r.leaf AS "entry", r.name AS "text", r.ground AS "ground", t.value AS "says",
          jsonb_build_object('id', r.proposed_by, 'name', coalesce(p.name, '')) AS "proposedBy",
          r.proposed_at AS "proposedAt",
          CASE WHEN r.proposed_by = ${person} THEN 'proposed-it'
               WHEN desk_role_since(${person}, 'approver') IS NULL THEN 'no-such-role'
               WHEN desk_role_since(${person}, 'approver') > now() - interval '72 hours' THEN 'too-new'
               ELSE 'yes' END AS "mayConfirm",
          coalesce(desk_role_since(${person}, 'reviewer'), desk_role_since(${person}, 'approver'))
            IS NOT NULL AS "mayDecline"
        FROM text_removal r JOIN ledger_text t ON t.leaf = r.leaf AND t.name = r.name
        LEFT JOIN person p ON p.id = r.proposed_by
        LEFT JOIN text_removal_outcome o ON o.removal_id = r.id
        WHERE o.removal_id IS NULL AND t.value IS NOT NULL ORDER BY r.proposed_at, r.id`.execute(
        db,
      );
      return rows.map((row) => ({ ...row, proposedAt: row.proposedAt.toISOString() }));
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
