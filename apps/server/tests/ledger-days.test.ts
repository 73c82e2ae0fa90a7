import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import * as disk from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PublicEntry } from "@graticule/desk/entry";
import { type Day, daysAfter, parseDay } from "@graticule/ledger/day";
import { encodeEntry } from "@graticule/ledger/leaf";
import { opensSlot } from "@graticule/ledger/sealed";
import { textsOf } from "@graticule/ledger/text";
import { createLedgerFiles } from "@graticule/server/ledger/ledger";
import { openSigner } from "@graticule/server/ledger/signer";
import { createSilentSlots } from "@graticule/server/ledger/silent-slots";
import { appendEntry } from "@graticule/server/public-record/public-entries";
import { sha256 } from "@graticule/server/public-record/translate";
import { afterAll, beforeAll, expect, test } from "vitest";
import { asOwner, letEntriesBeGroundless, refusalOf, trial } from "./by-hand.ts";
import { growth } from "./grown-log.ts";
import { startTestDatabase, type TestDatabase } from "./harness.ts";
import { fileReader, startSigner } from "./ledger-faults.ts";
import { auditLog, entriesOf, type ReadLogFile, shownCheckpoint } from "./ledger-reader.ts";

let database: TestDatabase;
let dataDir: string;
let read: ReadLogFile;
/** By the database's clock. */
let today: Day;

beforeAll(async () => {
  database = await startTestDatabase();
  await letEntriesBeGroundless(database);
  // In the minutes after midnight, too, the day before is over.
  await unjudged(`CREATE OR REPLACE FUNCTION last_day_over(moment timestamptz DEFAULT now()) RETURNS date
    LANGUAGE sql STABLE AS $$ SELECT (moment AT TIME ZONE 'UTC')::date - 1 $$`);
  dataDir = mkdtempSync(join(tmpdir(), "graticule-ledger-"));
  const { keys } = await openSigner({ dataDir, origin: "log.test/log", mayMakeKey: true }, disk);
  read = fileReader(database.db, keys);
  const { rows } = await database.pool.query("SELECT (now() AT TIME ZONE 'UTC')::date AS today");
  const day = parseDay(rows[0].today);
  if (day === undefined) throw new Error("no day");
  today = day;
});
afterAll(async () => {
  rmSync(dataDir, { recursive: true, force: true });
  await database?.stop();
});

/** Bypasses all checks, as nothing in the product can. */
async function unjudged(text: string, values: readonly unknown[] = []): Promise<void> {
  const client = await database.pool.connect();
  await client.query("SET session_replication_role = replica");
  await client.query(text, [...values]);
  client.release(true);
}

async function recordOn(day: Day, entry: PublicEntry): Promise<void> {
  await database.db.transaction().execute((tx) => appendEntry(tx, entry));
  await unjudged("UPDATE public_entry SET day = $1 WHERE id = (SELECT max(id) FROM public_entry)", [
    day,
  ]);
}

const sealedRequest = (request: number, sealedUntil: Day): PublicEntry => ({
  kind: "request-received",
  came: today,
  request,
  authority: `Ministry ${request}`,
  branch: "police",
  demands: [],
  meetings: [],
  sealedUntil,
});

/** When the log reveals who made this request. */
async function openOn(request: number): Promise<readonly Day[]> {
  const { rows } = await database.pool.query(
    "SELECT open_on AS day FROM ledger_sealed WHERE held @> $1",
    [{ kind: "request-told", request }],
  );
  return rows.map(({ day }) => day);
}

/** What an operator's start of the service does. */
async function catchUp() {
  const { sequencer } = startSigner({ dataDir, db: database.db });
  const isWhole = async () => {
    const { rows } = await database.pool.query(
      "SELECT closed_through = last_day_over() AND size = published_size AS whole FROM ledger_head",
    );
    return rows[0].whole;
  };
  await new Promise<void>((resolve, reject) => {
    sequencer.onPublished(() => {
      isWhole().then((whole) => whole && resolve(), reject);
    });
  });
  await sequencer.close();
  const head = await shownCheckpoint(read);
  return { head, entries: await entriesOf(read, head.size) };
}

