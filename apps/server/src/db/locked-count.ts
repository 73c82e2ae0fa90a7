import { sql, type Transaction } from "kysely";
import type { Database } from "./schema.ts";

/**
 * How many rows of a table an account has. The account is locked until the transaction ends: rows
 * that are added at once are counted one after the other.
 */
export async function lockedCount(
  tx: Transaction<Database>,
  table: "api_key" | "webhook",
  accountId: string,
): Promise<number> {
  await sql`SELECT FROM account WHERE id = ${accountId} FOR UPDATE`.execute(tx);
  const { rows } = await sql<{ count: number }>`
    SELECT count(*) AS "count" FROM ${sql.table(table)} WHERE account_id = ${accountId}`.execute(
    tx,
  );
  return rows[0]?.count ?? 0;
}
