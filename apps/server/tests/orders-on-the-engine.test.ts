import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join as joinPath } from "node:path";
import { createDeps, type Deps } from "@graticule/server/deps";
import type { App } from "@graticule/server/http/app";
import { createLocator } from "@graticule/server/location/create-locator";
import { createServer } from "@graticule/server/server";
import { DisconnectReason } from "@livekit/protocol";
import { Room, RoomEvent } from "@livekit/rtc-node";
import { pino } from "pino";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { cookiesOf, testConfig } from "./api-service.ts";
import {
  administrator,
  startTestDatabase,
  startTestEngine,
  type TestDatabase,
  type TestEngine,
} from "./harness.ts";
import { followJoin, type JoinPage } from "./join-page.ts";
import { liftOrder, order } from "./orders.ts";
import { newQuery, oldQuery, RawClient } from "./raw-client.ts";

/** Orders against people who really sit at the engine, by the gate, and across a restart. */
const from = {
  france: "127.0.86.1",
  china: "127.0.86.3",
  chinaByTor: "127.0.86.4",
  chinaSaysOne: "127.0.86.5",
  chinaSaysOneFranceOther: "127.0.86.6",
  nowhere: "127.0.88.8",
} as const;
const files = {
  "own.csv": "127.0.86.1/32,FR,,,\n127.0.86.3/32,CN,,,\n127.0.86.4/32,CN,,,\n",
  "one.csv": "127.0.86.5/32,CN,,,\n127.0.86.6/32,CN,,,\n",
  "other.csv": "127.0.86.6/32,FR,,,\n",
  "tor.txt": "127.0.86.4/32\n",
};
const feed = { kind: "geofeed" };
const sources = [
  { ...feed, id: "own", maker: "operator", role: "operator", path: "own.csv" },
  { ...feed, id: "one", maker: "one", basis: "measured", path: "one.csv" },
  { ...feed, id: "other", maker: "other", path: "other.csv" },
  { id: "tor", maker: "tor", kind: "list", lists: "tor", path: "tor.txt" },
];

interface Running {
  readonly deps: Deps;
  readonly app: App;
  readonly port: number;
  stop(): Promise<void>;
}

interface Person {
  readonly joinId: string;
  readonly key: string;
  readonly identity: string;
  readonly token: string;
  readonly address: string;
}

let database: TestDatabase;
let engine: TestEngine;
let folder: string;
let running: Running;
let cookie: string;
const clients: RawClient[] = [];
const pages: JoinPage[] = [];

