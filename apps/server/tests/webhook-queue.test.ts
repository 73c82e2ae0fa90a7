import { randomBytes, randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { gunzipSync } from "node:zlib";
import type { WebhookEvent } from "@graticule/api/account";
import { createSeal } from "@graticule/server/config/seal";
import { writeBackup } from "@graticule/server/db/backup";
import { createSafeFetch } from "@graticule/server/outbound/safe-fetch";
import { createDeliverer } from "@graticule/server/webhooks/deliver";
import { newWebhookSecret } from "@graticule/server/webhooks/sign";
import { createWebhookStore, type WebhookStore } from "@graticule/server/webhooks/store";
import { sealContext } from "@graticule/server/webhooks/webhooks";
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from "vitest";
import { startTestDatabase, type TestDatabase } from "./harness.ts";
import { until } from "./until.ts";
import { isSigned, WebhookReceiver } from "./webhook-receiver.ts";

let database: TestDatabase;
let store: WebhookStore;
let accountId: string;
let origin: string;
const receiver = new WebhookReceiver();
const seal = createSeal(randomBytes(32));

beforeAll(async () => {
  database = await startTestDatabase();
  store = createWebhookStore(database.db, seal);
  origin = await receiver.listen();
  const made = await database.pool.query(
    "INSERT INTO account (name) VALUES ('queue') RETURNING id",
  );
  accountId = made.rows[0].id;
});

afterAll(async () => {
  receiver.close();
  await database.stop();
});

beforeEach(async () => {
  await database.pool.query("DELETE FROM webhook");
  receiver.answer = () => 204;
  receiver.received.length = 0;
});

const query = (sql: string, values: unknown[] = []) => database.pool.query(sql, values);

async function newHook(path: string, account = accountId) {
  const [id, secret] = [randomUUID(), newWebhookSecret()];
  const sealed = seal.seal(secret, sealContext(id));
  const url = `${origin}${path}`;
  await store.add({ id, accountId: account, url, events: ["joined"], sealed });
  return { id, secret };
}

function event(identity = "guest-1"): WebhookEvent {
  const at = new Date().toISOString();
  return { kind: "joined", id: randomUUID(), at, room: "room-of-a-backend", identity };
}

const queue = (webhookId: string, count = 1) =>
  store.enqueue(Array.from({ length: count }, () => ({ webhookId, event: event() })));
const waiting = async (): Promise<number> =>
  (await query("SELECT 1 FROM webhook_delivery")).rowCount ?? 0;
const last = async (id: string) => (await store.list(accountId)).find((one) => one.id === id)?.last;

const sending = createSafeFetch({ allow: ["127.0.0.0/8"] });

function deliver(waits: readonly number[] = [0.05, 0.05], fetch = sending) {
  const log = { error: () => undefined };
  const deliverer = createDeliverer({
    store,
    seal,
    fetch,
    log,
    waits,
    everyMs: 20,
    random: () => 0.5,
  });
  onTestFinished(() => deliverer.close());
  return deliverer;
}

test("a failed delivery is retried under the same id, signed again, until it is accepted", async () => {
  const { id, secret } = await newHook("/flaky");
  receiver.answer = (_path, nth) => (nth < 3 ? 503 : 200);
  await queue(id);
  deliver();
  await until(async () => (await last(id))?.outcome === "delivered");
  expect(receiver.received).toHaveLength(3);
  expect(new Set(receiver.received.map(({ event: { id: one } }) => one)).size).toBe(1);
  expect(receiver.received.every((one) => isSigned(one, secret))).toBe(true);
  expect(await waiting()).toBe(0);
});

test("after its last try it is dropped, shown as failed, and gone", async () => {
  const { id } = await newHook("/down");
  receiver.answer = () => 500;
  await queue(id);
  deliver();
  await until(async () => (await last(id))?.outcome === "given-up");
  expect(receiver.received).toHaveLength(3);
  expect(await last(id)).toMatchObject({ status: 500 });
  expect(await waiting()).toBe(0);
});

test("a receiver that answers 410 is not called again", async () => {
  const { id } = await newHook("/gone");
  receiver.answer = () => 410;
  await queue(id);
  deliver();
  await until(async () => (await last(id))?.outcome === "given-up");
  expect(receiver.received).toHaveLength(1);
});

test("an answer with a status that HTTP doesn't have counts as none, and is retried no oftener", async () => {
  const { id } = await newHook("/odd");
  receiver.answer = () => 999;
  await queue(id);
  deliver([0.01]);
  await until(async () => (await last(id))?.outcome === "given-up");
  expect(await last(id)).not.toHaveProperty("status", 999);
  expect(receiver.received).toHaveLength(2);
});

test("one webhook that is down delays no other, and is itself left in peace", async () => {
  const [down, up] = [await newHook("/down"), await newHook("/up")];
  receiver.answer = (path) => (path === "/down" ? 500 : 200);
  await queue(down.id, 50);
  await queue(up.id, 20);
  deliver([3600]);
  await until(async () => receiver.received.filter(({ path }) => path === "/up").length === 20);
  await until(async () => (await waiting()) === 50);
  expect(receiver.received.filter(({ path }) => path === "/down")).toHaveLength(1);
});

test("however much one webhook has queued, the others get their turn", async () => {
  const [greedy, modest] = [await newHook("/greedy"), await newHook("/modest")];
  await queue(greedy.id, 300);
  await query("UPDATE webhook SET last_at = now(), last_outcome = 'delivered' WHERE id = $1", [
    greedy.id,
  ]);
  await queue(modest.id);
  const [first] = await store.claim(1);
  expect(first?.webhookId).toBe(modest.id);
});

test("an account whose webhooks never answer delays no other account's", async () => {
  const { rows } = await query("INSERT INTO account (name) VALUES ('silent') RETURNING id");
  const silent = Array.from({ length: 10 }, (_, n) => newHook(`/silent/${n}`, rows[0].id));
  for (const { id } of await Promise.all(silent)) await queue(id, 3);
  let underWay = 0;
  let end = (): void => {};
  const never = new Promise<void>((resolve) => {
    end = resolve;
  });
  const fetch: typeof sending = async (request, read) => {
    if (!request.url.includes("/silent/")) return await sending(request, read);
    underWay += 1;
    await never;
    return { kind: "failed", why: "too-slow" };
  };
  deliver([3600], fetch);
  onTestFinished(() => end());
  await until(async () => underWay === 2);
  const other = await newHook("/other");
  await queue(other.id, 20);
  await until(async () => receiver.received.length === 20);
  expect(underWay).toBe(2);
});

test("two processes send nothing twice, and what a dead one had claimed is sent by the other", async () => {
  const many = await Promise.all(Array.from({ length: 6 }, (_, n) => newHook(`/${n}`)));
  for (const { id } of many) await queue(id, 5);
  const [taken] = await store.claim(1);
  deliver();
  deliver();
  await until(async () => (await waiting()) === 5);
  expect(receiver.received).toHaveLength(25);
  await query("UPDATE webhook_delivery SET due_at = now() WHERE id = $1", [taken?.id]);
  await query("UPDATE webhook SET busy_until = now() WHERE id = $1", [taken?.webhookId]);
  await until(async () => (await waiting()) === 0);
  expect(new Set(receiver.received.map(({ headers }) => headers["webhook-id"])).size).toBe(30);
  expect(receiver.received).toHaveLength(30);
});

// Was: each process sent its own, at once and out of order, and a failure gave a webhook rest from one of them alone. Broken on
// purpose: a claim doesn't set `busy_until`; without `restSeconds`.
test("several processes send one at a time to a webhook, in order, and leave it in peace after a failure", async () => {
  const { id } = await newHook("/single");
  await queue(id, 30);
  const { rows } = await query("SELECT id FROM webhook_delivery ORDER BY due_at, created_at, id");
  let [underWay, most] = [0, 0];
  const fetch: typeof sending = async (request, read) => {
    underWay += 1;
    most = Math.max(most, underWay);
    await delay(5);
    const outcome = await sending(request, read);
    underWay -= 1;
    return outcome;
  };
  for (let process = 0; process < 4; process += 1) deliver([3600], fetch);
  await until(async () => (await waiting()) === 0);
  expect(most).toBe(1);
  expect(receiver.received.map(({ event: one }) => one.id)).toEqual(rows.map((row) => row.id));
  receiver.answer = () => 500;
  await queue(id, 10);
  await until(async () => (await last(id))?.outcome === "retrying");
  // Fifty looks of each.
  await delay(1_000);
  expect(receiver.received).toHaveLength(31);
});

// Broken on purpose: a claim doesn't set `busy_until`.
test("a webhook that another process takes while this one looks is left to it", async () => {
  const { id } = await newHook("/raced");
  for (let round = 0; round < 20; round += 1) {
    await query("DELETE FROM webhook_delivery");
    await query("UPDATE webhook SET busy_until = NULL");
    await queue(id, 8);
    const claimed = await Promise.all(Array.from({ length: 8 }, () => store.claim(1)));
    expect(claimed.flat()).toHaveLength(1);
  }
});

test("a webhook queues a thousand, and no more", async () => {
  const { id } = await newHook("/slow");
  for (let round = 0; round < 12; round += 1) await queue(id, 100);
  expect(await waiting()).toBe(1_000);
});

test("nothing waits longer than a day, and what names someone no longer than an hour", async () => {
  const at = new Date().toISOString();
  const unnamed: WebhookEvent = { kind: "test", id: "", at };
  const ages = [
    { path: "/named-old", what: event(), minutes: 61, outcome: "given-up" },
    { path: "/named-young", what: event(), minutes: 59, outcome: undefined },
    { path: "/old", what: unnamed, minutes: 25 * 60, outcome: "given-up" },
    { path: "/young", what: unnamed, minutes: 23 * 60, outcome: undefined },
  ];
  const hooks = await Promise.all(ages.map(({ path }) => newHook(path)));
  for (const [index, { what, minutes }] of ages.entries()) {
    const { id = "" } = hooks[index] ?? {};
    await store.enqueue([{ webhookId: id, event: { ...what, id } }]);
    await query(
      "UPDATE webhook_delivery SET created_at = now() - make_interval(mins => $2) WHERE id = $1",
      [id, minutes],
    );
  }
  await store.giveUpOld();
  expect(await waiting()).toBe(2);
  for (const [index, { path, outcome }] of ages.entries()) {
    expect((await last(hooks[index]?.id ?? ""))?.outcome, path).toBe(outcome);
  }
});

test("nothing that says both who and where is queued, and in the clear only what names no one", async () => {
  const { id } = await newHook("/never");
  for (const more of [{ place: "FR" }, { rule: {} }, { refusal: {} }]) {
    const both = [{ webhookId: id, event: { ...event(), ...more } as WebhookEvent }];
    await expect(store.enqueue(both)).rejects.toThrow("both who and where");
  }
  const insert = "INSERT INTO webhook_delivery (webhook_id, body) VALUES ($1, $2)";
  const changed = { kind: "rule-changed", room: "r", rule: {} };
  for (const clear of [event(), { kind: "test" }, { ...changed, identity: "guest-1" }]) {
    await expect(query(insert, [id, JSON.stringify(clear)])).rejects.toThrow(/check/);
  }
  await query(insert, [id, JSON.stringify(changed)]);
});

// Was: each event waited in the clear, for up to an hour if its receiver was away. Broken on purpose: `enqueue` seals nothing,
// without the padding, or with the same context for all.
test("of what waits, the database says neither who nor which room, and its row fits no other webhook", async () => {
  const { id } = await newHook("/away");
  const other = await newHook("/other");
  const kinds = [event(), event(`person-${"x".repeat(50)}`)];
  await store.enqueue(kinds.map((one) => ({ webhookId: id, event: one })));
  const { rows } = await query(
    "SELECT d::text AS said, encode(sealed, 'escape') AS bytes, octet_length(sealed) AS long FROM webhook_delivery d",
  );
  expect(rows).toHaveLength(2);
  for (const { said, bytes } of rows) {
    expect(said + bytes).not.toMatch(/guest|person|room|joined|identity/);
  }
  expect(new Set(rows.map(({ long }) => long)).size).toBe(1);
  const [opened] = await store.claim(1);
  expect(JSON.parse(opened?.body ?? "")).toEqual(kinds.find((one) => one.id === opened?.id));
  await query("UPDATE webhook_delivery SET webhook_id = $1, due_at = now()", [other.id]);
  expect((await store.claim(2)).map(({ body }) => body)).toEqual([undefined]);
});

test("a backup holds webhooks but not their queues", async () => {
  const { id } = await newHook("/kept");
  await queue(id);
  const folder = mkdtempSync(join(tmpdir(), "graticule-backup-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "backup");
  const rows = await writeBackup(database.target, file);
  expect(rows).toHaveProperty("webhook", 1);
  expect(rows).not.toHaveProperty("webhook_delivery");
  expect(gunzipSync(readFileSync(file)).toString("latin1")).not.toContain("guest-1");
});

// Broken on purpose: if it takes the delivery first, each of the two waits for the other.
test("a webhook can be deleted while one of its deliveries is being settled", async () => {
  const { id } = await newHook("/deleted");
  await queue(id);
  const [delivery] = await store.claim(1);
  if (delivery === undefined) throw new Error("nothing is due");
  const client = await database.pool.connect();
  onTestFinished(() => client.release(true));
  await client.query("BEGIN");
  await client.query("SELECT FROM webhook WHERE id = $1 FOR UPDATE", [id]);
  const outcome = { kind: "delivered" } as const;
  const settled = store.settle({ id: delivery.id, webhookId: id, status: 204, outcome });
  const waits = "SELECT FROM pg_locks WHERE NOT granted";
  await expect.poll(async () => (await query(waits)).rows.length).toBe(1);
  // It locks nothing of the delivery while it waits for the webhook.
  await query("SELECT FROM webhook_delivery WHERE id = $1 FOR UPDATE NOWAIT", [delivery.id]);
  await client.query("DELETE FROM webhook WHERE id = $1", [id]);
  await client.query("COMMIT");
  await settled;
  expect((await query("SELECT FROM webhook_delivery")).rows).toEqual([]);
});
