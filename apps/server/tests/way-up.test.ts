import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startEmbeddedPostgres } from "@graticule/server/db/embedded-postgres";
import { connectOnce } from "@graticule/server/db/pool";
import { readSettings, targetOf } from "@graticule/server/db/postgres-layout";
import { prepareDatabase } from "@graticule/server/db/prepare-database";
import { restoreBackup } from "@graticule/server/db/restore";
import { rolesSql } from "@graticule/server/db/roles-sql";
import type { DatabaseTarget } from "@graticule/server/db/target";
import { createLedgerStore } from "@graticule/server/ledger/store";
import { expect, onTestFinished, test } from "vitest";
import { formerBackup, makeFormerDatabase } from "./former-version.ts";
import { makeTestFolder, programSecret, startTestDatabase, type TestDatabase } from "./harness.ts";

/** A one-role database with the schema of sixteen steps becomes today's, with every row. */

/** Rows that describe the data in words that no schema changes. */
const told = `
  SELECT (SELECT count(*) FROM room) AS rooms, (SELECT count(*) FROM person) AS people,
    (SELECT count(*) FROM public_entry) AS entries, (SELECT count(*) FROM ledger_leaf) AS leaves,
    (SELECT count(*) FROM ledger_waiting) AS waiting, (SELECT kind FROM order_end) AS ended,
    (SELECT string_agg(title, ', ' ORDER BY title) FROM meeting) AS titles,
    (SELECT count(*) FROM order_approval) AS approved, (SELECT kind FROM terms_act) AS act`;
const whatWas = {
  rooms: 3,
  people: 8,
  entries: 9,
  leaves: 6,
  waiting: 3,
  ended: "overturned",
  titles: "A vigil, Another, Third",
  approved: 1,
  act: "end-meeting",
};

async function ask(
  target: DatabaseTarget,
  text: string,
): Promise<readonly Record<string, unknown>[]> {
  const client = await connectOnce(target);
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

async function emptyDatabase(): Promise<TestDatabase> {
  const database = await startTestDatabase();
  onTestFinished(() => database.stop());
  return database;
}

function makerOf(dataDir: string): DatabaseTarget {
  const settings = readSettings(dataDir);
  const target = settings && targetOf(settings, "maker");
  if (target === undefined) throw new Error("no database was started here");
  return target;
}

test("a data folder in which one superuser owned everything is converted at its next start, without loss", async () => {
  const folder = makeTestFolder();
  onTestFinished(() => folder.remove());
  const first = await startEmbeddedPostgres(folder.path);
  const maker = makerOf(folder.path);
  await ask(
    maker,
    `ALTER DATABASE postgres OWNER TO graticule; DROP OWNED BY graticule_owner, graticule_service;
     DROP ROLE graticule_owner, graticule_service; GRANT ALL ON SCHEMA public TO PUBLIC`,
  );
  await makeFormerDatabase(maker);
  // Was: today's table refused them, and nothing started. Broken on purpose: leftOut without seat_standing.
  await ask(
    maker,
    `INSERT INTO seat_standing (room, person, display_name, entry)
     SELECT max(name), 'guest-' || one, 'Bo', one FROM room, unnest('{taken-out,held}'::text[]) AS one GROUP BY one`,
  );
  await first.stop();
  const file = join(folder.path, "database.json");
  const {
    ownerPassword: _,
    servicePassword: __,
    ...former
  } = JSON.parse(readFileSync(file, "utf8"));
  writeFileSync(file, JSON.stringify(former));

  const again = await startEmbeddedPostgres(folder.path);
  onTestFinished(() => again.stop());
  await prepareDatabase(again.targets);
  expect(await ask(again.targets.service, told)).toEqual([whatWas]);
  const held = await ask(again.targets.service, "SELECT entry FROM seat_standing");
  expect(held).toEqual([{ entry: "held" }]);
  const foreign = `SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relowner <> 'graticule_owner'::regrole
    UNION SELECT nspname FROM pg_namespace WHERE nspname LIKE 'graticule%'`;
  expect(await ask(again.targets.owner, foreign)).toEqual([]);
  // Numbering continues.
  const next = await ask(
    again.targets.owner,
    `INSERT INTO host_notice (room, kind, body) SELECT name, 'order-began', '{}' FROM room LIMIT 1
     RETURNING id > (SELECT max(id) FROM host_notice) AS goes_on`,
  );
  expect(next).toEqual([{ goes_on: true }]);
  // And once: the next start finds nothing to do.
  await prepareDatabase(again.targets);
  expect(await ask(again.targets.service, told)).toEqual([whatWas]);
});

test("a backup of the sixteen steps is restored into today's tables, with its log", async () => {
  const database = await emptyDatabase();
  const rows = await restoreBackup(database.owner, formerBackup);
  expect(rows["room"]).toBe(whatWas.rooms);
  // The restore itself is an entry, which waits.
  const { entries, waiting } = whatWas;
  const since = { entries: entries + 1, waiting: waiting + 1 };
  expect(await ask(database.service.target, told)).toEqual([{ ...whatWas, ...since }]);
  const store = createLedgerStore(database.service.db, programSecret);
  const head = await store.read();
  expect([head.size, await store.rootAt(head.size)]).toEqual([whatWas.leaves, head.root]);
});

test("in the operator's own PostgreSQL the printed SQL makes both roles, and hands over what one role had", async () => {
  const database = await emptyDatabase();
  const { target } = database;
  if (target.kind !== "socket") throw new Error("the test's database has a socket");
  const [owner, service] = [
    { name: "their owner", password: "owner-password" },
    { name: "their_service", password: "service-password" },
  ] as const;
  await database.pool.query("CREATE DATABASE meet");
  await database.pool.query("CREATE ROLE app LOGIN PASSWORD 'app-password'");
  await database.pool.query("ALTER DATABASE meet OWNER TO app");
  const meet = { ...target, database: "meet" };
  await makeFormerDatabase(meet);
  await ask(
    meet,
    `DO $$ DECLARE one text; BEGIN FOR one IN SELECT format('ALTER TABLE %I OWNER TO app', tablename) FROM pg_tables
       WHERE schemaname = 'public' UNION ALL SELECT format('ALTER ROUTINE %s OWNER TO app', oid::regprocedure) FROM pg_proc
       WHERE pronamespace = 'public'::regnamespace UNION ALL SELECT format('ALTER VIEW %I OWNER TO app', viewname)
       FROM pg_views WHERE schemaname = 'public' LOOP EXECUTE one; END LOOP; END $$`,
  );
  const as = (user: string, password: string): DatabaseTarget => ({ ...meet, user, password });
  const app = as("app", "app-password");
  // Both URLs with the one role: too strong, and nothing is changed.
  await expect(prepareDatabase({ owner: app, service: app })).rejects.toThrow(
    /can do too much: .*own/,
  );
  await ask(meet, rolesSql({ database: "meet", owner, service, from: "app" }));
  const targets = {
    owner: as(owner.name, owner.password),
    service: as(service.name, service.password),
  };
  await prepareDatabase(targets);
  expect(await ask(targets.service, told)).toEqual([whatWas]);
  // The roles swapped, and an owner that owns nothing.
  await expect(prepareDatabase({ owner: targets.service, service: targets.owner })).rejects.toThrow(
    /can't do enough|can do too much/,
  );
});
