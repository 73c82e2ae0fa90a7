import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deskMisplacement } from "@graticule/api/contests";
import { deskRegister } from "@graticule/api/desk-changes";
import { alone } from "@graticule/server/cluster/open-cluster";
import { createSeal } from "@graticule/server/config/seal";
import { type ChangeFeed, createChangeFeed } from "@graticule/server/db/change-feed";
import { openDatabase } from "@graticule/server/db/pool";
import type { Database } from "@graticule/server/db/schema";
import { createServedRecord } from "@graticule/server/desk/changes/served-store";
import { openLocation } from "@graticule/server/location/open-location";
import { type OpenScope, openScope } from "@graticule/server/processes/scope";
import { createOrderSigners } from "@graticule/server/rooms/order-signers";
import { pino } from "pino";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { type ApiService, startApiService, testConfig } from "./api-service.ts";
import { committed, unjudged, whileLogStands } from "./by-hand.ts";
import { decideChange, newStaff, type Staff } from "./desk-service.ts";
import { confirmByRows } from "./forged-change.ts";
import { startTestDatabase, type TestDatabase } from "./harness.ts";
import { liftOrder, order, published, recordOrder } from "./orders.ts";

/** Two providers establish 127.5.0.0/16 in China; the operator's own word outranks theirs. */
const inChina = "127.5.0.0/16,CN,,,\n127.6.0.0/16,CN,,,\n";
const makers = { measured: inChina, registration: inChina };
const usual = "198.51.100.0/24,FR,,,\n127.5.0.0/16,HK,,,\n127.3.0.0/16,HK,,,\n";
const person = { shielded: "127.5.0.1", hongKong: "127.3.0.1" } as const;
/** Two people on a network that the providers misplace, someone else there, and a neighbour. */
const misplaced = ["127.6.4.7", "127.6.4.8"] as const;
const alsoThere = "127.6.4.200";
const neighbour = "127.6.5.1";

let database: TestDatabase;
let feed: ChangeFeed;
let folder: string;
let service: ApiService;
let reviewer: Staff;
let approver: Staff;
let scope: OpenScope;
let meeting: { readonly code: string; readonly room: string };
let orderId: string;

beforeAll(async () => {
  database = await startTestDatabase();
  folder = mkdtempSync(join(tmpdir(), "graticule-geofeed-"));
});
afterAll(async () => {
  await database?.stop();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  const geofeed = { maker: "x", kind: "geofeed" };
  const sources = [
    { ...geofeed, id: "own", role: "operator", path: "own.csv", maxAgeDays: 60 },
    { ...geofeed, id: "one", maker: "one", basis: "measured", path: "measured.csv" },
    { ...geofeed, id: "other", maker: "other", basis: "registration", path: "registration.csv" },
  ];
  writeFileSync(join(folder, "sources.json"), JSON.stringify(sources));
  for (const [name, text] of Object.entries(makers)) {
    writeFileSync(join(folder, `${name}.csv`), text);
  }
  write(usual);
  await start();
  await appoint();
  meeting = await service.newMeeting();
  orderId = await order(database, meeting.room, ["CN"]);
});
afterEach(async () => {
  try {
    await liftAll();
  } finally {
    await stop();
    // The log's own state stays: the database's log goes on.
    rmSync(join(folder, "location"), { recursive: true, force: true });
  }
});

/** Also those of a test that failed: an order in force would keep back the data of the tests after it. */
async function liftAll(): Promise<void> {
  const { rows } = await database.pool.query(
    "SELECT id FROM approved_order WHERE lifted_at IS NULL AND ends_at > now()",
  );
  for (const { id } of rows) await liftOrder(database, id);
}

