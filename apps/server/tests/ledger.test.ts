import { randomUUID } from "node:crypto";
import { statSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { opens } from "@graticule/ledger/commitment";
import { textsOf } from "@graticule/ledger/text";
import { sha256 } from "@graticule/server/public-record/translate";
import { expect, test, vi } from "vitest";
import { deskPeople, ordered, requestOf, runningMeeting } from "./desk-people.ts";
import type { Staff } from "./desk-service.ts";
import { tellChange } from "./ledger-faults.ts";
import { auditLog, entriesOf, type ReadLogFile, shownCheckpoint } from "./ledger-reader.ts";
import { database, meetingServiceOfTests, service } from "./meeting-service.ts";

meetingServiceOfTests();

const get = (path: string, headers: Record<string, string> = {}) =>
  service.app.inject({ method: "GET", url: `/log/${path}`, headers });
const read: ReadLogFile = async (path) => {
  const answer = await get(path);
  return answer.statusCode === 200 ? answer.rawPayload : undefined;
};

/** Resolves when a shown checkpoint's tree has everything recorded so far. */
async function whenShown(): Promise<number> {
  const { rows } = await database.pool.query("SELECT max(id) AS last FROM public_entry");
  for (;;) {
    const shown = new Promise<void>((resolve) => {
      const stop = service.deps.ledger.sequencer.onPublished(() => {
        stop();
        resolve();
      });
    });
    const { size } = await shownCheckpoint(read);
    // A smaller id can be committed, and so enter, later.
    const missing = await database.pool.query(
      `SELECT FROM public_entry e WHERE NOT daily AND id <= $1 AND NOT EXISTS
         (SELECT FROM ledger_leaf l WHERE l.entry_id = e.id AND l.index < $2) LIMIT 1`,
      [rows[0]?.last ?? 0, size],
    );
    if (missing.rows.length === 0) return size;
    await shown;
  }
}

const record = (says: string) => tellChange(database.db, says);

test("an order is in a signed checkpoint as soon as it is committed, and the log is whole (constitution 11)", async () => {
  const people = await deskPeople(service, database);
  const meeting = await runningMeeting(service, 12);
  const { orderId } = await ordered(people, requestOf(people.authority, [meeting.code]));
  const size = await whenShown();
  const entries = await entriesOf(read, size);
  expect(entries.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(["request-received", "order-approved"]),
  );
  const index = entries.findIndex((one) => "order" in one && one.order === orderId);
  const entry = entries[index];
  const commitment = entry && textsOf(entry).get("law");
  const law = await get(`text/${index}/law.json`);
  expect(law.json().value).toBe("Test Act, section 1");
  expect(commitment && opens(sha256, "text", { commitment, opening: law.json() })).toBe(true);
  const audit = await auditLog(read, await shownCheckpoint(read));
  expect(audit).toMatchObject({ kind: "sound", findings: [] });
});

test("every signed size stays in the history of the next, across tile borders", async () => {
  const heads = [];
  for (const count of [1, 255, 3, 256, 260]) {
    await Promise.all(Array.from({ length: count }, (_, at) => record(`Sentence ${at}`)));
    await whenShown();
    heads.push(await shownCheckpoint(read));
  }
  const target = heads.at(-1);
  if (target === undefined) throw new Error("nothing was signed");
  expect(target.size).toBeGreaterThan(770);
  expect(await auditLog(read, target, heads)).toMatchObject({ kind: "sound" });
  // A smaller tree's partial tiles are the beginnings of today's.
  for (const head of heads) {
    expect(await auditLog(read, head)).toMatchObject({ kind: "sound" });
  }
  const recorded = await database.pool.query("SELECT count(*) AS n FROM public_entry");
  expect((await entriesOf(read, target.size)).length).toBe(recorded.rows[0].n);
});

test("files are static, may be read by any page, and are kept as long as they are true", async () => {
  await record("One");
  const size = await whenShown();
  const width = size % 256;
  const checkpoint = await get("checkpoint", { origin: "https://elsewhere.test" });
  expect(checkpoint.headers).toMatchObject({
    "cache-control": "no-cache",
    "content-type": "text/plain; charset=utf-8",
    "access-control-allow-origin": "*",
  });
  expect(checkpoint.headers["set-cookie"]).toBeUndefined();
  expect(checkpoint.payload).toMatch(/^meet\.test\/log\n/);
  const full = await get("tile/0/000");
  expect(full.rawPayload).toHaveLength(8_192);
  expect(full.headers).toMatchObject({
    "cache-control": "public, max-age=31536000, immutable",
    "content-type": "application/octet-stream",
  });
  const packed = await get("tile/entries/000", { "accept-encoding": "br, gzip" });
  expect(packed.headers).toMatchObject({ "content-encoding": "gzip", vary: "accept-encoding" });
  const bare = await get("tile/entries/000", { "accept-encoding": "gzip;q=0, identity" });
  expect(bare.headers["content-encoding"]).toBeUndefined();
  expect(gunzipSync(packed.rawPayload).equals(bare.rawPayload)).toBe(true);
  // Nothing beyond the checkpoint, no empty tile, no other spelling.
  const index = String(Math.floor(size / 256)).padStart(3, "0");
  expect((await get(`tile/0/${index}.p/${width}`)).statusCode).toBe(200);
  for (const path of [
    ...[`tile/0/${index}.p/${width + 1}`, `tile/0/${index}`, "tile/0/0", "tile/00/000"],
    ...[
      "tile/0/000.p/256",
      "tile/0/000.p/0",
      "tile/2/000.p/1",
      "tile/entries/x000/000",
      "tile/64/000",
    ],
    ...["text/0/nothing.json", `text/${size}/says.json`, "elsewhere"],
  ]) {
    const answer = await get(path);
    expect([path, answer.statusCode]).toEqual([path, 404]);
    expect(answer.headers["cache-control"]).toBe("no-store");
  }
});

test("a bundle with a missing row is not shown", async () => {
  const client = await database.pool.connect();
  await client.query("BEGIN; SET LOCAL session_replication_role = replica");
  await client.query("CREATE TEMP TABLE lost AS SELECT * FROM ledger_leaf WHERE index = 3");
  await client.query("DELETE FROM ledger_leaf WHERE index = 3; COMMIT");
  const answer = await get("tile/entries/000");
  await client.query("BEGIN; SET LOCAL session_replication_role = replica");
  await client.query("INSERT INTO ledger_leaf SELECT * FROM lost; COMMIT");
  client.release(true);
  expect([answer.statusCode, answer.headers["cache-control"]]).toEqual([404, "no-store"]);
  expect((await get("tile/entries/000")).statusCode).toBe(200);
});

test("the key is readable by the service alone", async () => {
  const { dataDir } = service.deps.config;
  for (const name of ["ledger.key", "ledger.head"]) {
    expect(statSync(join(dataDir, name)).mode & 0o777).toBe(0o600);
  }
  expect((await get("key")).payload).toMatch(/^meet\.test\/log\+[0-9a-f]{8}\+A[\w+/=]+\n$/);
});

test("two people remove a text: it is gone, the log says so, and every proof holds (constitution 11 and 14)", async () => {
  const { intake, reviewer, approver } = await deskPeople(service, database);
  const says = `Somebody unmistakable ${randomUUID()}`;
  await record(says);
  const entry = (await whenShown()) - 1;
  const path = "/api/desk/text-removals";
  const wanted = { entry, text: "says", ground: "personal-data" };
  const decide = async (who: Staff, id: string, outcome = "confirmed") =>
    (await who.ask("POST", `${path}/${id}/decision`, { outcome })).status;
  // Broken on purpose: without the database's trigger the proposer confirms.
  expect((await intake.ask("POST", path, wanted)).status).toBe(403);
  const declined = await reviewer.ask("POST", path, wanted);
  expect((await reviewer.ask("POST", path, wanted)).status).toBe(409);
  const seen = async (who: Staff) => (await who.ask("GET", path)).json.at(-1);
  expect(await seen(reviewer)).toMatchObject({ ...wanted, says, mayConfirm: "proposed-it" });
  expect(await seen(intake)).toMatchObject({ mayConfirm: "no-such-role", mayDecline: false });
  expect(await seen(approver)).toMatchObject({ mayConfirm: "yes", mayDecline: true });
  expect(await decide(intake, declined.json.id)).toBe(403);
  expect(await decide(reviewer, declined.json.id, "declined")).toBe(204);
  const own = await approver.ask("POST", path, wanted);
  expect(await decide(approver, own.json.id)).toBe(403);
  expect(await decide(reviewer, own.json.id)).toBe(403);
  expect(await decide(approver, own.json.id, "declined")).toBe(204);
  await expect(
    database.pool.query("UPDATE ledger_text SET salt = NULL, value = NULL WHERE leaf = $1", [
      entry,
    ]),
  ).rejects.toThrow(/two people/);
  expect((await get(`text/${entry}/says.json`)).json().value).toBe(says);

  const { json } = await reviewer.ask("POST", path, wanted);
  expect(await decide(approver, json.id)).toBe(204);
  expect(await decide(approver, json.id)).toBe(409);
  expect((await get(`text/${entry}/says.json`)).statusCode).toBe(410);
  const size = await whenShown();
  expect((await entriesOf(read, size)).at(-1)).toMatchObject({ ...wanted, kind: "text-removed" });
  expect(await auditLog(read, await shownCheckpoint(read))).toMatchObject({
    kind: "sound",
    findings: [],
  });
  for (const { tablename } of (
    await database.pool.query("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
  ).rows) {
    const { rows } = await database.pool.query(`SELECT t::text AS row FROM "${tablename}" t`);
    expect(rows.some(({ row }) => row.includes(says))).toBe(false);
  }
});

test("if the database is behind what was signed, none of it is shown, the status page says why, and the service goes on (attack 34)", async () => {
  await record("One");
  await whenShown();
  const { sequencer } = service.deps.ledger;
  const client = await database.pool.connect();
  await client.query("SET session_replication_role = replica");
  await client.query("UPDATE ledger_head SET size = size - 1, published_size = size - 1");
  client.release(true);
  await vi.waitFor(() => expect(sequencer.state().kind).toBe("stopped"));
  const cookie = service.operatorCookie;
  const status = await service.ask("GET", "/api/admin/status", { headers: { cookie } });
  expect(status.json.log).toEqual({
    state: "stopped",
    reason: "behind",
    setAside: 0,
    since: expect.stringMatching(/T\d\d:00:00\.000Z$/),
  });
  expect(service.logged()).toContain('"reason":"behind"');
  // People meet as before: the log alone is no outage. The earlier answer is kept for a second.
  await vi.waitFor(
    async () => expect((await service.ask("GET", "/healthz")).json.log).toBe("stopped"),
    { timeout: 10_000 },
  );
  const health = await service.ask("GET", "/healthz");
  expect(health.status).toBe(200);
  expect(health.json).toMatchObject({ status: "ok", logReason: "behind", logSetAside: 0 });
  expect(health.json.logSince).toMatch(/T\d\d:00:00\.000Z$/);
  const { text } = await service.ask("GET", "/metrics", { headers: { cookie } });
  expect(text).toMatch(/^graticule_log_signed 0$/m);
  // Broken on purpose: without the check in the routes, files and texts are shown, and cached for
  // ever.
  for (const path of ["checkpoint", "tile/0/000", "tile/entries/000", "text/0/says.json"]) {
    const answer = await get(path);
    expect([path, answer.statusCode]).toEqual([path, 503]);
    expect(answer.headers["cache-control"]).toBe("no-store");
  }
  await record("Two");
  expect((await service.newMeeting()).code).toBeDefined();
});
