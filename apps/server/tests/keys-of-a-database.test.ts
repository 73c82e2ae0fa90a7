import { spawnSync } from "node:child_process";
import { generateKeyPairSync, randomBytes } from "node:crypto";
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkKeys, mayRestore } from "@graticule/server/accounts/check-keys";
import { deriveInstanceSecret } from "@graticule/server/accounts/seal";
import { createAccountStore } from "@graticule/server/accounts/store";
import { readConfig } from "@graticule/server/config/config";
import { writeBackup } from "@graticule/server/db/backup";
import { restoreBackup } from "@graticule/server/db/restore";
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from "vitest";
import { startTestDatabase, type TestDatabase } from "./harness.ts";

/** A database knows its keys by their fingerprints, and gets no others. */

let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database?.stop());
beforeEach(() => database.pool.query("DELETE FROM key_fingerprint"));

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "graticule-keys-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}
const newPem = (): string =>
  generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString();
const config = (given: { instanceKey?: Buffer; ledgerKey?: string; dataDir?: string } = {}) => ({
  dataDir: folder(),
  instanceKey: undefined,
  ledgerKey: undefined,
  ...given,
});
const check = (of: ReturnType<typeof config>) => checkKeys(database.owner, of);
const fingerprint = async () =>
  (await database.pool.query("SELECT instance_key, log_keys FROM key_fingerprint")).rows;

test("the first start makes the key, and says which it is without saying anything of it", async () => {
  const first = config();
  await check(first);
  await check(first);
  const key = readFileSync(join(first.dataDir, "instance.key"));
  const rows = await fingerprint();
  expect(rows).toEqual([
    { instance_key: deriveInstanceSecret(first, "fingerprint"), log_keys: null },
  ]);
  expect(rows[0].instance_key).not.toBe(key.toString("base64url"));
  await check(config({ instanceKey: key }));
});

test("a missing key is not made again, and another one is refused with what to do", async () => {
  await check(config());
  const missing = config();
  await expect(check(missing)).rejects.toMatchObject({
    code: "keys",
    message: expect.stringContaining("Put the instance.key that belongs to it there"),
  });
  expect(existsSync(join(missing.dataDir, "instance.key"))).toBe(false);
  await expect(check(config({ instanceKey: randomBytes(32) }))).rejects.toThrow(
    "INSTANCE_KEY isn't the key of this database",
  );
});

test("of two first starts at once with different keys the second is refused", async () => {
  const first = await database.pool.connect();
  onTestFinished(() => first.release());
  await first.query("BEGIN");
  await first.query("INSERT INTO key_fingerprint (instance_key) VALUES ('another')");
  const second = check(config({ instanceKey: randomBytes(32) }));
  const refused = expect(second).rejects.toThrow("INSTANCE_KEY isn't the key");
  const waiting = "SELECT FROM pg_locks WHERE locktype = 'transactionid' AND NOT granted";
  await expect.poll(async () => (await database.pool.query(waiting)).rowCount).toBe(1);
  await first.query("COMMIT");
  await refused;
});

test("the log's key by configuration can be replaced in two steps, and not in one", async () => {
  const instanceKey = randomBytes(32);
  const [old, next] = [newPem(), newPem()];
  await check(config({ instanceKey, ledgerKey: old }));
  await expect(check(config({ instanceKey, ledgerKey: next }))).rejects.toThrow(
    "LEDGER_KEY isn't the key of this database's public log",
  );
  await check(config({ instanceKey, ledgerKey: old + next }));
  await check(config({ instanceKey, ledgerKey: next }));
  await expect(check(config({ instanceKey, ledgerKey: old }))).rejects.toThrow("LEDGER_KEY");
  // One that stands in the data folder is the log's own affair, and known to a later cluster.
  const dataDir = folder();
  writeFileSync(join(dataDir, "ledger.key"), old);
  await check(config({ instanceKey, dataDir }));
  await check(config({ instanceKey, ledgerKey: old }));
});

// Broken on purpose: any name can be taken → the service never starts.
test("no command takes the name of the operator's own account before the first start", async () => {
  const accounts = createAccountStore(database.db);
  expect(await accounts.create("operator")).toBe("exists");
  expect(await accounts.operator()).toMatchObject({ name: "operator" });
});

// Broken on purpose: commands record the log's keys, too → the cluster's next start is refused.
test("a command says nothing of the log's key: with another data folder it would keep the next start out", async () => {
  const instanceKey = randomBytes(32);
  const own = config({ instanceKey, ledgerKey: newPem() });
  await check(own);
  const other = config({ instanceKey });
  writeFileSync(join(other.dataDir, "ledger.key"), newPem());
  await checkKeys(database.owner, other, "command");
  await check(own);
});

test("a backup is restored where its key is, or none, and nowhere else", async () => {
  const own = config();
  await check(own);
  const file = join(folder(), "backup");
  await writeBackup(database.target, file);
  const empty = await startTestDatabase();
  onTestFinished(() => empty.stop());
  const restore = (where: ReturnType<typeof config>) =>
    restoreBackup(empty.owner, file, (known) => mayRestore(known, where));
  for (const other of [config({ instanceKey: randomBytes(32) }), config()]) {
    if (other.instanceKey === undefined)
      writeFileSync(join(other.dataDir, "instance.key"), randomBytes(32));
    await expect(restore(other)).rejects.toThrow("so nothing was restored. Put the key");
    expect((await empty.pool.query("SELECT FROM key_fingerprint")).rowCount).toBe(0);
  }
  const later = config();
  await restore(later);
  await expect(checkKeys(empty.owner, later)).rejects.toThrow("isn't in");
  await checkKeys(empty.owner, own);
});

test("the command makes both keys, for their owner alone, and replaces none", () => {
  const into = join(folder(), "keys");
  const script = join(import.meta.dirname, "../src/commands/cluster-keys.ts");
  const run = () => spawnSync(process.execPath, [script, into], { encoding: "utf8" });
  const made = run();
  expect(made.status).toBe(0);
  const lines = made.stdout.trim().split("\n");
  const result = readConfig(Object.fromEntries(lines.map((line) => line.split("="))));
  if (result.kind === "problems") throw new Error(JSON.stringify(result.problems));
  expect(result.config.instanceKey).toHaveLength(32);
  expect(result.config.ledgerKey).toContain("PRIVATE KEY");
  const before = readdirSync(into).map((name) => readFileSync(join(into, name), "utf8"));
  for (const name of readdirSync(into)) expect(statSync(join(into, name)).mode & 0o777).toBe(0o600);
  const again = run();
  expect([again.status, again.stderr]).toEqual([1, expect.stringContaining("already exists")]);
  rmSync(join(into, "instance.key"));
  expect(run().status).toBe(1);
  expect(readdirSync(into)).toEqual(["ledger.key"]);
  expect(before).toContain(readFileSync(join(into, "ledger.key"), "utf8"));
});