let people = 0;
/** Browsers at the most recently started service. */
async function appoint(): Promise<void> {
  reviewer = await newStaff(service, database, `rev${++people}`, { roles: ["reviewer"] });
  approver = await newStaff(service, database, `app${people}`, { roles: ["approver"] });
}
let written = 0;
/** Each state of the file has its own time, of whole milliseconds, as one that was read from it. */
function write(text: string, ageDays = 0): void {
  const path = join(folder, "own.csv");
  writeFileSync(path, text);
  written += 1;
  const at = new Date(Date.now() - ageDays * 86_400_000 - 60_000 + written * 10);
  utimesSync(path, at, at);
}
function writeSourcesWithoutOwn(): void {
  const others = [
    { id: "one", maker: "one", kind: "geofeed", basis: "measured", path: "measured.csv" },
    {
      id: "other",
      maker: "other",
      kind: "geofeed",
      basis: "registration",
      path: "registration.csv",
    },
  ];
  writeFileSync(join(folder, "sources.json"), JSON.stringify(others));
}
const testSeal = createSeal(Buffer.alloc(32, 7));
async function start(): Promise<void> {
  scope = openScope();
  feed = createChangeFeed(database.target);
  const config = { ...testConfig(folder), sourcesFile: join(folder, "sources.json") };
  const servedRecord = createServedRecord({
    db: database.db,
    seal: testSeal,
    signers: createOrderSigners(database.db),
  });
  const log = pino({ level: "silent" });
  const { db } = database;
  const ports = { config, log, db, servedRecord, feed, cluster: alone(), seal: testSeal };
  const { locator } = await openLocation(ports, scope);
  service = await startApiService(database, { locator, dataDir: folder });
}
async function stop(): Promise<void> {
  await service.stop();
  await scope.close();
  await feed.close();
}
/** Checks the files now, as the watch does a moment later. */
async function look(): Promise<void> {
  await (service.deps.locator as unknown as { reload(): Promise<void> }).reload();
}
const placeOf = (address: string) => {
  const fix = service.deps.locator.fixOf(address, Date.now());
  return "place" in fix ? `${fix.place} ${fix.standing}` : fix.standing;
};
const register = async () =>
  deskRegister.parse((await reviewer.ask("GET", "/api/desk/register")).json);
const propose = (digest: string | undefined) =>
  reviewer.ask("POST", "/api/desk/changes", { kind: "geofeed", digest });
const confirm = (id: string) => decideChange(approver, id);

test("a geofeed that moves someone into an order's places is not loaded before two people confirm it (attack 24a)", async () => {
  expect(placeOf(person.hongKong)).toBe("HK established");
  const moved = usual.replace("127.3.0.0/16,HK", "127.3.0.0/16,CN");
  write(moved);
  await look();
  expect(placeOf(person.hongKong)).toBe("HK established");
  const status = await service.ask("GET", "/api/admin/status", {
    headers: { cookie: service.operatorCookie },
  });
  const own = status.json.sources.find(({ id }: { id: string }) => id === "own");
  expect(own).toMatchObject({ state: "fresh" });
  expect(own.detail).toMatch(
    /would move 1 range of addresses into CN.*stays in use.*approver confirms/,
  );

  const { geofeed } = await register();
  expect(geofeed?.says).toContain("1 range of addresses into China");
  expect((await propose("0".repeat(64))).json.errors[0].pointer).toBe("/digest");
  const change = (await propose(geofeed?.digest)).json;
  expect((await confirm(change.id)).status).toBe(200);
  await vi.waitFor(() => expect(placeOf(person.hongKong)).toBe("CN established"), 5_000);
  expect((await register()).geofeed).toBeUndefined();
  const { rows } = await database.pool.query(
    "SELECT encode(digest, 'hex') AS digest, change_id FROM geofeed_accepted ORDER BY id DESC LIMIT 1",
  );
  expect(rows).toEqual([{ digest: geofeed?.digest, change_id: change.id }]);

  // Confirmed once, for what served then: changing it back and forth takes two people again.
  write(usual);
  await look();
  expect(placeOf(person.hongKong)).toBe("HK established");
  write(moved);
  await look();
  expect(placeOf(person.hongKong)).toBe("HK established");
});

// Broken on purpose: exceptions aren't read → loaded.
test("data that move someone out of a disputed part of an order's country wait for two people", async () => {
  write(usual.replace("127.3.0.0/16,HK", "127.3.0.0/16,UA,UA-43"));
  await look();
  const { room } = await service.newMeeting();
  const other = await order(database, room, ["UA"], { excepted: ["UA-40", "UA-43"] });
  write(usual.replace("127.3.0.0/16,HK", "127.3.0.0/16,UA,UA-30"));
  await look();
  expect(placeOf(person.hongKong)).toBe("UA-43 established");
  expect(service.deps.locator.held()).toMatchObject({ ranges: 1, into: ["UA-30"] });
  await liftOrder(database, other);
});

