import { connectOnce, openDatabase } from "@graticule/server/db/pool";
import type { Database } from "@graticule/server/db/schema";
import { watchStrangers } from "@graticule/server/db/strangers";
import { openScope } from "@graticule/server/processes/scope";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestDatabase, type TestDatabase } from "./harness.ts";

/** An operator's own PostgreSQL that lets transactions be prepared, as ours doesn't (ADR 45). */
let database: TestDatabase;

beforeAll(async () => {
  const first = await startTestDatabase();
  await first.pool.query("ALTER SYSTEM SET max_prepared_transactions = 2");
  await first.postgres.stop();
  database = await startTestDatabase(first.dataDir);
  await first.stop();
});
afterAll(() => database?.stop());

// Was: for ever, without a session, so that no order was lifted while the log was signed.
// Broken on purpose: no ROLLBACK PREPARED; `prepared` left out of what a look answers; `isHere` always.
test("with the role's password alone no prepared transaction keeps a lock, and while they come back nothing is signed", async () => {
  const { target } = database.service;
  const other = { ...database.postgres.targets.service, database: "elsewhere" };
  const programs = openDatabase<Database>(target, { connections: 1 });
  const scope = openScope();
  const said: unknown[] = [];
  const log = { error: (...all: unknown[]) => void said.push(all) };
  await database.pool.query("INSERT INTO account (name) VALUES ('held')");
  await database.pool.query("CREATE DATABASE elsewhere");
  const prepare = async (to: typeof other, steps: readonly string[]) => {
    const stranger = await connectOnce(to);
    for (const one of ["BEGIN", ...steps, "PREPARE TRANSACTION 'it''s held'"])
      await stranger.query(one);
    await stranger.end();
  };
  try {
    await prepare(database.postgres.targets.service as typeof other, [
      "SELECT FROM account WHERE name = 'held' FOR UPDATE",
    ]);
    const strangers = watchStrangers(
      { database: { target }, log, everyMs: 200, quietMs: 0 },
      scope,
    );
    // Within what the program waits for a lock.
    await programs.pool.query("UPDATE account SET name = name WHERE name = 'held'");
    expect(said).toHaveLength(1);
    await expect.poll(() => strangers.areGone(), { timeout: 20_000 }).toBe(true);
    // It holds nothing of this database, but its number, which others wait for.
    await prepare(other, ["SELECT pg_current_xact_id()"]);
    await expect.poll(() => strangers.areGone(), { timeout: 20_000 }).toBe(false);
  } finally {
    await scope.close();
    await programs.close();
    const elsewhere = await connectOnce(other);
    await elsewhere.query("ROLLBACK PREPARED 'it''s held'");
    await elsewhere.end();
  }
});
