import type { Transaction } from "kysely";
import type { Database } from "../../db/schema.ts";
import { appendEntry } from "../../public-record/public-entries.ts";
import type { ChangeBody } from "./change-body.ts";
import { sayChange } from "./say-change.ts";

/** A change, and who proposes it. */
export interface Proposal {
  readonly body: ChangeBody;
  readonly by: string;
  readonly as: "member" | "administrator";
}

/** Records a change with its public entry; nothing of it holds yet. Answers its id. */
export async function enterChange(
  tx: Transaction<Database>,
  { body, by, as }: Proposal,
): Promise<string> {
  const { kind, ...rest } = body;
  const { id } = await tx
    .insertInto("desk_change")
    .values({
      kind,
      body: JSON.stringify(rest),
      proposed_by: by,
      by_administrator: as === "administrator",
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  await appendEntry(tx, { kind: "change-proposed", change: id, what: kind, says: sayChange(body) });
  return id;
}

export type ChangeOutcome = "confirmed" | "declined" | "withdrawn" | "waited" | "alone";

/** Records how a change ended, with its public entry: one outcome, whoever comes first. */
export async function endChange(
  tx: Transaction<Database>,
  change: { readonly id: string; readonly outcome: ChangeOutcome; readonly by: string | null },
): Promise<void> {
  const { id, outcome, by } = change;
  await tx
    .insertInto("desk_change_outcome")
    .values({ change_id: id, outcome, by_person: by })
    .execute();
  await appendEntry(tx, { kind: "change-decided", change: id, outcome });
}