// Broken on purpose: `published_order` is read → loaded.
test("an order that waits for the public log already keeps data back", async () => {
  const { room } = await service.newMeeting();
  await whileLogStands(database, async () => {
    const other = await recordOrder(database, room, ["JP"]);
    write(usual.replace("127.3.0.0/16,HK", "127.3.0.0/16,JP"));
    await look();
    expect(placeOf(person.hongKong)).toBe("HK established");
    expect(service.deps.locator.held()).toMatchObject({ ranges: 1, into: ["JP"] });
    await liftOrder(database, other);
  });
});

// Broken on purpose: without the trigger on `geofeed_accepted` there is no entry.
test("each change of the data that decide is a public entry of its day, also while a part of it waits", async () => {
  const told = async () =>
    (
      await database.pool.query(
        `SELECT body ->> 'serves' AS serves, left(body ->> 'digest', 64) AS digest, value AS makers, daily
         FROM public_entry LEFT JOIN ledger_text ON entry_id = id AND name = 'makers'
         WHERE kind = 'sources-changed' ORDER BY id`,
      )
    ).rows;
  const before = await told();
  const makers = "x; one; other";
  expect(before.at(-1)).toMatchObject({ serves: "everywhere", makers, daily: true });
  await look();
  expect(await told()).toEqual(before);

  write(usual.replace("127.3.0.0/16,HK", "127.3.0.0/16,JP"));
  await look();
  write(usual.replace("127.3.0.0/16,HK", "127.3.0.0/16,CN"));
  await look();
  await look();
  const digest = service.deps.locator.held()?.digest;
  await liftOrder(database, orderId);
  await vi.waitFor(() => expect(placeOf(person.hongKong)).toBe("CN established"), 5_000);
  await vi.waitFor(async () =>
    expect((await told()).slice(before.length)).toEqual([
      expect.objectContaining({ serves: "everywhere", makers }),
      { serves: "in-part", digest, makers, daily: true },
      { serves: "everywhere", digest, makers, daily: true },
    ]),
  );
});

/** Digests of the entries about location data, the newest last. */
async function toldDigests(): Promise<readonly string[]> {
  const { rows } = await database.pool.query(
    "SELECT left(body ->> 'digest', 64) AS digest FROM public_entry WHERE kind = 'sources-changed' ORDER BY id",
  );
  return rows.map(({ digest }) => digest);
}

// Was none, for good: someone with the role's password held a lock by its number for six seconds.
// Broken on purpose: the record takes such a lock again → no entry.
test("no one with the role's password holds up the entry of data that decide", async () => {
  const before = await toldDigests();
  const stranger = openDatabase<Database>(database.postgres.targets.service, { connections: 1 });
  try {
    await stranger.pool.query(
      "SELECT pg_advisory_lock(hashtextextended('served location data', 0))",
    );
    write(usual.replace("127.3.0.0/16,HK", "127.3.0.0/16,JP"));
    await look();
    expect(placeOf(person.hongKong)).toBe("JP established");
    expect(await toldDigests()).toHaveLength(before.length + 1);
  } finally {
    await stranger.close();
  }
});

// Broken on purpose: a maker's name is any text → the data decide without an entry; the log has the code.
test.each(["\u0000", "\u200b", "abc-defg-hij"])(
  "data whose maker the public log can't name, or must not, decide nothing: %j",
  async (maker) => {
    const own = { id: "own", kind: "geofeed", role: "operator", path: "own.csv", maker };
    writeFileSync(join(folder, "sources.json"), JSON.stringify([own]));
    write(usual.replace("127.3.0.0/16,HK", "127.3.0.0/16,JP"));
    await look();
    const { rows } = await database.pool.query(
      "SELECT makers FROM geofeed_accepted ORDER BY id DESC LIMIT 1",
    );
    expect([rows[0].makers, placeOf(person.hongKong)]).toEqual(["x; one; other", "HK established"]);
  },
);

