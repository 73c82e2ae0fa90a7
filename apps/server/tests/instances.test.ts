import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeBackup } from "@graticule/server/db/backup";
import { claimDatabase } from "@graticule/server/db/database-claim";
import { readDatabaseMark } from "@graticule/server/db/database-mark";
import { restoreBackup } from "@graticule/server/db/restore";
import { createLiveKit } from "@graticule/server/media/livekit";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import {
  administrator,
  makeTestFolder,
  startTestDatabase,
  startTestEngine,
  type TestDatabase,
  type TestEngine,
  urlsOf,
  writeSources,
} from "./harness.ts";
import { Program } from "./program.ts";
import { quietPort } from "./quiet-port.ts";

/** Several processes on one database and one engine: a cluster's, and no others beside them. */

const keys = {
  INSTANCE_KEY: Buffer.alloc(32, 7).toString("base64url"),
  LEDGER_KEY: generateKeyPairSync("ed25519")
    .privateKey.export({ type: "pkcs8", format: "pem" })
    .toString(),
};

let database: TestDatabase;
let engine: TestEngine;
beforeAll(async () => {
  [database, engine] = await Promise.all([startTestDatabase(), startTestEngine()]);
});
afterAll(async () => {
  await database?.stop();
  await engine?.stop();
});

interface Started {
  readonly program: Program;
  /** Where it listens itself. */
  readonly own: string;
}

/** In a new data folder. */
async function start(more: Record<string, string> = {}): Promise<Started> {
  const folder = makeTestFolder();
  const port = await quietPort("127.0.0.1");
  const program = new Program({
    GRATICULE_DATA: folder.path,
    LOCATION_SOURCES: writeSources(folder.path, ""),
    ...urlsOf(database),
    LIVEKIT_URL: engine.url,
    LIVEKIT_KEY: engine.key,
    LIVEKIT_SECRET: engine.secret,
    PUBLIC_URL: "http://meet.test",
    PORT: String(port),
    ...keys,
    ...more,
  });
  onTestFinished(async () => {
    await program.stop("SIGKILL");
    folder.remove();
  });
  return { program, own: `http://127.0.0.1:${port}` };
}

const startInstance = async () =>
  start({ CLUSTER: "1", CLUSTER_ADDRESS: `127.0.0.1:${await quietPort("127.0.0.1")}` });

async function refused({ program }: Started, words: string): Promise<string> {
  const said = await program.line(words);
  expect(await program.exited).toBe(1);
  return said;
}

test("two instances run on one database; a process that isn't one of them is refused, and so is a restore", async () => {
  const [first, second] = [await startInstance(), await startInstance()];
  await Promise.all([first.program.url(), second.program.url()]);
  for (const { own } of [first, second]) expect((await fetch(`${own}/readyz`)).status).toBe(200);
  const files = mkdtempSync(join(tmpdir(), "graticule-backup-"));
  onTestFinished(() => rmSync(files, { recursive: true, force: true }));
  await writeBackup(database.target, join(files, "backup"));
  // Both wait for the lock first.
  const restored = restoreBackup(database.target, join(files, "backup"));
  const said = refused(await start(), "A cluster is running on this database");
  await expect(restored).rejects.toMatchObject({
    code: "already-running",
    message: expect.stringContaining("stop all of them first"),
  });
  expect(await said).toContain("Set CLUSTER=1");

  // What one has left stays the others': the engine's mark, and the database.
  await first.program.stopCleanly();
  const stranger = createLiveKit({
    url: engine.url,
    key: { id: engine.key, secret: engine.secret },
    owner: { mark: "11111111-1111-4111-8111-111111111111", onOther: () => {} },
  });
  onTestFinished(() => stranger.close());
  expect(await stranger.claim()).toBe("other");
  expect((await fetch(`${second.own}/readyz`)).status).toBe(200);
  await second.program.stop("SIGKILL");
  const alone = await start();
  await alone.program.url();
});

test("beside a process that is alone no instance starts", async () => {
  const alone = await start();
  await alone.program.url();
  expect(await refused(await startInstance(), "it isn't part of a cluster")).toContain("CLUSTER=1");
  expect((await fetch(`${alone.own}/readyz`)).status).toBe(200);
});

test("an instance with other keys than the rest doesn't start", async () => {
  const first = await startInstance();
  await first.program.url();
  const cluster = { CLUSTER: "1", CLUSTER_ADDRESS: "127.0.0.1:7902" };
  const other = Buffer.alloc(32, 8).toString("base64url");
  const wrong = await start({ ...cluster, INSTANCE_KEY: other });
  await refused(wrong, "INSTANCE_KEY isn't the key of this database");
});

test("each instance's set-up link works until one of them is used", async () => {
  const [first, second] = [await startInstance(), await startInstance()];
  const links = await Promise.all(
    [first, second].map(({ program }) => program.line("http://meet.test/setup#")),
  );
  const use = async ({ own }: Started, link = "") => {
    const body = JSON.stringify({ token: link.split("#")[1]?.trim(), ...administrator });
    const headers = { "content-type": "application/json" };
    return (await fetch(`${own}/api/setup`, { method: "POST", headers, body })).status;
  };
  // At the other one: any instance answers any request.
  expect(await use(second, links[0])).toBe(204);
  expect(await use(first, links[1])).toBe(409);
});

test("two instances allow as many wrong passwords as one", async () => {
  const both = [await startInstance(), await startInstance()];
  await Promise.all(both.map(({ program }) => program.url()));
  await expect
    .poll(
      async () =>
        (await database.db.selectFrom("instance").select("knows").execute()).map(
          ({ knows }) => knows.length,
        ),
      { timeout: 15_000 },
    )
    .toEqual([1, 1]);
  const guess = async ({ own }: Started): Promise<number> => {
    const body = JSON.stringify({ email: "ann@example.org", password: "a wrong pass phrase" });
    const headers = { "content-type": "application/json", origin: "http://meet.test" };
    return (await fetch(`${own}/api/auth/sign-in/email`, { method: "POST", headers, body })).status;
  };
  const all = await Promise.all(Array.from({ length: 12 }, () => both.map(guess)).flat());
  const wrong = all.filter((status) => status === 401).length;
  expect(wrong).toBeGreaterThan(0);
  // Ten, and one more every half minute of a slow machine. Two counts would allow twenty.
  expect(wrong).toBeLessThan(15);
  expect(all.filter((status) => status === 429)).toHaveLength(24 - wrong);
});

test("an instance takes its share again after a broken connection, without waiting for the others", async () => {
  const claims = [
    await claimDatabase(database.target, "shared"),
    await claimDatabase(database.target, "shared"),
  ];
  onTestFinished(async () => void (await Promise.all(claims.map((one) => one.release()))));
  const holders = async (): Promise<readonly number[]> => {
    const { rows } = await database.pool.query<{ pid: number }>(
      "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = 7206216 AND granted",
    );
    return rows.map(({ pid }) => pid);
  };
  const before = await holders();
  expect(before).toHaveLength(2);
  await database.pool.query("SELECT pg_terminate_backend($1)", [before[0]]);
  // The session that was ended may hold its share for a moment more.
  await vi.waitUntil(
    async () => {
      const now = await holders();
      return now.length === 2 && now.some((pid) => !before.includes(pid));
    },
    { timeout: 20_000 },
  );
  expect(await readDatabaseMark(database.db)).toMatch(/^[0-9a-f-]{36}$/);
});
