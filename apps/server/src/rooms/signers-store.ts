import { type Kysely, sql } from "kysely";
import type { Database } from "../db/schema.ts";

/** A published entry of the log about a change that takes two people, as it was signed. */
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
    SELECT l.index, l.leaf FROM act_in_log a JOIN ledger_leaf l ON l.index = a.leaf
    JOIN ledger_head h ON l.index < h.published_size
    WHERE a.leaf >= ${index} AND a.kind IN ('change-proposed', 'change-decided') ORDER BY l.index`.execute(
    db,
  );
  return rows;
}