// Broken on purpose: the served record doesn't ask the log → loaded.
test.each(["propose-change", "confirm-change"] as const)(
  "location data whose %s no member's key signed move no one into an order's places",
  async (forged) => {
    write(usual.replace("127.3.0.0/16,HK", "127.3.0.0/16,CN"));
    await look();
    const change = (await propose(service.deps.locator.held()?.digest)).json.id;
    await confirmByRows(database, change, { proposer: reviewer, approver, forged: [forged] });
    await published(database, "change-decided", change);
    await look();
    expect(placeOf(person.hongKong)).toBe("HK established");
  },
);

// Broken on purpose: the signed sentence isn't compared with the data → loaded.
test("what two people signed of other data moves no one", async () => {
  write(usual.replace("127.3.0.0/16,HK", "127.3.0.0/16,CN"));
  await look();
  const change = (await propose(service.deps.locator.held()?.digest)).json.id;
  write(
    usual
      .replace("127.3.0.0/16,HK", "127.3.0.0/16,CN")
      .replace("127.5.0.0/16,HK", "127.5.0.0/16,JP"),
  );
  await look();
  const other = service.deps.locator.held()?.digest;
  await confirmByRows(database, change, { proposer: reviewer, approver, forged: [] });
  await unjudged(database, (client) =>
    client.query(
      "UPDATE desk_change SET body = jsonb_set(body, '{digest}', to_jsonb($2::text)) WHERE id = $1",
      [change, other],
    ),
  );
  await published(database, "change-decided", change);
  await look();
  expect(placeOf(person.hongKong)).toBe("HK established");
});

// Broken on purpose: a confirmation counts for orders that were approved after its proposal → moved.
test("what two people confirmed moves no one into the places of an order that was approved since they were asked", async () => {
  const inFrance = "198.51.100.7";
  const path = join(folder, "own.csv");
  write(usual.replace("127.3.0.0/16,HK", "127.3.0.0/16,CN").replace("100.0/24,FR", "100.0/24,JP"));
  const { text, at } = { text: readFileSync(path, "utf8"), at: statSync(path).mtime };
  await look();
  const held = service.deps.locator.held();
  expect(held).toMatchObject({ into: ["CN"] });
  const change = (await propose(held?.digest)).json.id;
  write(usual);
  await look();
  expect((await confirm(change)).status).toBe(200);
  expect(placeOf(inFrance)).toBe("FR established");

  const later = await order(database, (await service.newMeeting()).room, ["JP"]);
  // At once: the service may look at any moment.
  writeFileSync(`${path}.new`, text);
  utimesSync(`${path}.new`, at, at);
  renameSync(`${path}.new`, path);
  await look();
  expect(service.deps.locator.held()).toMatchObject({ digest: held?.digest, into: ["CN", "JP"] });
  expect(placeOf(inFrance)).toBe("FR established");
  const again = (await propose(held?.digest)).json.id;
  expect((await confirm(again)).status).toBe(200);
  await vi.waitFor(() => expect(placeOf(inFrance)).toBe("JP established"), 5_000);
  await liftOrder(database, later);
});

/** Another start than that, without a copy of what served, while China is refused by an order. */
async function startWithoutCopy(text: string): Promise<void> {
  await stop();
  rmSync(join(folder, "location", "served"), { recursive: true, force: true });
  write(text);
  await start();
}

// Broken on purpose: a row counts without its seal → loaded; the last row counts, not the highest number → the copy is.
test("a row that no instance sealed, or a copy of an old one, doesn't say what served", async () => {
  const moved = usual.replace("127.3.0.0/16,HK", "127.3.0.0/16,CN");
  await liftOrder(database, orderId);
  write(moved);
  await look();
  write(usual);
  await look();
  orderId = await order(database, (await service.newMeeting()).room, ["CN"]);
  await startWithoutCopy(usual);
  expect(placeOf(person.shielded)).toBe("HK established");
  const old = `SELECT digest, seal FROM geofeed_accepted WHERE serves = 'everywhere' ORDER BY id DESC LIMIT 1 OFFSET 1`;
  const { rows } = await database.pool.query(old);
  for (const seal of [Buffer.alloc(0), rows[0].seal]) {
    await committed(database, (client) =>
      client.query("INSERT INTO geofeed_accepted (digest, seal) VALUES ($1, $2)", [
        rows[0].digest,
        seal,
      ]),
    );
    await startWithoutCopy(moved);
    expect(service.deps.locator.held()).toMatchObject({ into: ["CN"] });
    expect(placeOf(person.hongKong)).not.toContain("CN");
  }
});