test("days when the service was down are caught up: daily entries in no order, eight slots a day, and seals that open by themselves (constitution 10 and 15)", async () => {
  await unjudged("UPDATE ledger_head SET closed_through = $1::date", [daysAfter(today, -5)]);
  const [first, second] = [daysAfter(today, -4), daysAfter(today, -3)];
  const orders = Array.from({ length: 6 }, () => randomUUID());
  for (const order of orders)
    await recordOn(second, { kind: "appeal-made", order, case: 1, by: "public", due: today });
  await recordOn(today, { kind: "order-effect", order: orders[0] ?? "" });
  // One more than two days have slots: those that wait for one open later than they say.
  for (let request = 1; request <= 17; request += 1) {
    await recordOn(first, sealedRequest(request, first));
  }
  // Entered wrongly, and corrected: it opens when the correction says.
  await recordOn(first, sealedRequest(18, daysAfter(today, 30)));
  await recordOn(today, {
    kind: "request-corrected",
    request: 18,
    branch: "police",
    demands: [],
    meetings: [],
    sealedUntil: today,
  });
  const { head, entries } = await catchUp();
  expect(await auditLog(read, head)).toMatchObject({ kind: "sound", findings: [] });

  // Together, once their day was over; nothing of today yet.
  const appeals = entries.flatMap((one) => (one.kind === "appeal-made" ? [one.order] : []));
  // Broken on purpose: in the order in which they were recorded, this fails.
  expect(appeals).toEqual([...orders].sort());
  expect(entries.some(({ kind }) => kind === "order-effect")).toBe(false);
  const isSlotOf = (day: Day, slot: number) =>
    entries.findIndex((one) => one.kind === "sealed-slot" && one.day === day && one.slot === slot);
  const at = entries.findIndex(({ kind }) => kind === "appeal-made");
  expect(at).toBeGreaterThan(isSlotOf(first, 7));
  expect(at + appeals.length).toBe(isSlotOf(second, 0));

  // Full or empty, a slot is a slot.
  const slots = entries.flatMap((one) => (one.kind === "sealed-slot" ? [one] : []));
  expect(slots).toHaveLength(4 * 8);
  expect(new Set(slots.map((slot) => encodeEntry(slot).length)).size).toBe(1);

  // No one revealed who asked before its day was over, and then the log itself did.
  const files = createLedgerFiles({ db: database.db, isSound: () => true });
  const received = entries.findIndex(({ kind }) => kind === "request-received");
  expect(await files.text(received, "authority")).toBe("absent");
  let opened = 0;
  for (const [index, entry] of entries.entries()) {
    if (entry.kind !== "sealed-opened" || entry.held.kind !== "request-told") continue;
    opened += 1;
    const slot = entries[entry.entry];
    if (slot?.kind !== "sealed-slot") throw new Error("no slot is opened");
    expect(opensSlot(sha256, slot.holds, entry)).toBe(true);
    expect(textsOf(entry).size).toBe(1);
    const told = await files.text(index, "authority");
    expect(told).toMatchObject({ value: `Ministry ${entry.held.request}` });
    expect(index).toBeGreaterThan(isSlotOf(first, 7));
  }
  expect(opened).toBe(17);
  expect(await openOn(18)).toEqual([today]);
});

test("an empty slot is opened too, when nothing can be sealed for longer", async () => {
  const dummies = await database.pool.query(
    "SELECT count(*) AS n, min(open_on) AS first FROM ledger_sealed WHERE entry_id IS NULL",
  );
  expect(dummies.rows).toEqual([{ n: 4 * 8 - 18, first: daysAfter(today, -2 + 366) }]);
  // A year later: nothing stays closed, and no promise is found broken.
  await unjudged("UPDATE ledger_sealed SET open_on = $1", [daysAfter(today, -1)]);
  await unjudged("UPDATE ledger_head SET closed_through = closed_through - 1");
  const { head, entries } = await catchUp();
  const nothing = entries.filter(
    (one) => one.kind === "sealed-opened" && one.held.kind === "nothing",
  );
  expect(nothing).toHaveLength(4 * 8 - 18);
  expect((await auditLog(read, head)).kind).toBe("sound");
});

