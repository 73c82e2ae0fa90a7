import { type Kysely, sql } from "kysely";
import type { Database } from "../db/schema.ts";
import { irregularly } from "../processes/irregularly.ts";

const everyMs = 6 * 3_600_000;

/**
 * Deletes what has expired: sessions, steps of sign-ins, invitations, old acts of the operator. INVARIANT: one that is tried no
 * more is stopped, and the log says so.
 */
export async function purgeExpired(db: Kysely<Database>): Promise<void> {
  for (const table of ["sign_in", "verification", "invitation"] as const) {
    await db.deleteFrom(table).where("expires_at", "<", sql<Date>`now()`).execute();
  }
  await sql`UPDATE operator_act SET stopped_at = now()
    WHERE stopped_at IS NULL AND done_at IS NULL AND since < now() - interval '31 days'`.execute(
    db,
  );
  await sql`DELETE FROM operator_act WHERE since < now() - interval '60 days'`.execute(db);
}

/** Purges every six hours or so; a round that fails is left to the next one. Returns how to stop. */
export function startPurging(db: Kysely<Database>): () => void {
  const round = (): void => {
    purgeExpired(db).catch(() => undefined);
  };
  const stop = irregularly(round, everyMs);
  round();
  return stop;
}