test("a change that moves no one into an order's places is loaded at once", async () => {
  write(usual.replace("127.3.0.0/16,HK", "127.3.0.0/16,JP"));
  await look();
  expect(placeOf(person.hongKong)).toBe("JP established");
  expect((await register()).geofeed).toBeUndefined();
});

test("neither removing the operator's word nor renewing an old one's date is a way to move someone", async () => {
  write(usual.replace("127.5.0.0/16,HK,,,\n", ""));
  await look();
  expect(placeOf(person.shielded)).toBe("HK established");
  expect((await register()).geofeed?.says).toContain("China");

  writeSourcesWithoutOwn();
  await look();
  expect(placeOf(person.shielded)).toBe("HK established");
});

test("an old word of the operator's can't be redated while an order is in force", async () => {
  await liftOrder(database, orderId);
  write(usual.replace("127.3.0.0/16,HK", "127.3.0.0/16,CN"), 90);
  await look();
  expect(placeOf(person.hongKong)).toBe("CN probable");
  orderId = await order(database, (await service.newMeeting()).room, ["CN"]);
  write(usual.replace("127.3.0.0/16,HK", "127.3.0.0/16,CN"));
  await look();
  expect(placeOf(person.hongKong)).toBe("CN probable");
});

test("the files load by themselves as soon as no such order is in force", async () => {
  write(usual.replace("127.3.0.0/16,HK", "127.3.0.0/16,CN"));
  await look();
  expect(placeOf(person.hongKong)).toBe("HK established");
  await liftOrder(database, orderId);
  await vi.waitFor(() => expect(placeOf(person.hongKong)).toBe("CN established"), 5_000);
  await stop();
  await start();
  expect(placeOf(person.hongKong)).toBe("CN established");
});

test("a restart loads what served before, and nothing that moves someone into an order's places", async () => {
  await stop();
  await start();
  expect(placeOf(person.hongKong)).toBe("HK established");
  await stop();
  write(usual.replace("127.3.0.0/16,HK", "127.3.0.0/16,CN"));
  await start();
  expect(service.deps.locator.held()).toMatchObject({ ranges: 1, into: ["CN"] });
  // What served before keeps serving, from a copy, even where the new file agrees.
  expect(placeOf(person.hongKong)).toBe("HK established");
  expect(placeOf(person.shielded)).toBe("HK established");
  await stop();
  await start();
  expect(placeOf(person.hongKong)).toBe("HK established");
  write(usual);
  await look();
  expect(placeOf(person.hongKong)).toBe("HK established");
  expect(service.deps.locator.held()).toBeUndefined();
});

test.each<[string, () => void, string]>([
  ["a line", () => write(usual.replace("127.5.0.0/16,HK,,,\n", "")), "1 range"],
  // Two become unknown: they contested a second path, through a relay.
  ["its entry", () => writeSourcesWithoutOwn(), "3 ranges"],
])(
  "removing %s of the operator's while the service is stopped is noticed at the next start",
  async (_what, takeAway, moved) => {
    expect(placeOf(person.shielded)).toBe("HK established");
    await stop();
    takeAway();
    await start();
    await appoint();
    expect(placeOf(person.shielded)).toBe("HK established");
    const { geofeed } = await register();
    expect(geofeed?.says).toContain(`${moved} of addresses into China`);
    expect((await confirm((await propose(geofeed?.digest)).json.id)).status).toBe(200);
    await vi.waitFor(() => expect(placeOf(person.shielded)).toBe("CN established"), 5_000);
    await stop();
    await start();
    expect(placeOf(person.shielded)).toBe("CN established");
  },
);

