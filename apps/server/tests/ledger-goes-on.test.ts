import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import * as disk from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { daysAfter } from "@graticule/ledger/day";
import type { Entry } from "@graticule/ledger/entry";
import { openSigner } from "@graticule/server/ledger/signer";
import { createLedgerStore } from "@graticule/server/ledger/store";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { letEntriesBeGroundless } from "./by-hand.ts";
import { programSecret, startTestDatabase, type TestDatabase } from "./harness.ts";
import { fileReader, record, startSigner, whenShown } from "./ledger-faults.ts";
import { auditLog, entriesOf, type ReadLogFile, shownCheckpoint } from "./ledger-reader.ts";

/** What the log can't express does not stop it (attacks 33 to 35). */

const origin = "log.test/log";
let database: TestDatabase;
let dataDir: string;
let read: ReadLogFile;

beforeAll(async () => {
  database = await startTestDatabase();
  await letEntriesBeGroundless(database);
  dataDir = mkdtempSync(join(tmpdir(), "graticule-ledger-"));
  const { keys } = await openSigner({ dataDir, origin, mayMakeKey: true }, disk);
  read = fileReader(database.db, keys);
});
afterAll(async () => {
  rmSync(dataDir, { recursive: true, force: true });
  await database?.stop();
});

/** Bypasses all checks, as nothing in the product can. */
async function unjudged(...statements: readonly string[]): Promise<void> {
  const client = await database.pool.connect();
  await client.query("SET session_replication_role = replica");
  for (const one of statements) await client.query(one);
  client.release(true);
}

const insertUnsayable = (kind: string, daily = false) =>
  database.pool.query<{ id: number }>(
    `INSERT INTO public_entry (kind, daily, body) VALUES ($1, $2, $3) RETURNING id`,
    [kind, daily, { meeting: null }],
  );
const today = async () => (await database.pool.query("SELECT current_date AS d")).rows[0].d;

/** Lets a signer take all that waits. The log is whole afterwards. */
async function signedAll(): Promise<readonly Entry[]> {
  const signer = startSigner({ dataDir, db: database.db });
  await whenShown(signer, async () => {
    const { rows } = await database.pool.query(
      `SELECT size = published_size AND NOT EXISTS (SELECT FROM ledger_waiting WHERE NOT daily)
        AND closed_through = last_day_over() AS whole FROM ledger_head`,
    );
    return rows[0].whole;
  });
  await signer.sequencer.close();
  expect(signer.sequencer.state()).toEqual({ kind: "signing" });
  const shown = await shownCheckpoint(read);
  expect(await auditLog(read, shown)).toMatchObject({ kind: "sound" });
  return entriesOf(read, shown.size);
}

test("an entry that can't be expressed is set aside, the log says so in its place, and goes on after it", async () => {
  await record(database);
  const { rows } = await insertUnsayable("order-approved");
  await record(database);
  const entries = await signedAll();
  expect(entries.slice(-3)).toMatchObject([
    { kind: "change-proposed" },
    { kind: "entry-set-aside", day: await today(), why: "not-sayable" },
    { kind: "change-proposed" },
  ]);
  // The entry itself is kept, and is in no leaf.
  const kept = await database.pool.query(
    `SELECT a.leaf, e.kind, (SELECT count(*) FROM ledger_leaf l WHERE l.entry_id = e.id) AS leaves
     FROM ledger_set_aside a JOIN public_entry e ON e.id = a.entry_id WHERE e.id = $1`,
    [rows[0]?.id],
  );
  expect(kept.rows).toEqual([{ leaf: entries.length - 2, kind: "order-approved", leaves: 0 }]);
  expect((await createLedgerStore(database.db, programSecret).read()).setAside).toBe(1);
});

test("the log says so if a waiting entry is gone, and nothing spins", async () => {
  await record(database, 2);
  await unjudged(
    "DELETE FROM ledger_text WHERE entry_id = (SELECT max(id) FROM public_entry)",
    "DELETE FROM public_entry WHERE id = (SELECT max(id) FROM public_entry)",
  );
  expect((await signedAll()).at(-1)).toMatchObject({ kind: "entry-set-aside", why: "gone" });
});

test("a text whose place in the log was written by hand removes its own entry, and no other", async () => {
  await record(database);
  await unjudged(
    "UPDATE ledger_text SET leaf = 7000 WHERE entry_id = (SELECT max(id) FROM public_entry)",
  );
  await record(database);
  const entries = await signedAll();
  expect(entries.at(-2)).toMatchObject({ kind: "entry-set-aside", why: "not-sayable" });
  expect(entries.at(-1)?.kind).toBe("change-proposed");
});