beforeAll(async () => {
  folder = mkdtempSync(joinPath(tmpdir(), "graticule-orders-"));
  for (const [name, text] of Object.entries(files)) writeFileSync(joinPath(folder, name), text);
  writeFileSync(joinPath(folder, "sources.json"), JSON.stringify(sources));
  [database, engine] = await Promise.all([startTestDatabase(), startTestEngine()]);
  running = await run();
  const token = (await running.deps.setup.newUrl()).split("#")[1];
  const opened = await post("/api/setup", { body: { token, ...administrator } });
  cookie = cookiesOf(opened as never);
});
afterEach(() => {
  vi.restoreAllMocks();
  for (const client of clients.splice(0)) client.close();
  for (const page of pages.splice(0)) page.close();
});
afterAll(async () => {
  await running.stop();
  await engine.stop();
  await database.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** The server on the common database and engine, in a process life of its own. */
async function run(): Promise<Running> {
  const locator = await createLocator({ sourcesFile: joinPath(folder, "sources.json") });
  const deps = await createDeps({
    ...{ config: testConfig(folder), publicUrl: "http://meet.test", database, engine },
    log: pino({ level: "silent" }),
    parts: { locator },
  });
  const app = await createServer(deps);
  await app.listen({ host: "127.0.0.1", port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const stop = async (): Promise<void> => {
    await app.close();
    await deps.close();
    await locator.close();
  };
  return { deps, app, port, stop };
}

/** What happens while the service is down. */
async function whileDown(happens: () => Promise<unknown>): Promise<void> {
  await running.stop();
  await happens();
  running = await run();
}

async function post(
  url: string,
  asked: { from?: string; body: object; headers?: Record<string, string> },
) {
  const reply = await running.app.inject({
    ...{ method: "POST" as const, url, payload: asked.body },
    ...{ remoteAddress: asked.from ?? from.france, headers: asked.headers ?? {} },
  });
  const json = reply.payload === "" ? undefined : reply.json();
  return { status: reply.statusCode, headers: reply.headers, json };
}

async function newMeeting(): Promise<{ code: string; room: string }> {
  const { code } = (await post("/api/meetings", { headers: { cookie }, body: { title: "Call" } }))
    .json;
  return { code, room: running.deps.directory.findMeeting(code)?.policy.room ?? "" };
}

async function asksToJoin(code: string, address: string) {
  return await post(`/api/meetings/${code}/joins`, { from: address, body: { name: "Ana" } });
}

async function join(code: string, address: string): Promise<Person> {
  const { status, json } = await asksToJoin(code, address);
  expect(status).toBe(200);
  return { ...json, address };
}

function connect(token: string, address: string, protocol: "old" | "new" = "new"): RawClient {
  const target = protocol === "old" ? oldQuery(token) : newQuery(token);
  const client = new RawClient({ port: running.port, target, from: address });
  clients.push(client);
  return client;
}

async function sit(person: Person): Promise<RawClient> {
  const client = connect(person.token, person.address);
  await client.joined;
  return client;
}

async function follow(person: Person): Promise<JoinPage> {
  const page = await followJoin(running.port, person, person.address);
  pages.push(page);
  await page.next();
  return page;
}

/** What the gate answers to this token from here, in either version of the protocol. */
async function answers(token: string, address: string): Promise<number[]> {
  const both = (["old", "new"] as const).map((protocol) => connect(token, address, protocol));
  return await Promise.all(both.map(async (client) => (await client.answer).status));
}

const listed = async (room: string) =>
  ((await running.deps.mediaEngine.listSeats(room)) ?? []).map(({ identity }) => identity).sort();

/** Until the service has heard that the door is as it should be for whoever asks from China. */
async function doorAnswers(code: string, status: number): Promise<void> {
  await vi.waitFor(
    async () => expect((await asksToJoin(code, from.china)).status).toBe(status),
    5_000,
  );
}

/** Until the database's own clock has passed this moment of an order. */
const passes = (id: string, moment: "starts_at" | "ends_at") =>
  database.pool.query(`SELECT pg_sleep_until(${moment}) FROM order_proposal WHERE id = $1`, [id]);

test("the same token after an ordered removal is refused as long as the order holds, and good when it is lifted (attack 9)", async () => {
  const { code, room } = await newMeeting();
  const [ana, bo] = [await join(code, from.china), await join(code, from.france)];
  const [gone, stays] = [await sit(ana), await sit(bo)];
  const another = await join(code, from.china);
  const id = await order(database, room, ["CN"]);
  await gone.closed;
  await running.deps.enforcement.settled();
  expect(await listed(room)).toEqual([bo.identity]);
  expect(stays.socket.destroyed).toBe(false);
  for (const { token } of [ana, ana, another]) {
    expect(await answers(token, from.china)).toEqual([451, 451]);
  }
  const refused = await connect(ana.token, from.china).answer;
  expect(refused.headers.get("link")).toContain('rel="blocked-by"');
  expect(refused.headers.get("cache-control")).toBe("no-store");
  // A token carries no place along.
  expect(await answers(another.token, from.france)).toEqual([101, 101]);
  expect(await answers(bo.token, from.china)).toEqual([451, 451]);
  await liftOrder(database, id);
  await doorAnswers(code, 200);
  expect(await answers(ana.token, from.china)).toEqual([101, 101]);
});

test("an order touches nobody whose place is probable, contested, behind an anonymiser or unknown (attacks 5, 6)", async () => {
  const { code, room } = await newMeeting();
  const standing = (address: string) =>
    running.deps.locator.fixOf(address, running.deps.directory.now()).standing;
  const doubtful = [
    [from.chinaByTor, "contested"],
    [from.chinaSaysOne, "probable"],
    [from.chinaSaysOneFranceOther, "contested"],
    [from.nowhere, "unknown"],
  ] as const;
  for (const [address, what] of doubtful) expect(standing(address), address).toBe(what);
  expect(standing(from.china)).toBe("established");
  const people = await Promise.all(doubtful.map(([address]) => join(code, address)));
  const seats = await Promise.all(people.map(sit));
  const gone = await sit(await join(code, from.china));
  await order(database, room, ["CN"]);
  await gone.closed;
  await running.deps.enforcement.settled();
  expect(await listed(room)).toEqual(people.map(({ identity }) => identity).sort());
  expect(seats.filter(({ socket }) => socket.destroyed)).toEqual([]);
  for (const { address, token } of people) {
    expect((await asksToJoin(code, address)).status, address).toBe(200);
    expect(await answers(token, address), address).toEqual([101, 101]);
  }
});

test("an order that is made, begins, is lifted or lapses while the service is down is at the start as the database has it (attack 28)", async () => {
  const [made, begins, lifted, lapses] = await Promise.all([1, 2, 3, 4].map(newMeeting));
  if (!made || !begins || !lifted || !lapses) throw new Error("four meetings");
  const soon = 1_500;
  const beginning = await order(database, begins.room, ["CN"], { fromMs: soon });
  const lifting = await order(database, lifted.room, ["CN"]);
  const lapsing = await order(database, lapses.room, ["CN"], { untilMs: soon });
  await doorAnswers(lifted.code, 451);
  await whileDown(async () => {
    await order(database, made.room, ["CN"]);
    await liftOrder(database, lifting);
    await passes(beginning, "starts_at");
    await passes(lapsing, "ends_at");
  });
  const first = [made, begins, lifted, lapses].map(({ code }) => asksToJoin(code, from.china));
  expect((await Promise.all(first)).map(({ status }) => status)).toEqual([451, 451, 200, 200]);
  for (const { code } of [made, begins]) {
    expect((await asksToJoin(code, from.france)).status).toBe(200);
  }
});

test.each([-10, 10])(
  "a server whose own clock is %i minutes off judges orders by the database's (attack 28)",
  async (minutes) => {
    const [past, present] = [await newMeeting(), await newMeeting()];
    const over = await order(database, past.room, ["CN"], { untilMs: 1_000 });
    await order(database, present.room, ["CN"], { fromMs: -300_000, untilMs: 300_000 });
    await passes(over, "ends_at");
    const now = Date.now;
    vi.spyOn(Date, "now").mockImplementation(() => now() + minutes * 60_000);
    await doorAnswers(present.code, 451);
    expect((await asksToJoin(past.code, from.china)).status).toBe(200);
    await whileDown(async () => undefined);
    expect((await asksToJoin(present.code, from.china)).status).toBe(451);
    expect((await asksToJoin(past.code, from.china)).status).toBe(200);
  },
);

test("an order that is lifted while its removals run: only the final state, and nobody is gone for good (attack 29)", async () => {
  const { code, room } = await newMeeting();
  const bystander = await sit(await join(code, from.france));
  const people = await Promise.all(Array.from({ length: 8 }, () => join(code, from.china)));
  const seats = await Promise.all(people.map(sit));
  const withPage = people.slice(0, 4);
  const open = await Promise.all(withPage.map(follow));
  // Each page leaves by itself when it is told, and is back when it may be.
  const told = open.map((page) => page.next());
  told.forEach((event, at) => {
    void event.then(() => seats[at]?.leave());
  });
  const id = await order(database, room, ["CN"]);
  expect(await Promise.race(told)).toMatchObject({ kind: "removed", status: 451 });
  await liftOrder(database, id);
  await doorAnswers(code, 200);
  await running.deps.enforcement.settled();
  for (const page of open) expect((await page.next()).kind).toBe("may-return");
  await Promise.all(seats.slice(0, 4).map(({ closed }) => closed));
  const inside = await listed(room);
  const back = people.filter(({ identity }) => !inside.includes(identity));
  for (const { token, address } of back) {
    const client = connect(token, address);
    expect((await client.answer).status).toBe(101);
    await client.joined;
  }
  await running.deps.enforcement.settled();
  for (const { identity } of people) expect(await listed(room)).toContain(identity);
  expect(bystander.socket.destroyed).toBe(false);
  const still = people.filter(({ identity }) => inside.includes(identity));
  for (const { identity } of still) {
    expect(seats[people.findIndex((one) => one.identity === identity)]?.socket.destroyed).toBe(
      false,
    );
  }
});

type Departure = "leaves" | "is removed with a page" | "is removed without a page";

/** All that two observers are told from when somebody goes, without what differs between any two people. */
async function observed(departure: Departure): Promise<{ sdk: string[]; protocol: string[] }> {
  const { code, room } = await newMeeting();
  const observer = await sit(await join(code, from.france));
  const sdk = new Room();
  const { token } = await join(code, from.nowhere);
  await sdk.connect(`ws://127.0.0.1:${running.port}`, token, {
    autoSubscribe: true,
    dynacast: false,
  });
  const person = await join(code, from.china);
  const arrives = new Promise((done) => sdk.once(RoomEvent.ParticipantConnected, done));
  const client = await sit(person);
  await arrives;
  const sid = (await client.joined)?.participant?.sid ?? "no sid";
  await vi.waitFor(() => expect(naming(observer, person.identity, sid)).not.toEqual([]));
  const before = naming(observer, person.identity, sid).length;
  const events: string[] = [];
  for (const kind of Object.values(RoomEvent)) {
    sdk.on(kind as RoomEvent.ParticipantDisconnected, (who) => {
      if (who?.identity !== person.identity) return;
      events.push(`${kind} ${DisconnectReason[who.disconnectReason ?? 0]}`);
    });
  }
  const page = departure === "is removed without a page" ? undefined : await follow(person);
  if (departure === "leaves") client.leave();
  else await order(database, room, ["CN"]);
  if (departure === "is removed with a page") {
    expect(await page?.next()).toMatchObject({ kind: "removed", status: 451 });
    client.leave();
  }
  await client.closed;
  await running.deps.enforcement.settled();
  await vi.waitFor(() => {
    expect(naming(observer, person.identity, sid).length).toBeGreaterThan(before);
    expect(events).not.toEqual([]);
  }, 5_000);
  expect(await listed(room)).toHaveLength(2);
  await sdk.disconnect();
  return { sdk: events, protocol: naming(observer, person.identity, sid).slice(before) };
}

/** Every message of the protocol that names this person, as JSON without names, times and versions. */
function naming({ messages }: RawClient, identity: string, sid: string): string[] {
  return messages
    .map((message) => message.toJsonString())
    .filter((text) => text.includes(identity) || text.includes(sid))
    .map((text) => text.replaceAll(identity, "IDENTITY").replaceAll(sid, "SID"))
    .map((text) => text.replace(/"(joinedAt|joinedAtMs|version)":("?)\d+\2/g, '"$1":0'));
}

test("nobody inside can tell a user of our page whom an order takes out from one who leaves (attack 24c)", async () => {
  const leaves = await observed("leaves");
  expect(leaves.sdk).toEqual(["participantDisconnected CLIENT_INITIATED"]);
  expect(leaves.protocol.join()).toContain('"disconnectReason":"CLIENT_INITIATED"');
  expect(await observed("is removed with a page")).toEqual(leaves);
  // What no page of ours can hide: other clients are removed by the engine, which says so.
  expect(await observed("is removed without a page")).not.toEqual(leaves);
});
