import { sql, type Transaction } from "kysely";
import type { Database } from "./schema.ts";

/** Until this transaction is over no meeting is named in a request or to the public, and no act under the terms takes effect. */
export async function lockRequestsAndActs(tx: Transaction<Database>): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended('requests and acts', 0))`.execute(tx);
}