test("an operator's file that is missing or damaged at a start keeps serving what it had", async () => {
  await stop();
  rmSync(join(folder, "own.csv"));
  await start();
  expect(placeOf(person.shielded)).toBe("HK established");
  await liftOrder(database, orderId);
  await look();
  expect(placeOf(person.shielded)).toBe("HK established");
  const own = service.deps.locator.sources().find(({ id }) => id === "own");
  expect(own).toMatchObject({ state: "missing", detail: expect.stringMatching(/stays in use/) });
  await stop();
  write("");
  await start();
  expect(placeOf(person.shielded)).toBe("HK established");
  write(usual.replace("127.5.0.0/16,HK", "127.5.0.0/16,JP"));
  await look();
  expect(placeOf(person.shielded)).toBe("JP established");
});

test("an old word of the operator's can't be redated while the service is stopped", async () => {
  await liftOrder(database, orderId);
  const changed = usual.replace("127.3.0.0/16,HK", "127.3.0.0/16,CN");
  write(changed, 90);
  await look();
  orderId = await order(database, (await service.newMeeting()).room, ["CN"]);
  await stop();
  write(changed);
  await start();
  expect(placeOf(person.hongKong)).toBe("CN probable");
});

test("the served copy is readable by its owner alone, and one set is kept", async () => {
  write(usual.replace("127.3.0.0/16,HK", "127.3.0.0/16,JP"));
  await look();
  const { rows } = await database.pool.query(
    "SELECT encode(digest, 'hex') AS digest FROM geofeed_accepted ORDER BY id DESC LIMIT 2",
  );
  const kept = join(folder, "location", "served");
  expect(readdirSync(kept).sort()).toEqual(rows.map(({ digest }) => digest).sort());
  for (const { digest } of rows) {
    expect(statSync(join(kept, digest)).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(join(kept, digest))) {
      expect(statSync(join(kept, digest, name)).mode & 0o777).toBe(0o600);
    }
  }
});

/** From this address, contests the order, claims to be in this place, and is let in by the desk. */
async function contests(from: string, devicePlace: string): Promise<void> {
  const joined = await service.ask("POST", `/api/meetings/${meeting.code}/joins`, {
    from,
    body: { name: "Bat" },
  });
  expect(joined.status).toBe(451);
  const { joinId, key } = joined.json;
  const said = await service.ask("POST", `/api/joins/${joinId}/contest`, {
    from,
    headers: { authorization: `Bearer ${key}` },
    body: { devicePlace },
  });
  expect(said.json.kind).toBe("waits");
  const [waiting] = (await reviewer.ask("GET", "/api/desk/contests")).json;
  const answer = { kind: "in" };
  await reviewer.ask("POST", `/api/desk/contests/${waiting.id}/answer`, answer);
}
const listed = async () =>
  deskMisplacement.array().parse((await reviewer.ask("GET", "/api/desk/misplacements")).json);
const answers = (body: object, id: string) =>
  reviewer.ask("POST", `/api/desk/misplacements/${id}/answer`, body);

async function recurs(
  [one, another]: readonly [string, string] = misplaced,
  instead = "MN",
): Promise<string> {
  await service.deps.directory.refresh({ kind: "room", room: meeting.room });
  await contests(one, instead);
  expect(await listed()).toEqual([]);
  await contests(another, instead);
  const [found] = await listed();
  expect(found).toMatchObject({ place: "CN", instead: [instead], mayAnswer: "yes" });
  expect(JSON.stringify(found)).not.toContain("127.6");
  return found?.id ?? "";
}

