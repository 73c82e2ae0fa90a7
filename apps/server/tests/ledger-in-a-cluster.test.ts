import { generateKeyPairSync } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createChangeFeed } from "@graticule/server/db/change-feed";
import { connectOnce } from "@graticule/server/db/pool";
import { openSequencer } from "@graticule/server/ledger/open-sequencer";
import { openScope } from "@graticule/server/processes/scope";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { letEntriesBeGroundless } from "./by-hand.ts";
import { instanceKey, startTestDatabase, type TestDatabase } from "./harness.ts";
import { fileReader, record } from "./ledger-faults.ts";
import { auditLog, shownCheckpoint } from "./ledger-reader.ts";

/** Any instance of a cluster signs the log: none has a file that must last. */

let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
  await letEntriesBeGroundless(database);
});
afterAll(() => database?.stop());

const newPem = (): string =>
  generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString();
const ledgerKey = newPem();
const address = { host: "127.0.0.1", port: 7901 };

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "graticule-ledger-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

function startInstance({ dataDir = folder(), cluster = true, key = ledgerKey } = {}) {
  const scope = openScope();
  onTestFinished(() => scope.close());
  const config = { dataDir, cluster: cluster ? address : undefined, ledgerKey: key, instanceKey };
  const log = { warn: () => {}, error: () => {} };
  const parts = { database: database.service, log, config, publicUrl: "https://log.test" };
  const { sequencer, keys } = openSequencer(parts, scope);
  return { dataDir, sequencer, keys, close: scope.close };
}
type Instance = ReturnType<typeof startInstance>;

const allSigned = () =>
  expect
    .poll(
      async () => {
        const { rows } = await database.pool.query(
          `SELECT size = published_size AND NOT EXISTS (SELECT FROM ledger_waiting WHERE NOT daily)
             AS whole FROM ledger_head`,
        );
        return rows[0].whole;
      },
      { timeout: 20_000 },
    )
    .toBe(true);

const endsFor = (instance: Instance, reason: string) =>
  expect
    .poll(() => instance.sequencer.state(), { timeout: 20_000 })
    .toMatchObject({ kind: "stopped", reason });

async function shows({ keys }: Instance) {
  const read = fileReader(database.db, keys() ?? []);
  const shown = await shownCheckpoint(read);
  expect(await auditLog(read, shown)).toMatchObject({ kind: "sound" });
  return shown;
}

test("two instances sign one history, and a third that never saw it goes on alone", async () => {
  const [first, second] = [startInstance(), startInstance()];
  await record(database, 20);
  await allSigned();
  const { size } = await shows(first);
  expect(size).toBeGreaterThanOrEqual(20);
  await first.close();
  await record(database, 3);
  await allSigned();
  await second.close();
  await record(database, 3);
  const third = startInstance();
  await allSigned();
  expect((await shows(third)).size).toBe(size + 6);
  await third.sequencer.hasLooked;
  expect(third.sequencer.state()).toEqual({ kind: "signing" });
});

test("an instance with a file from long ago goes on, too", async () => {
  const one = startInstance();
  await allSigned();
  await one.close();
  const old = readFileSync(join(one.dataDir, "ledger.head"));
  const other = startInstance();
  await record(database, 2);
  await allSigned();
  await other.close();
  await record(database);
  expect(readFileSync(join(one.dataDir, "ledger.head"))).toEqual(old);
  const again = startInstance({ dataDir: one.dataDir });
  await allSigned();
  await shows(again);
});

test("a head in the database that its own key didn't sign, or less than its file, is not continued", async () => {
  const stranger = startInstance({ key: newPem() });
  await endsFor(stranger, "signature");
  expect(existsSync(join(stranger.dataDir, "ledger.head"))).toBe(false);

  const ahead = startInstance();
  await allSigned();
  await ahead.close();
  const file = join(ahead.dataDir, "ledger.head");
  const [name, size, ...rest] = readFileSync(file, "utf8").split("\n");
  writeFileSync(file, [name, Number(size) + 1, ...rest].join("\n"));
  await endsFor(startInstance({ dataDir: ahead.dataDir }), "behind");
});

test("a service that is alone doesn't believe the database, whichever way its key comes", async () => {
  await endsFor(startInstance({ cluster: false }), "head-file");
});

test("the first entry that waits wakes the signers; those after it, and what waits for a day's end, wake no one", async () => {
  const before = startInstance();
  await allSigned();
  await before.close();
  const said: string[] = [];
  const client = await connectOnce(database.service.target);
  onTestFinished(() => client.end());
  client.on("notification", ({ payload }) => said.push(payload ?? ""));
  await client.query("LISTEN graticule_changed");
  const heard = async (): Promise<number> => {
    await client.query("SELECT 1");
    return said.filter((word) => word === "entry").length;
  };
  const feed = createChangeFeed(database.service.target);
  onTestFinished(() => feed.close());
  const woken = new Promise<void>((wake) => feed.onEntry(wake));
  await new Promise<void>((fresh) => feed.onFresh(() => fresh()));
  await record(database);
  expect(await heard()).toBe(1);
  await record(database, 3);
  expect(await heard()).toBe(1);
  await woken;
  startInstance();
  await allSigned();
  await database.pool.query(
    "INSERT INTO public_entry (kind, daily, body) VALUES ('appeal-made', true, '{}')",
  );
  expect(await heard()).toBe(1);
});