// Broken on purpose: first the one that opens first, a law of the eighth opens later than readers count.
test("a silent content takes only a slot that is left over, so that no reader learns of it from what opens late", async () => {
  const silent = createSilentSlots(database.db);
  const held = { kind: "request-existed", branch: "court", country: "FR" };
  expect(await silent.fill({ until: today, branch: "court", country: "FR" })).toEqual([]);
  const slotOf = async (content: object) => {
    const { rows } = await database.pool.query("SELECT slot FROM ledger_sealed WHERE held @> $1", [
      content,
    ]);
    return rows.map(({ slot }) => slot);
  };
  for (let request = 101; request <= 108; request += 1) {
    await recordOn(daysAfter(today, -1), sealedRequest(request, daysAfter(today, 1)));
  }
  await unjudged("UPDATE ledger_head SET closed_through = closed_through - 1");
  await catchUp();
  expect(await slotOf(held)).toEqual([null]);
  expect(await slotOf({ kind: "request-told", request: 108 })).toEqual([expect.any(Number)]);
  await unjudged("UPDATE ledger_head SET closed_through = closed_through - 1");
  const { head, entries } = await catchUp();
  const [slot] = await slotOf(held);
  expect(entries[slot]?.kind).toBe("sealed-slot");
  await unjudged("UPDATE ledger_sealed SET open_on = $1 WHERE held @> $2", [
    daysAfter(today, -1),
    held,
  ]);
  await unjudged("UPDATE ledger_head SET closed_through = closed_through - 1");
  const after = await catchUp();
  expect(after.entries.filter((one) => one.kind === "sealed-opened").at(-1)).toMatchObject({
    entry: slot,
    held,
  });
  expect(await auditLog(read, after.head, [head])).toMatchObject({ kind: "sound" });
});

// Broken on purpose: without the comparison, the slot of four days ago takes it and stays shut too long.
test("what is sealed for a year takes no slot of a day so long ago that it would stay shut for more than a year", async () => {
  const silent = createSilentSlots(database.db);
  expect(await silent.fill({ until: daysAfter(today, 366), country: "SE" })).toEqual([]);
  await unjudged("UPDATE ledger_head SET closed_through = closed_through - 4");
  await catchUp();
  const { rows } = await database.pool.query("SELECT slot FROM ledger_sealed WHERE held @> $1", [
    { country: "SE" },
  ]);
  expect(rows).toEqual([{ slot: null }]);
});

// Broken on purpose: without the trigger a recorded entry never enters the log, and no one notices.
test("what was recorded waits until it is in the log, even for direct writes to the database (constitution 11)", async () => {
  await database.db.transaction().execute((tx) =>
    appendEntry(tx, {
      kind: "appeal-made",
      order: randomUUID(),
      case: 1,
      by: "public",
      due: today,
    }),
  );
  for (const quiet of [
    "DELETE FROM ledger_waiting",
    "UPDATE ledger_waiting SET entry_id = entry_id, daily = NOT daily",
    "TRUNCATE ledger_waiting",
  ]) {
    await expect(database.pool.query(quiet)).rejects.toMatchObject({ code: "23001" });
  }
});

// Broken on purpose: ledger_waiting_by_itself dropped → the third is "done"; ledger_leaf_waited →
// all but the third.
test("an entry enters the log once, and only one that was written (constitution 11)", async () => {
  await database.db
    .transaction()
    .execute((tx) => appendEntry(tx, { kind: "platform-rule-lifted", rule: randomUUID() }));
  await trial(database, async (client) => {
    const { rows } = await client.query("SELECT max(entry_id) AS id FROM ledger_waiting");
    const { id } = rows[0];
    const enters = async (...ids: readonly number[]) =>
      refusalOf(
        client,
        `WITH head AS (UPDATE ledger_head SET ${await growth(client, ids.length)}
           RETURNING size - cardinality($1::bigint[]) AS before)
         INSERT INTO ledger_leaf (index, entry_id, leaf)
         SELECT before + ordinality - 1, new.id, coalesce(convert_to(
             (e.body || jsonb_build_object('kind', e.kind, 'day', e.day))::text, 'UTF8'), '{}')
         FROM unnest($1::bigint[]) WITH ORDINALITY AS new (id, ordinality)
           LEFT JOIN public_entry e ON e.id = new.id, head`,
        [ids],
      );
    expect(await enters(id, id)).toMatch(/^23505 this entry does not wait/);
    expect(await enters(id)).toBe("done");
    const waitsAgain = "INSERT INTO ledger_waiting (daily, entry_id) VALUES (false, $1)";
    const again = await asOwner(client, () => refusalOf(client, waitsAgain, [id]));
    expect(again).toMatch(/^23001 an entry waits when/);
    expect(await enters(id)).toMatch(/^23505 this entry does not wait/);
    expect(await enters(id + 1)).toMatch(/^23001 the log says what the entry says/);
  });
});
