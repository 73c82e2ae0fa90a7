import { randomUUID } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInstanceStore } from "@graticule/server/cluster/instance-store";
import { migrate, migrationsFolder } from "@graticule/server/db/migrate";
import { connectOnce } from "@graticule/server/db/pool";
import { prepareDatabase } from "@graticule/server/db/prepare-database";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { startTestDatabase, type TestDatabase } from "./harness.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database.stop());

/** A new empty schema, and a folder of steps for it. */
async function emptySchema(steps: Record<string, string>) {
  const folder = mkdtempSync(join(tmpdir(), "graticule-steps-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const write = (name: string, sql: string): void => writeFileSync(join(folder, name), sql);
  for (const [name, sql] of Object.entries(steps)) write(name, sql);
  const { target } = database;
  if (target.kind !== "socket") throw new Error("the test's database has a socket");
  const name = `steps_${folder.slice(-6).toLowerCase()}`;
  await database.pool.query(`CREATE DATABASE "${name}"`);
  return { folder, write, target: { ...target, database: name } };
}

const two = {
  "0001-first.sql": "CREATE TABLE first (id int);",
  "0002-second.sql": "CREATE TABLE second (id int);",
};

test("steps are applied in order, once, also by two servers that start together", async () => {
  const { folder, target } = await emptySchema(two);
  const applied = await Promise.all([migrate(target, { folder }), migrate(target, { folder })]);
  const names = applied.map((one) => one.applied).toSorted((a, b) => b.length - a.length);
  expect(names).toEqual([Object.keys(two), []]);
  expect(await migrate(target, { folder })).toEqual({ applied: [], unknown: [] });
});

test("a failed step leaves nothing behind and keeps the steps before it", async () => {
  const { folder, write, target } = await emptySchema(two);
  write("0003-third.sql", "CREATE TABLE third (id int); SELECT 1 / 0;");
  await expect(migrate(target, { folder })).rejects.toThrow("0003-third.sql failed");
  write("0003-third.sql", "CREATE TABLE third (id int);");
  expect((await migrate(target, { folder })).applied).toEqual(["0003-third.sql"]);
});

test("a step that changed after it was applied is refused", async () => {
  const { folder, write, target } = await emptySchema(two);
  await migrate(target, { folder });
  write("0001-first.sql", "CREATE TABLE other (id int);");
  await expect(migrate(target, { folder })).rejects.toMatchObject({ code: "changed" });
});

test("a folder is one step: its files are applied in order, all or none", async () => {
  const { folder, write, target } = await emptySchema(two);
  const step = join(folder, "0003-third");
  mkdirSync(step);
  writeFileSync(
    join(step, "02-child.sql"),
    "CREATE TABLE child (id int REFERENCES parent); SELECT 1 / 0;",
  );
  writeFileSync(join(step, "01-parent.sql"), "CREATE TABLE parent (id int PRIMARY KEY);");
  await expect(migrate(target, { folder })).rejects.toThrow("0003-third failed");
  writeFileSync(join(step, "02-child.sql"), "CREATE TABLE child (id int REFERENCES parent);");
  expect((await migrate(target, { folder })).applied).toEqual(["0003-third"]);
  write("0003-third/01-parent.sql", "CREATE TABLE parent (id bigint PRIMARY KEY);");
  await expect(migrate(target, { folder })).rejects.toMatchObject({ code: "changed" });
});

test("a database of a newer version is refused", async () => {
  const { folder, target } = await emptySchema(two);
  await migrate(target, { folder });
  rmSync(join(folder, "0002-second.sql"));
  await expect(migrate(target, { folder })).rejects.toMatchObject({ code: "newer-database" });
});

test("a version goes on with a newer step that doesn't need it, and not with one that does", async () => {
  const { folder, write, target } = await emptySchema(two);
  write("0003-more.sql", "-- needs step 0002\nCREATE TABLE more (id int);");
  write("0004-less.sql", "-- needs step 0003\nDROP TABLE second;");
  await migrate(target, { folder, upTo: 3 });
  rmSync(join(folder, "0004-less.sql"));
  const newer = readFileSync(join(folder, "0003-more.sql"), "utf8");
  rmSync(join(folder, "0003-more.sql"));
  expect(await migrate(target, { folder })).toEqual({ applied: [], unknown: ["0003-more.sql"] });
  write("0003-more.sql", newer);
  write("0004-less.sql", "-- needs step 0003\nDROP TABLE second;");
  await migrate(target, { folder });
  rmSync(join(folder, "0004-less.sql"));
  expect((await migrate(target, { folder })).unknown).toEqual(["0004-less.sql"]);
  rmSync(join(folder, "0003-more.sql"));
  await expect(migrate(target, { folder })).rejects.toMatchObject({ code: "newer-database" });
});

test("a step that older versions can't do without waits for their instances to end", async () => {
  const { folder, write, target } = await emptySchema({
    ...two,
    "0002-second.sql":
      "CREATE TABLE instance (id int, url text, beat int NOT NULL DEFAULT 0, step int NOT NULL);",
  });
  await migrate(target, { folder });
  const client = await connectOnce(target);
  onTestFinished(() => client.end());
  await client.query(
    "INSERT INTO instance (id, url, step) VALUES (1, 'old:1', 1), (2, 'silent:1', 1), (3, 'new:1', 2)",
  );
  let beats: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    beats = client.query("UPDATE instance SET beat = beat + 1 WHERE id <> 2");
  }, 20);
  onTestFinished(() => clearInterval(timer));
  write("0003-less.sql", "-- needs step 0002\nDROP TABLE first;");
  const refused = await migrate(target, { folder, silentMs: 400 }).catch((error) => error);
  expect(refused).toMatchObject({ code: "older-instances" });
  expect(refused.message).toContain("old:1.");
  await client.query("DELETE FROM instance WHERE id = 1");
  expect((await migrate(target, { folder, silentMs: 400 })).applied).toEqual(["0003-less.sql"]);
  clearInterval(timer);
  await beats;
});

