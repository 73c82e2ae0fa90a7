import { setTimeout as delay } from "node:timers/promises";
import type { Client } from "pg";

/**
 * The first of a lock's two numbers; the second one is a step. An instance that registers shares the
 * lock of the last step that it knows. A step that leaves instances behind holds theirs.
 */
export const registrationLock = 7_206_215;

interface OlderRow {
  readonly id: string;
  readonly url: string;
  readonly beat: number;
}

/** The beats of some instances, by id. */
export type Beats = ReadonlyMap<string, number>;

/** Longer than a lease. */
const leaseIsOverMs = 7_000;
const lookEveryMs = 250;

/**
 * Waits for `silentMs`, or until no instance runs that doesn't know this step, so that those about to
 * stop can do so.
 * @returns their beats before the wait
 */
export async function awaitOlder(
  client: Client,
  step: number,
  {
    silentMs = leaseIsOverMs,
    stop,
  }: { silentMs?: number | undefined; stop?: AbortSignal | undefined },
): Promise<Beats> {
  const first = await older(client, step);
  const until = performance.now() + silentMs;
  let last = first;
  while (last.length > 0 && performance.now() < until) {
    await delay(lookEveryMs, undefined, { signal: stop });
    last = await older(client, step);
  }
  return new Map(first.map(({ id, beat }) => [id, beat]));
}

/**
 * From now until the end of the transaction, no instance registers that doesn't know this step. Those
 * that stand still since `before` are dead or frozen, and don't count: at their next beat they learn
 * that the database needs a newer version.
 * @returns where others run
 */
export async function shutOutOlder(
  client: Client,
  step: number,
  before: Beats,
): Promise<readonly string[]> {
  await client.query("SELECT pg_advisory_xact_lock($1, s) FROM generate_series(1, $2) AS s", [
    registrationLock,
    step - 1,
  ]);
  const found = await older(client, step);
  return found.filter(({ id, beat }) => before.get(id) !== beat).map(({ url }) => url);
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
