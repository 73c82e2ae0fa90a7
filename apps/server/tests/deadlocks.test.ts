import { sql } from "kysely";
import type { PoolClient } from "pg";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { startTestDatabase, type TestDatabase } from "./harness.ts";

/** What the database rolls back to end a deadlock is retried. */

let database: TestDatabase;

beforeAll(async () => {
  database = await startTestDatabase();
  await database.pool.query("CREATE TABLE knot (n int PRIMARY KEY, times int NOT NULL DEFAULT 0)");
  await database.pool.query("INSERT INTO knot SELECT generate_series(1, 3)");
});
afterAll(() => database?.stop());

/** A connection with its own transaction. It waits for locks, so the other one is rolled back. */
async function patient(): Promise<PoolClient> {
  const client = await database.pool.connect();
  onTestFinished(() => client.release(true));
  await client.query("SET deadlock_timeout = '1min'; SET lock_timeout = 0; BEGIN");
  return client;
}

const lock = (n: number) => `SELECT FROM knot WHERE n = ${n} FOR UPDATE`;

const whenWaiting = (count: number) =>
  expect
    .poll(
      async () => (await database.pool.query("SELECT FROM pg_locks WHERE NOT granted")).rows.length,
      { timeout: 20_000 },
    )
    .toBe(count);

/**
 * Runs `work`, which locks 1, 2 and 3 in this order, into a deadlock that rolls it back: it holds 1
 * and wants 3, the other holds 3 and wants 1.
 */
async function inDeadlock<T>(work: () => Promise<T>): Promise<T> {
  const [holder, other] = [await patient(), await patient()];
  await holder.query(lock(2));
  await other.query(lock(3));
  const working = work();
  working.catch(() => {});
  await whenWaiting(1);
  const wants = other.query(lock(1));
  await whenWaiting(2);
  await holder.query("COMMIT");
  // It gets the lock only if the work is rolled back.
  await wants;
  await other.query("COMMIT");
  return await working;
}

test("a transaction rolled back to end a deadlock is retried as a whole", async () => {
  let runs = 0;
  const answer = await inDeadlock(() =>
    database.db.transaction().execute(async (tx) => {
      runs += 1;
      await sql`UPDATE knot SET times = times + 1 WHERE n = 1`.execute(tx);
      await sql`UPDATE knot SET times = times + 1 WHERE n = 2`.execute(tx);
      await sql`UPDATE knot SET times = times + 1 WHERE n = 3`.execute(tx);
      return "done";
    }),
  );
  expect([answer, runs]).toEqual(["done", 2]);
  const { rows } = await database.pool.query("SELECT times FROM knot ORDER BY n");
  expect(rows.map(({ times }) => times)).toEqual([1, 1, 1]);
});

test("so is a single statement", async () => {
  const locked = await inDeadlock(() =>
    sql`SELECT n FROM knot ORDER BY n FOR UPDATE`.execute(database.db),
  );
  expect(locked.rows).toHaveLength(3);
});

test("any other failure is not retried, nor is a statement within a transaction", async () => {
  let runs = 0;
  const wrong = database.db.transaction().execute(async (tx) => {
    runs += 1;
    await sql`INSERT INTO knot VALUES (1)`.execute(tx);
  });
  await expect(wrong).rejects.toThrow(/duplicate key/);
  expect(runs).toBe(1);
});

test("what is rolled back again and again fails in the end", async () => {
  let runs = 0;
  const wrong = database.db.transaction().execute(async (tx) => {
    runs += 1;
    await sql`DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = 'deadlock_detected'; END $$`.execute(tx);
  });
  await expect(wrong).rejects.toMatchObject({ code: "40P01" });
  expect(runs).toBe(8);
});
