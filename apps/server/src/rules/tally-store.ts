import { type Kysely, sql } from "kysely";
import type { Database } from "../db/schema.ts";
import type { CountedOutcome } from "../presence/events.ts";

interface CountedRule {
  readonly version: number;
  /** False: after the rule had ended by itself. */
  readonly inForce: boolean;
}

export type TallyRow = CountedRule & Readonly<Record<CountedOutcome, number>>;

export interface Counted extends CountedRule {
  readonly room: string;
  readonly counts: Record<CountedOutcome, number>;
}

/** Adds to what is stored; rooms that were deleted meanwhile are left out. */
export async function addTallies(db: Kysely<Database>, taken: readonly Counted[]): Promise<void> {
  const rows = taken.map(({ counts, ...row }) => ({ ...row, ...counts }));
  await sql`
    INSERT INTO rule_tally AS t (room, version, in_force, admitted, held, refused, removed)
    SELECT r.name, n.version, n."inForce", n.admitted, n.held, n.refused, n.removed
    FROM json_to_recordset(${JSON.stringify(rows)}::json)
      AS n (room text, version int, "inForce" boolean, admitted int, held int, refused int,
        removed int)
    JOIN room r ON r.name = n.room
    ON CONFLICT (room, version, in_force) DO UPDATE SET
      admitted = t.admitted + excluded.admitted,
      held = t.held + excluded.held,
      refused = t.refused + excluded.refused,
      removed = t.removed + excluded.removed`.execute(db);
}

export async function readTallies(
  db: Kysely<Database>,
  room: string,
): Promise<readonly TallyRow[]> {
  return await db
    .selectFrom("rule_tally")
    .select(["version", "in_force as inForce", "admitted", "held", "refused", "removed"])
    .where("room", "=", room)
    .execute();
}

export async function passesMadeIn(db: Kysely<Database>, room: string): Promise<number> {
  const { made } = await db
    .selectFrom("host_act")
    .select((one) => one.fn.countAll<string>().as("made"))
    .where("room", "=", room)
    .where("kind", "=", "pass-made")
    .executeTakeFirstOrThrow();
  return Number(made);
}
