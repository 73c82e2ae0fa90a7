import { sql, type Transaction } from "kysely";
import type { Database } from "./schema.ts";

/**
 * Until this transaction ends no request or public entry names a meeting, and no act under the
 * terms takes effect.
 */
export async function lockRequestsAndActs(tx: Transaction<Database>): Promise<void> {
  await sql`SELECT hold_requests_and_acts()`.execute(tx);
}
