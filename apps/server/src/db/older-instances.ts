import { setTimeout as delay } from "node:timers/promises";
import type { Client } from "pg";

/** Held while steps are applied; shared by an instance that registers. Nothing else locks this number. */
export const migrationLock = 7_206_215;

interface OlderRow {
  readonly id: string;
  readonly url: string;
  readonly beat: number;
}

/** Longer than a lease. */
const leaseIsOverMs = 7_000;
const lookEveryMs = 250;

/**
 * Where instances run that don't know this step. If there are any, waits for `silentMs`, so that
 * those about to stop can do so. Those that stand still for as long are dead or frozen, and don't
 * count: at their next beat they learn that the database needs a newer version.
 */
export async function olderInstances(
  client: Client,
  step: number,
  silentMs = leaseIsOverMs,
): Promise<readonly string[]> {
  const first = await older(client, step);
  const before = new Map(first.map(({ id, beat }) => [id, beat]));
  const until = performance.now() + silentMs;
  let last = first;
  while (last.length > 0 && performance.now() < until) {
    await delay(lookEveryMs);
    last = await older(client, step);
  }
  return last.filter(({ id, beat }) => before.get(id) !== beat).map(({ url }) => url);
}

async function older(client: Client, step: number): Promise<readonly OlderRow[]> {
  const table = await client.query("SELECT 1 WHERE to_regclass('instance') IS NOT NULL");
  if (table.rowCount === 0) return [];
  const found = await client.query<OlderRow>(
    "SELECT id, url, beat FROM instance WHERE step < $1 ORDER BY url",
    [step],
  );
  return found.rows;
}