test("a recurring misplacement is corrected for everyone on the network, and what is left is not kept", async () => {
  const left = await recurs();
  expect((await answers({ kind: "correct", place: "FR" }, left)).status).toBe(400);
  // Was: "serves". Broken on purpose: without isBarredFrom → 200.
  const liaison = await newStaff(service, database, "liaison-elsewhere", {
    ...{ roles: ["reviewer"], liaisonTo: [crypto.randomUUID()] },
  });
  const byLiaison = (body: object) =>
    liaison.ask("POST", `/api/desk/misplacements/${left}/answer`, body);
  const corrects = await byLiaison({ kind: "correct", place: "MN" });
  expect([corrects.status, corrects.json.reason]).toEqual([403, "is-liaison"]);
  expect((await byLiaison({ kind: "leave" })).json).toEqual({ kind: "left" });
  expect(await listed()).toEqual([]);
  expect((await answers({ kind: "correct", place: "MN" }, left)).status).toBe(404);
  const { misplacements, contests: said } = service.deps.presence;
  expect([misplacements.size(), said.waiting()]).toEqual([0, []]);
  expect(existsSync(join(folder, "location", "corrections.csv"))).toBe(false);
  expect(await rowsWith("127.6.")).toEqual([]);

  const corrected = await recurs();
  const made = await answers({ kind: "correct", place: "MN" }, corrected);
  expect(made.json).toEqual({ kind: "serves" });
  expect([placeOf(alsoThere), placeOf(neighbour)]).toEqual(["MN established", "CN established"]);
  expect(misplacements.size()).toBe(0);
  expect(await rowsWith("127.6.")).toEqual([]);
  const joined = await service.ask("POST", `/api/meetings/${meeting.code}/joins`, {
    from: alsoThere,
    body: { name: "Tuya" },
  });
  expect(joined.status).toBe(200);
  await stop();
  await start();
  expect(placeOf(alsoThere)).toBe("MN established");
});

// Was: the share changed at the second in which the order ended, or the desk corrected. Broken on purpose: `certain` of what
// decides; corrections in the access record.
test("what anyone reads of the sources tells neither that an order ended nor that the desk corrected a network", async () => {
  const told = async () => (await service.ask("GET", "/api/sources")).json;
  const { code, bearer } = await service.newMeeting();
  const recorded = async () => {
    const path = `/api/meetings/${code}/manage/certificate`;
    const { json } = await service.ask("GET", path, { headers: bearer });
    return (json.sources as { maker: string }[]).map(({ maker }) => maker);
  };
  // One maker alone places it so far.
  writeFileSync(join(folder, "measured.csv"), `${inChina}127.3.0.0/16,CN,,,\n`);
  write(usual.replace("127.3.0.0/16,HK,,,\n", ""));
  await look();
  expect(placeOf(person.hongKong)).toBe("CN probable");
  const before = await told();
  const id = await recurs();
  expect((await answers({ kind: "correct", place: "MN" }, id)).json).toEqual({ kind: "serves" });
  expect(await told()).toEqual(before);
  expect((await recorded()).toSorted()).toEqual(["one", "other", "x"]);
  writeFileSync(join(folder, "registration.csv"), `${inChina}127.3.0.0/16,CN,,,\n`);
  await look();
  expect(placeOf(person.hongKong)).toBe("CN probable");
  const held = await told();
  expect(held.certain).not.toEqual(before.certain);
  await liftOrder(database, orderId);
  await vi.waitFor(() => expect(placeOf(person.hongKong)).toBe("CN established"), 5_000);
  expect(await told()).toEqual(held);
});

// Broken on purpose: what waits is in memory alone → after the restart the correction stays.
test("a correction into another order's places takes two people, and is withdrawn if one declines, also after a restart", async () => {
  const other = await service.newMeeting();
  const second = await order(database, other.room, ["MN"]);
  const decide = async (outcome: string) => {
    const id = await recurs();
    expect((await answers({ kind: "correct", place: "MN" }, id)).json).toEqual({ kind: "waits" });
    expect(placeOf(alsoThere)).toBe("CN established");
    const changes = (await register()).changes.filter(({ state }) => state === "open");
    expect(changes).toMatchObject([{ kind: "geofeed", mayConfirm: "proposed-it" }]);
    if (outcome === "declined") await restart();
    expect(placeOf(alsoThere)).toBe("CN established");
    expect((await decideChange(approver, changes[0]?.id ?? "", outcome)).status).toBe(200);
    expect(existsSync(join(folder, "location", "corrections.waiting"))).toBe(false);
  };
  const restart = async () => {
    await stop();
    await start();
    await appoint();
    expect(readFileSync(join(folder, "location", "corrections.waiting"), "utf8")).not.toMatch(/\./);
  };
  await decide("declined");
  expect(service.deps.locator.held()).toBeUndefined();
  expect(existsSync(join(folder, "location", "corrections.csv"))).toBe(false);
  await decide("confirmed");
  await vi.waitFor(() => expect(placeOf(alsoThere)).toBe("MN established"), 5_000);
  await liftOrder(database, second);
});

