import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openInstanceSeal } from "@graticule/server/accounts/seal";
import { createAccountStore } from "@graticule/server/accounts/store";
import { writeBackup } from "@graticule/server/db/backup";
import { claimDatabase } from "@graticule/server/db/database-claim";
import { markRoom, readDatabaseMark } from "@graticule/server/db/database-mark";
import { restoreBackup } from "@graticule/server/db/restore";
import { createLiveKit, type LiveKit } from "@graticule/server/media/livekit";
import { RoomServiceClient } from "livekit-server-sdk";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import {
  makeTestFolder,
  startTestDatabase,
  startTestEngine,
  type TestDatabase,
  type TestEngine,
  urlsOf,
  writeSources,
} from "./harness.ts";
import { Program } from "./program.ts";
import { mintToken, newQuery, RawClient } from "./raw-client.ts";

/** One Graticule per database, and one database's Graticule per engine. */

const address = "127.0.87.1";
const key = { id: "key-acme", secret: "secret-of-acme-that-is-long-enough" };
const marks = ["11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"];

/** In all of this file's data folders. */
const instanceKey = Buffer.alloc(32, 7);

let database: TestDatabase;
let engine: TestEngine;

beforeAll(async () => {
  [database, engine] = await Promise.all([startTestDatabase(), startTestEngine()]);
});
afterAll(async () => {
  await database?.stop();
  await engine?.stop();
});

function dataFolder(): string {
  const folder = makeTestFolder();
  onTestFinished(() => folder.remove());
  return folder.path;
}

const environment = (of: TestDatabase, folder: string, on: TestEngine) => ({
  GRATICULE_DATA: folder,
  INSTANCE_KEY: instanceKey.toString("base64url"),
  LOCATION_SOURCES: writeSources(folder, `${address}/32,FR,,,\n`),
  ...urlsOf(of),
  LIVEKIT_URL: on.url,
  LIVEKIT_API_KEY: on.key,
  LIVEKIT_API_SECRET: on.secret,
});

function startProgram(of: TestDatabase, folder = dataFolder(), on = engine): Program {
  const program = new Program(environment(of, folder, on));
  onTestFinished(async () => void (await program.stop("SIGKILL")));
  return program;
}

/** An account with an API key, in a data folder's database. */
async function addKey({ db }: TestDatabase, dataDir: string): Promise<void> {
  const accounts = createAccountStore(db);
  const made = await accounts.create("acme");
  if (made === "exists") return;
  const sealed = openInstanceSeal({ dataDir, instanceKey }).seal(key.secret, key.id);
  await accounts.addKey({ id: key.id, accountId: made.id, sealed });
}

async function takeSeat(url: string, room: string): Promise<RawClient> {
  const target = newQuery(mintToken(key, room, "ann"));
  const client = new RawClient({ port: Number(new URL(url).port), target, from: address });
  onTestFinished(() => client.close());
  await client.joined;
  return client;
}

const sits = async (on: TestEngine, room: string) => {
  const livekit = createLiveKit({ url: on.url, key: { id: on.key, secret: on.secret } });
  const seats = await livekit.listSeats(room);
  livekit.close();
  return (seats ?? []).map(({ identity }) => identity);
};

/** A room as the engine itself lists it. */
const listedIn = async (on: TestEngine, room: string) =>
  (await new RoomServiceClient(on.url, on.key, on.secret).listRooms([room])).map(
    ({ sid, metadata }) => ({ sid, metadata }),
  );

function engineOf(mark: string, onOther: () => void = () => {}, on = engine): LiveKit {
  const livekit = createLiveKit({
    url: on.url,
    key: { id: on.key, secret: on.secret },
    owner: { mark, onOther },
  });
  onTestFinished(() => livekit.close());
  return livekit;
}