const instances = join(migrationsFolder, "0001-first-version/25-instances.sql");

test("while a step is looked at and applied, instances that go on after it register, and those that don't wait for it", async () => {
  const { folder, write, target } = await emptySchema({
    ...two,
    "0002-second.sql": `-- needs step 0001\n${readFileSync(instances, "utf8")}`,
  });
  await migrate(target, { folder });
  const [client, blocker] = [await connectOnce(target), await connectOnce(target)];
  onTestFinished(async () => void (await Promise.all([client.end(), blocker.end()])));
  const register = (step: number): Promise<string> => {
    const store = createInstanceStore(target, step);
    onTestFinished(() => store.close());
    return store.register(randomUUID(), "https://127.0.0.1:1", undefined).catch(() => "waits");
  };
  const waiting = async (mode: string): Promise<number> => {
    const { rows } = await client.query("SELECT FROM pg_locks WHERE mode = $1 AND NOT granted", [
      mode,
    ]);
    return rows.length;
  };
  expect(await register(1)).toBe("registered");
  await blocker.query("BEGIN; LOCK TABLE first IN ACCESS SHARE MODE");
  write("0003-less.sql", "-- needs step 0002\nDROP TABLE first;");
  // It looks for the one that stands still, for two seconds.
  const applying = migrate(target, { folder, silentMs: 2_000 });
  const migrators =
    "SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = 7206215 AND objsubid = 1";
  await expect.poll(async () => (await client.query(migrators)).rows).toHaveLength(1);
  expect(await register(2)).toBe("registered");
  // It applies the step, as far as it gets.
  await expect.poll(() => waiting("AccessExclusiveLock"), { timeout: 20_000 }).toBe(1);
  expect([await register(2), await register(3)]).toEqual(["registered", "registered"]);
  expect(await register(1)).toBe("waits");
  await blocker.query("COMMIT");
  expect((await applying).applied).toEqual(["0003-less.sql"]);
  expect(await register(1)).toBe("outdated");
});

test("programs that set the service's privileges at once don't disturb each other", async () => {
  const { service, owner } = database;
  await database.pool.query("REVOKE SELECT ON settings FROM graticule_service");
  const targets = { owner, service: service.target };
  const all = Array.from({ length: 8 }, () => prepareDatabase(targets));
  expect(await Promise.all(all)).toEqual(Array(8).fill([]));
});

test("a gap in the numbers is refused", async () => {
  const { folder, target } = await emptySchema({ "0001-a.sql": "", "0003-c.sql": "" });
  await expect(migrate(target, { folder })).rejects.toMatchObject({ code: "bad-files" });
});

test("counts and big integers are numbers, and an inexact one is an error", async () => {
  const { pool } = database;
  const found = await pool.query(
    "SELECT count(*) AS n, 9007199254740991::int8 AS big FROM account",
  );
  expect(found.rows).toEqual([{ n: 0, big: 9_007_199_254_740_991 }]);
  await expect(pool.query("SELECT 9007199254740993::int8 AS big")).rejects.toThrow("int8");
});

test("no statement's content reaches the database's log (attack 38a)", async () => {
  const secret = "203.0.113.77";
  const { pool, dataDir } = database;
  await expect(pool.query("SELECT $1::int", [secret])).rejects.toThrow();
  await expect(pool.query(`SELECT '${secret}'::int`)).rejects.toThrow();
  await expect(pool.query(`DO $$ BEGIN RAISE WARNING '${secret}'; END $$`)).resolves.toBeDefined();
  const log = readFileSync(join(dataDir, "run", "postgres.log"), "utf8");
  expect(log).toContain("ready to accept connections");
  expect(log).not.toContain(secret);
});
