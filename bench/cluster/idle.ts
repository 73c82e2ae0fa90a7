import { setTimeout as delay } from "node:timers/promises";
import type { TestDatabase } from "@graticule/server/tests/harness";
import { type BenchOptions, type BenchResult, spreadOf } from "../measure.ts";
import { endPair, openGround, startPair } from "./pair.ts";
import { seatsARoom, storeService } from "./stored-service.ts";

const rooms = 10_000;
const instances = 2;
/** What follows a start, and the statistics of it, which sessions report a little later. */
const settleMs = 12_000;
const windowSeconds = 20;

/** Committed and rolled back by all sessions so far. */
async function transactions({ pool }: TestDatabase): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    `SELECT xact_commit + xact_rollback AS count FROM pg_stat_database
     WHERE datname = current_database()`,
  );
  return rows[0]?.count ?? 0;
}

/**
 * `idleQueriesPerSecond`: transactions a second at the database for each of two instances, in a
 * service with 10,000 meetings in its tables and no one in them. Nearly all are one statement each.
 */
export async function measureIdle({ rounds, say }: BenchOptions): Promise<BenchResult> {
  const ground = await openGround();
  const { database } = ground;
  try {
    await storeService(database, rooms * seatsARoom);
    // Those that the simulation's rooms belong to run nowhere.
    await database.pool.query("DELETE FROM room_owner");
    await database.pool.query("DELETE FROM instance");
    // So that no autovacuum of the database's own comes in between.
    await database.pool.query("VACUUM ANALYZE");
    const pair = await startPair(ground);
    await delay(settleMs);
    const perSecond: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const before = await transactions(database);
      const from = performance.now();
      await delay(windowSeconds * 1_000);
      const count = (await transactions(database)) - before;
      perSecond.push(count / instances / ((performance.now() - from) / 1_000));
      say(`an idle instance: ${perSecond.at(-1)?.toFixed(2)} transactions a second`);
    }
    await endPair(pair);
    const { median, min, max } = spreadOf(perSecond);
    return {
      figures: { idleQueriesPerSecond: median },
      spread: { idleQueriesPerSecond: [min, max] },
    };
  } finally {
    await ground.stop();
  }
}