test("a second program on the same database is refused with what to do, and the first one's people stay", async () => {
  const folder = dataFolder();
  await addKey(database, folder);
  const first = startProgram(database, folder);
  const url = await first.url();
  await takeSeat(url, "first");
  const second = startProgram(database);
  const refusal = await second.line("Another Graticule is running on this database");
  expect(refusal).toContain("Stop that");
  expect(refusal).toContain("someone connected with the password of the database's role");
  expect(await second.exited).toBe(1);
  expect(await sits(engine, "first")).toEqual(["ann"]);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);

  // Meanwhile a backup can be made, but nothing restored.
  const files = mkdtempSync(join(tmpdir(), "graticule-backup-"));
  onTestFinished(() => rmSync(files, { recursive: true, force: true }));
  const file = join(files, "backup");
  await writeBackup(database.target, file);
  await expect(restoreBackup(database.target, file)).rejects.toMatchObject({
    code: "already-running",
  });

  // Killed hard, it leaves nothing for the next one to wait for.
  await first.stop("SIGKILL");
  const third = startProgram(database, folder);
  await third.url();
  await third.stopCleanly();
  expect(await engineOf(await readDatabaseMark(database.db)).claim()).toBe("ours");
  await engineOf(await readDatabaseMark(database.db)).unclaim();
});

test("after a broken connection it takes the database again, and no one else gets it meanwhile", async () => {
  const claim = await claimDatabase(database.target);
  onTestFinished(() => claim.release());
  const holder = () =>
    database.pool.query<{ pid: number }>(
      "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = 7206216 AND granted",
    );
  const before = (await holder()).rows[0]?.pid;
  await database.pool.query("SELECT pg_terminate_backend($1)", [before]);
  await expect
    .poll(async () => (await holder()).rows[0]?.pid ?? before, { timeout: 20_000 })
    .not.toBe(before);
  await expect(claimDatabase(database.target)).rejects.toMatchObject({ code: "already-running" });
});

test("if another one takes the database while its connection is broken, it ends and says so", async () => {
  const program = startProgram(database);
  await program.url();
  const other = await database.pool.connect();
  // Already waiting for the lock when the connection breaks.
  const taken = other.query("SELECT pg_advisory_lock(7206216)");
  taken.catch(() => {});
  await expect
    .poll(async () => {
      const { rows } = await database.pool.query(
        "SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = 7206216 AND NOT granted",
      );
      return rows.length;
    })
    .toBe(1);
  await database.pool.query(
    `SELECT pg_terminate_backend(pid) FROM pg_locks
     WHERE locktype = 'advisory' AND objid = 7206216 AND granted`,
  );
  await taken;
  expect(await program.line("Another Graticule is running")).toContain("only one can");
  expect(await program.exited).toBe(1);
  other.release(true);
});

test("an engine marked by another database's Graticule is refused, and no one in it is removed", async () => {
  const own = await startTestEngine();
  onTestFinished(() => own.stop());
  const [other = ""] = marks;
  expect(await engineOf(other, undefined, own).claim()).toBe("ours");
  const livekit = { id: own.key, secret: own.secret };
  const seat = new RawClient({
    port: Number(new URL(own.url).port),
    target: newQuery(mintToken(livekit, "theirs", "bob")),
    from: "127.0.0.1",
  });
  onTestFinished(() => seat.close());
  await seat.joined;
  const program = startProgram(database, dataFolder(), own);
  expect(await program.line("belongs to a Graticule with another database")).toContain("lk room");
  expect(await program.exited).toBe(1);
  expect(await sits(own, "theirs")).toEqual(["bob"]);
});

test("a later mark stops the sweep and is reported; one that went with the engine is made again", async () => {
  let own = await startTestEngine();
  onTestFinished(() => own.stop());
  const [one = "", two = ""] = marks;
  let told = 0;
  const first = engineOf(one, () => (told += 1), own);
  const second = engineOf(two, () => {}, own);
  expect(await first.claim()).toBe("ours");
  expect((await first.listRooms())?.rooms).toEqual([]);
  expect(await second.claim()).toBe("other");
  expect(await second.listRooms()).toBeUndefined();
  // It removes only its own mark.
  await second.unclaim();
  expect(await first.claim()).toBe("ours");
  own = await own.restart();
  expect(await second.claim()).toBe("ours");
  expect(await first.listRooms()).toBeUndefined();
  expect(told).toBe(1);
  await second.unclaim();
  expect((await first.listRooms())?.rooms).toEqual([]);
});

