import { type Kysely, sql } from "kysely";
import type { Database } from "../db/schema.ts";

/** A published entry of the log about a change that takes two people, an act under the terms of service, or a restore. */
export interface ChangeLeaf {
  readonly index: number;
  readonly leaf: Uint8Array;
}

/** From this index on, in the log's order. */
export async function changesSince(
  db: Kysely<Database>,
  index: number,
): Promise<readonly ChangeLeaf[]> {
  const { rows } = await sql<ChangeLeaf>`
    WITH told (leaf) AS (
      SELECT leaf FROM act_in_log WHERE kind IN ('change-proposed', 'change-decided', 'staff-left', 'terms-act')
      UNION SELECT leaf FROM restoration)
    SELECT l.index, l.leaf FROM told JOIN ledger_leaf l ON l.index = told.leaf
    JOIN ledger_head h ON l.index < h.published_size
    WHERE told.leaf >= ${index} ORDER BY l.index`.execute(db);
  return rows;
}
