import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type ClusterWorld, openClusterWorld } from "./cluster-of-programs.ts";

let world: ClusterWorld;
beforeAll(async () => {
  world = await openClusterWorld("");
});
afterAll(() => world?.stop());

const instances = 2;
const seconds = 20;
/** With two of the beat. The bench counted 4.4, and each look for strangers has a connection of its own since, which is proved; what the database does of its own accord is counted, too. */
const mostPerSecond = 8;

/** Transactions of all sessions so far: nearly all of an idle instance's are one query each. */
async function transactions(): Promise<number> {
  const { rows } = await world.database.pool.query<{ count: number }>(
    `SELECT xact_commit + xact_rollback AS count FROM pg_stat_database
     WHERE datname = current_database()`,
  );
  return rows[0]?.count ?? 0;
}

test("an instance where nothing happens asks the database at most eight times a second", async () => {
  await Promise.all(Array.from({ length: instances }, () => world.start()));
  const { db } = world.database;
  await vi.waitFor(
    async () =>
      expect(await db.selectFrom("instance").select("id").execute()).toHaveLength(instances),
    { timeout: 15_000, interval: 250 },
  );
  // What follows a start, and the statistics of it, which sessions report a little later.
  await delay(8_000);
  const before = await transactions();
  await delay(seconds * 1_000);
  const each = (await transactions()) - before;
  expect(each / instances / seconds).toBeLessThanOrEqual(mostPerSecond);
  // It does count: the beats alone are two.
  expect(each / instances / seconds).toBeGreaterThan(2);
});