// Was CN again: what stood there before the correction that waits came back whole, without those made since.
test.each(["declined", "withdrawn"])(
  "a correction that is %s takes none with it that was made meanwhile",
  async (outcome) => {
    const second = await order(database, (await service.newMeeting()).room, ["MN"]);
    const waits = await answers({ kind: "correct", place: "MN" }, await recurs());
    expect(waits.json).toEqual({ kind: "waits" });
    const made = await recurs([neighbour, "127.6.5.2"], "FR");
    const serves = await answers({ kind: "correct", place: "FR" }, made);
    expect([serves.json, placeOf(neighbour)]).toEqual([{ kind: "serves" }, "FR established"]);
    const [change] = (await register()).changes.filter(({ state }) => state === "open");
    const by = outcome === "declined" ? approver : reviewer;
    expect((await decideChange(by, change?.id ?? "", outcome)).status).toBe(200);
    expect([placeOf(neighbour), placeOf(alsoThere)]).toEqual(["FR established", "CN established"]);
    expect(service.deps.locator.held()).toBeUndefined();
    await liftOrder(database, second);
  },
);

// Was: 409, so that an administrator blocked corrections for as long as an order was in force.
// Broken on purpose: "busy" whenever data wait; without restore().
test("data that wait for two people keep back no correction that moves no one into an order's places", async () => {
  const other = await service.newMeeting();
  const intoBoth = await order(database, other.room, ["JP", "MN"]);
  const intoOne = await order(database, other.room, ["JP"]);
  write(usual.replace("127.3.0.0/16,HK", "127.3.0.0/16,JP"));
  await look();
  const before = service.deps.locator.held();
  expect(before?.into).toEqual(["JP"]);
  const id = await recurs();
  const correct = () => answers({ kind: "correct", place: "MN" }, id);
  expect((await correct()).status).toBe(409);
  expect(existsSync(join(folder, "location", "corrections.csv"))).toBe(false);
  expect(service.deps.locator.held()).toEqual(before);

  await liftOrder(database, intoBoth);
  expect((await correct()).json).toEqual({ kind: "serves" });
  expect([placeOf(alsoThere), placeOf(person.hongKong)]).toEqual([
    "MN established",
    "HK established",
  ]);
  expect(service.deps.locator.held()).toMatchObject({ ranges: before?.ranges, into: ["JP"] });
  await liftOrder(database, intoOne);
});

// Was: 409. Broken on purpose: ranges are compared whatever the place → 409.
test("nor do data that wait to move that very network elsewhere", async () => {
  const other = await order(database, (await service.newMeeting()).room, ["JP"]);
  for (const name of Object.keys(makers)) {
    writeFileSync(
      join(folder, `${name}.csv`),
      inChina.replace("127.6.0.0/16,CN", "127.6.0.0/16,JP"),
    );
  }
  await look();
  const waiting = { ranges: 1, into: ["JP"] };
  expect(service.deps.locator.held()).toMatchObject(waiting);
  expect(placeOf(alsoThere)).toBe("CN established");
  const made = await answers({ kind: "correct", place: "MN" }, await recurs());
  expect(made.json).toEqual({ kind: "serves" });
  expect([placeOf(alsoThere), placeOf(neighbour)]).toEqual(["MN established", "CN established"]);
  expect(service.deps.locator.held()).toMatchObject({ ...waiting, ranges: 2 });
  await liftOrder(database, other);
});

/** Tables with this text in a row. */
async function rowsWith(text: string): Promise<readonly string[]> {
  const { rows } = await database.pool.query<{ name: string }>(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'",
  );
  const found: string[] = [];
  for (const { name } of rows) {
    const of = `SELECT FROM "${name}" AS t WHERE t::text LIKE $1 LIMIT 1`;
    const { rowCount } = await database.pool.query(of, [`%${text}%`]);
    if (rowCount !== 0) found.push(name);
  }
  return found;
}
