import type { TextRemoval } from "@graticule/api/ledger";
import { type Kysely, sql, type Transaction } from "kysely";
import { inserter } from "../db/rows.ts";
import type { Database } from "../db/schema.ts";

/** Those that nobody decided yet, the oldest first, and what this person may do about them. */
export async function readOpenRemovals(
  db: Kysely<Database>,
  person: string,
): Promise<readonly TextRemoval[]> {
  const { rows } = await sql<Omit<TextRemoval, "proposedAt"> & { readonly proposedAt: Date }>`
    SELECT r.id, r.leaf AS "entry", r.name AS "text", r.ground, t.value AS "says",
      jsonb_build_object('id', r.proposed_by, 'name', coalesce(p.name, '')) AS "proposedBy",
      r.proposed_at AS "proposedAt",
      CASE WHEN r.proposed_by = ${person} THEN 'proposed-it'
           WHEN desk_role_since(${person}, 'approver') IS NULL THEN 'no-such-role'
           WHEN is_proposal_brought_back(r.proposed_at) THEN 'proposal-brought-back'
           WHEN NOT may_remove_since_restoration(r.leaf, ${person}) THEN 'brought-back'
           WHEN is_near_text(r.leaf, ${person}) THEN 'near-entry'
           WHEN desk_role_since(${person}, 'approver') > now() - interval '72 hours' THEN 'too-new'
           WHEN NOT may_propose_removal(r.leaf, r.proposed_by) THEN 'proposer-barred'
           ELSE 'yes' END AS "mayConfirm",
      coalesce(desk_role_since(${person}, 'reviewer'), desk_role_since(${person}, 'approver'))
        IS NOT NULL AS "mayDecline"
    FROM text_removal r JOIN ledger_text t ON t.leaf = r.leaf AND t.name = r.name
    LEFT JOIN person p ON p.id = r.proposed_by
    LEFT JOIN text_removal_outcome o ON o.removal_id = r.id
    WHERE o.removal_id IS NULL AND t.value IS NOT NULL ORDER BY r.proposed_at, r.id`.execute(db);
  return rows.map((row) => ({ ...row, proposedAt: row.proposedAt.toISOString() }));
}

export const insertRemoval = inserter("text_removal");

export async function findRemoval(tx: Transaction<Database>, id: string) {
  return await tx
    .selectFrom("text_removal")
    .select(["leaf", "name", "ground"])
    .select(sql<boolean>`is_proposal_brought_back(proposed_at)`.as("isBroughtBack"))
    .select(sql<boolean>`NOT may_propose_removal(leaf, proposed_by)`.as("isProposerBarred"))
    .where("id", "=", id)
    .executeTakeFirst();
}

/** @throws a unique violation where it has its outcome already */
export const insertRemovalOutcome = inserter("text_removal_outcome");

/** Salt and text; the commitment stays. */
export async function eraseText(
  tx: Transaction<Database>,
  { leaf, name }: { readonly leaf: number; readonly name: string },
): Promise<void> {
  await tx
    .updateTable("ledger_text")
    .set({ salt: null, value: null })
    .where("leaf", "=", leaf)
    .where("name", "=", name)
    .execute();
}
