import { expect, vi } from "vitest";
import type { TestDatabase } from "./harness.ts";

type Statement = readonly [text: string, values?: unknown[]];

/**
 * What is begun while these statements are not committed yet, and waits for them.
 * @param before done while it waits, and committed with them
 */
export async function meanwhile<T>(
  { pool }: Pick<TestDatabase, "pool">,
  statements: readonly Statement[],
  begin: () => Promise<T>,
  before: readonly Statement[] = [],
): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    for (const [text, values] of statements) await client.query(text, values);
    const { rows } = await client.query("SELECT pg_backend_pid() AS pid");
    const begun = begin();
    const waiting = "SELECT FROM pg_stat_activity WHERE $1 = ANY (pg_blocking_pids(pid))";
    await vi.waitFor(
      async () => expect((await pool.query(waiting, [rows[0].pid])).rowCount).toBeGreaterThan(0),
      { timeout: 10_000, interval: 20 },
    );
    for (const [text, values] of before) await client.query(text, values);
    await client.query("COMMIT");
    return await begun;
  } finally {
    // A broken test's locks go with its connection.
    client.release(true);
  }
}