test("at the end of a day, what can't be said of it or read of its seals is set aside too", async () => {
  const { rows } = await insertUnsayable("look", true);
  await unjudged(
    "UPDATE ledger_head SET closed_through = closed_through - 2",
    `UPDATE public_entry SET day = day - 1 WHERE id = ${rows[0]?.id}`,
    `INSERT INTO ledger_sealed (held, open_on) VALUES ('{"kind": "no such"}', current_date)`,
    `INSERT INTO ledger_sealed (held, open_on, salt, slot)
       VALUES ('{}', current_date - 2, sha256('salt'), 8000)`,
  );
  const before = (await shownCheckpoint(read)).size;
  const ends = (await signedAll()).slice(before);
  const missing = ends.filter(({ kind }) => kind === "entry-set-aside");
  const [day, yesterday] = [await today(), daysAfter(await today(), -1)];
  expect(missing).toEqual([
    { kind: "entry-set-aside", day, why: "seal-not-readable" },
    { kind: "entry-set-aside", day, why: "seal-not-readable" },
    { kind: "entry-set-aside", day: yesterday, why: "not-sayable" },
  ]);
  expect(ends.filter(({ kind }) => kind === "sealed-slot")).toHaveLength(16);
});

test("a version that can express it enters it in the step that requeues it, and it appears there once", async () => {
  const { rows } = await insertUnsayable("terms-act");
  const id = rows[0]?.id;
  expect((await signedAll()).at(-1)).toMatchObject({ kind: "entry-set-aside" });
  await unjudged(
    // What a program that can express it would make of it.
    `UPDATE public_entry SET kind = 'staff-left', body = '{"roles": ["intake"]}' WHERE id = ${id}`,
    `INSERT INTO ledger_waiting (daily, entry_id) VALUES (false, ${id})`,
  );
  expect((await signedAll()).at(-1)).toMatchObject({ kind: "staff-left", roles: ["intake"] });
  const leaf = await database.pool.query(
    "SELECT count(*) AS n FROM ledger_leaf WHERE entry_id = $1",
    [id],
  );
  expect(leaf.rows[0].n).toBe(1);
});

test("nothing is set aside silently, for another leaf, or when it doesn't wait", async () => {
  await record(database);
  const last = "(SELECT max(index) FROM ledger_leaf)";
  const waits = "(SELECT max(entry_id) FROM ledger_waiting)";
  const setAside = (leaf: string, entry: string) =>
    database.pool.query(`INSERT INTO ledger_set_aside (leaf, entry_id) VALUES (${leaf}, ${entry})`);
  await expect(setAside(last, waits)).rejects.toThrow(/does not say/);
  await expect(setAside("900000", waits)).rejects.toThrow(/foreign key/);
  const said = "(SELECT leaf FROM ledger_set_aside LIMIT 1)";
  await expect(setAside(said, waits)).rejects.toThrow(/duplicate key/);
  // Nor does the desk, or anyone, record such an entry.
  const recorded = `INSERT INTO public_entry (kind, body) VALUES ('entry-set-aside', '{"why": "gone"}')`;
  await expect(database.pool.query(recorded)).rejects.toThrow(/check constraint/);
  for (const change of ["UPDATE ledger_set_aside SET leaf = 0", "DELETE FROM ledger_set_aside"]) {
    await expect(database.pool.query(change)).rejects.toThrow(/history/);
  }
  await signedAll();
});

test("a newer checkpoint that this log's key did not sign is not adopted (attack 34)", async () => {
  await record(database);
  await signedAll();
  const other = mkdtempSync(join(tmpdir(), "graticule-ledger-"));
  onTestFinished(() => rmSync(other, { recursive: true, force: true }));
  // Another key under the log's name; the log's own key under another name.
  const strange = await openSigner({ dataDir: other, origin, mayMakeKey: true }, disk);
  writeFileSync(join(other, "ledger.key"), readFileSync(join(dataDir, "ledger.key")));
  const renamed = await openSigner(
    { dataDir: other, origin: "elsewhere.test/log", mayMakeKey: false },
    disk,
  );
  const head = readFileSync(join(dataDir, "ledger.head"));
  for (const by of [strange, renamed]) {
    await record(database);
    const store = createLedgerStore(database.db, programSecret);
    const base = await store.read();
    const { rounds } = base;
    const grown = await store.grow(base);
    if (typeof grown !== "object") throw new Error(grown);
    await store.publish({ size: grown.size, rounds }, await by.sign(grown));
    const signer = startSigner({ dataDir, db: database.db });
    await signer.stopped;
    expect(signer.sequencer.state()).toMatchObject({ kind: "stopped", reason: "signature" });
    await signer.sequencer.close();
    expect(readFileSync(join(dataDir, "ledger.head"))).toEqual(head);
  }
  // An older checkpoint of ours, posing as a newer one.
  await unjudged(
    `UPDATE ledger_head SET checkpoint = convert_to('${head.toString("utf8")}', 'UTF8')`,
  );
  const signer = startSigner({ dataDir, db: database.db });
  await signer.stopped;
  expect(signer.sequencer.state()).toMatchObject({ kind: "stopped", reason: "signature" });
  await signer.sequencer.close();
  await vi.waitFor(() => expect(readFileSync(join(dataDir, "ledger.head"))).toEqual(head));
});
