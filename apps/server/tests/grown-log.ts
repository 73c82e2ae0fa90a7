import { createHash, createHmac } from "node:crypto";
import type { PoolClient } from "pg";
import { programSecret } from "./harness.ts";

/** By which the database knows that the program says so, as a literal. */
export const proved = (says: string): string =>
  `'\\x${createHmac("sha256", programSecret).update(says).digest("hex")}'`;

/**
 * What the program sets on the log's head as it grows by so many leaves, with its proof; the root is a root of nothing.
 * @param days that end with it
 */
export async function growth(client: Pick<PoolClient, "query">, by = 1, days = 0): Promise<string> {
  const { rows } = await client.query(
    `SELECT size::int AS "from", to_char(closed_through + $1::int, 'YYYY-MM-DD') AS day FROM ledger_head`,
    [days],
  );
  const [{ from, day }] = rows;
  const root = createHash("sha256").update(String(from)).digest("hex");
  const proof = proved(`tree ${from + by} ${root} ${day}`);
  return `size = ${from + by}, root = '\\x${root}', closed_through = '${day}', tree_proof = ${proof}`;
}

/**
 * The statement of a leaf at the tree's end, without tiles, once: `$1`: its entry, or null; `$2`: what it says. It answers the
 * leaf's index.
 */
export async function leafByHand(client: Pick<PoolClient, "query">): Promise<string> {
  const set = await growth(client);
  return `WITH head AS (UPDATE ledger_head SET ${set} RETURNING size)
    INSERT INTO ledger_leaf (index, entry_id, leaf) SELECT size - 1, $1, convert_to($2, 'UTF8') FROM head RETURNING index`;
}

/** The newest entry gets its leaf by hand. Answers the leaf's index. */
export async function enterNewest(client: Pick<PoolClient, "query">): Promise<number> {
  const { rows } = await client.query(
    `SELECT id, body || jsonb_build_object('kind', kind, 'day', day) AS says FROM public_entry ORDER BY id DESC LIMIT 1`,
  );
  const values = [rows[0].id, JSON.stringify(rows[0].says)];
  const leaf = await client.query(await leafByHand(client), values);
  return leaf.rows[0].index;
}