test("a backend's room with the mark's name is no mark", async () => {
  const own = await startTestEngine();
  onTestFinished(() => own.stop());
  const livekit = { id: own.key, secret: own.secret };
  const seat = new RawClient({
    port: Number(new URL(own.url).port),
    target: newQuery(mintToken(livekit, "graticule-database", "bob")),
    from: "127.0.0.1",
  });
  onTestFinished(() => seat.close());
  await seat.joined;
  const [one = "", two = ""] = marks;
  expect(await engineOf(one, undefined, own).claim()).toBe("ours");
  expect(await engineOf(two, undefined, own).claim()).toBe("other");
});

test("no one joins the room that marks the engine, so no tenant marks it as another database's", async () => {
  const own = await startTestEngine();
  onTestFinished(() => own.stop());
  const folder = dataFolder();
  await addKey(database, folder);
  const program = startProgram(database, folder, own);
  const url = await program.url();
  const mark = () => listedIn(own, markRoom);
  const before = await mark();
  const theirs = { metadata: JSON.stringify({ graticule: marks[0] }), departureTimeout: 1 };
  for (const by of [key, { id: own.key, secret: own.secret }]) {
    const token = mintToken(by, markRoom, "ann", { claims: { roomConfig: theirs } });
    const client = new RawClient({
      port: Number(new URL(url).port),
      target: newQuery(token),
      from: address,
    });
    onTestFinished(() => client.close());
    expect((await client.answer).status).toBe(404);
  }
  const headers = { authorization: `Basic ${btoa(`${key.id}:${key.secret}`)}` };
  const registered = await fetch(`${url}/api/rooms/${markRoom}`, { method: "POST", headers });
  expect(registered.status).toBe(403);
  expect(await mark()).toEqual(before);
  await expect(
    database.pool.query(
      "INSERT INTO room (name, account_id, kind) SELECT $1, id, 'drop-in' FROM account LIMIT 1",
      [markRoom],
    ),
  ).rejects.toMatchObject({ code: "23514" });
});

test("a command runs beside the service", async () => {
  const folder = dataFolder();
  const program = startProgram(database, folder);
  await program.url();
  expect(await runAccount(folder, "list")).toMatchObject({ code: 0 });
});

test("what the command line does to a backend's account holds at once, to a person's not yet", async () => {
  const folder = dataFolder();
  const { rows } = await database.pool.query(
    "INSERT INTO person (name, email) VALUES ('Ana', 'ana@example.org') RETURNING id",
  );
  const hers = `person-${rows[0].id}`;
  const keyed = async () =>
    (
      await database.pool.query(
        "SELECT a.name FROM api_key k JOIN account a ON a.id = k.account_id",
      )
    ).rows
      .map(({ name }) => name)
      .filter((name) => name !== "operator" && name !== "acme");
  await runAccount(folder, "create", "shop");
  expect((await runAccount(folder, "add-key", "shop")).said).not.toContain("day");
  expect(await keyed()).toEqual(["shop"]);
  for (const words of [
    ["add-key", hers],
    ["service-seats", hers, "refuse"],
    ["reset-link", "ana@example.org"],
  ]) {
    const { code, said } = await runAccount(folder, ...words);
    expect([words, code, said]).toEqual([words, 0, expect.stringContaining("who can stop it")]);
  }
  // Was 0: the letter that asks Ana to sign in and stop it had this link. Broken on purpose: any visible characters.
  const link = ["add-key", hers, "--key", "www.example.org/stop", "--secret", "x".repeat(16)];
  expect((await runAccount(folder, ...link)).code).toBe(1);
  expect(await keyed()).toEqual(["shop"]);
  const acts = await database.pool.query(
    "SELECT kind FROM operator_act WHERE done_at IS NULL ORDER BY kind",
  );
  expect(acts.rows.map(({ kind }) => kind)).toEqual(["key-added", "reset-link", "seats-refused"]);
  const links = await database.pool.query("SELECT FROM verification");
  expect(links.rowCount).toBe(0);
});

/** Runs `npm run account` with these words. */
async function runAccount(folder: string, ...words: readonly string[]) {
  const account = spawn(
    process.execPath,
    [join(import.meta.dirname, "../src/commands/account.ts"), ...words],
    { env: { PATH: "/usr/bin:/bin", ...environment(database, folder, engine) }, stdio: "pipe" },
  );
  let said = "";
  account.stdout.on("data", (part) => {
    said += String(part);
  });
  const [code] = await once(account, "close");
  return { code, said };
}
