import { createHash, createHmac } from "node:crypto";
import type { PoolClient } from "pg";
import { programSecret } from "./harness.ts";

/**
 * What the program sets on the log's head as it grows by so many leaves, with its proof; the root is a root of nothing.
 * @param days that end with it
 */
export async function growth(
  client: Pick<PoolClient, "query">,
  by = 1,
  days = 0,
): Promise<{ readonly from: number; readonly set: string }> {
  const { rows } = await client.query(
    `SELECT size::int AS "from", to_char(closed_through + $1::int, 'YYYY-MM-DD') AS day FROM ledger_head`,
    [days],
  );
  const [{ from, day }] = rows;
  const root = createHash("sha256").update(String(from)).digest("hex");
  const says = `tree ${from + by} ${root} ${day}`;
  const proof = createHmac("sha256", programSecret).update(says).digest("hex");
  const set = `size = ${from + by}, root = '\\x${root}', closed_through = '${day}', tree_proof = '\\x${proof}'`;
  return { from, set };
}
