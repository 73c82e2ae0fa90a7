import { expect, vi } from "vitest";
import type { TestDatabase } from "./harness.ts";

/** What is begun while these statements are not committed yet, and waits for them. */
export async function meanwhile<T>(
  { pool }: Pick<TestDatabase, "pool">,
  statements: readonly (readonly [text: string, values: unknown[]])[],
  begin: () => Promise<T>,
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
    await client.query("COMMIT");
    return await begun;
  } finally {
    client.release(true);
  }
}
