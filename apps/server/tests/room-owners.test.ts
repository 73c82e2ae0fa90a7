import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { dispose, RoomEvent } from "@livekit/rtc-node";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { type ClusterWorld, type Instance, openClusterWorld } from "./cluster-of-programs.ts";
import { Film } from "./film.ts";
import { forwardFrom } from "./forward.ts";
import { order } from "./orders.ts";

/** Two instances of one service, as separate programs, each with its own port. */
const [france, china] = ["127.0.88.1", "127.0.88.2"];
let world: ClusterWorld;

beforeAll(async () => {
  world = await openClusterWorld(`${france}/32,FR,,,\n${china}/32,CN,,,\n`);
});
afterAll(async () => {
  await world?.stop();
  await dispose();
});

const except = (code: string) => ({ deny: [{ kind: "place", code }] });

/** Those of the test before are gone: an instance that just died might still be alive elsewhere. */
async function start(more?: Readonly<Record<string, string>>): Promise<[Instance, Instance]> {
  const started = await Promise.all([world.start(more), world.start()]);
  const { db } = world.database;
  await vi.waitFor(
    async () => expect(await db.selectFrom("instance").select("id").execute()).toHaveLength(2),
    { timeout: 15_000, interval: 250 },
  );
  return started;
}

async function owners(): Promise<Record<string, string | null>> {
  const rows = await world.database.db.selectFrom("room_owner").selectAll().execute();
  return Object.fromEntries(rows.map(({ room, instance }) => [room, instance]));
}

test("people who come through two instances are in one room, with one owner", async () => {
  const [a, b] = await start();
  const here = world.sit(a, "one", "ann", france);
  await here.joined;
  const there = world.sit(b, "one", "bob", france);
  expect((await there.answer).status).toBe(101);
  await there.joined;
  expect(await world.listed("one")).toEqual(["ann", "bob"]);
  // Both sweeps have run, and no one was removed.
  await delay(5_000);
  expect(await world.listed("one")).toEqual(["ann", "bob"]);

  const seen = await Promise.all(
    [a, b].map(async (at) => (await world.ask(at, "GET", "/api/rooms/one")).json()),
  );
  expect(seen[1]).toEqual(seen[0]);
  expect(seen[0]).toMatchObject({ inside: 2 });

  // A rule set at either puts people out who came through the other.
  for (const [at, who, client] of [
    [a, china, world.sit(b, "one", "cai", china)],
    [b, france, there],
  ] as const) {
    await client.joined;
    const code = who === china ? "CN" : "FR";
    expect((await world.ask(at, "PUT", "/api/rooms/one/rule", except(code))).status).toBe(200);
    await client.closed;
  }
  await vi.waitFor(async () => expect(await world.listed("one")).toEqual([]), 5_000);
  // Timed where they happened, and counted as forwarded where they came in.
  const timed = (step: string) => world.metric(a, `graticule_${step}_seconds_count`);
  const sockets = (at: Instance, to: string) =>
    world.metric(at, `graticule_routed_total{kind="socket",to="${to}"}`);
  await vi.waitFor(async () => expect(await timed("removal")).toBe(3), 5_000);
  expect(await timed("connection")).toBe(3);
  expect([await sockets(a, "here"), await sockets(a, "forwarded")]).toEqual([1, undefined]);
  expect([await sockets(b, "here"), await sockets(b, "forwarded")]).toEqual([undefined, 2]);
  expect(Object.keys(await owners())).toContain("one");
});

test("an owner that is killed has its room taken over: an order is obeyed, and no one else is put out (attacks 40, 56)", async () => {
  const [a, b] = await start();
  // The first to come makes this instance the owner.
  const ann = world.sit(a, "two", "ann", france);
  await ann.joined;
  const cai = world.sit(b, "two", "cai", china);
  await cai.joined;
  a.program.child.kill("SIGSTOP");
  await order(world.database, "two", ["CN"]);
  await a.program.stop("SIGKILL");
  await Promise.all([ann.closed, cai.closed]);
  const back = [answered(b, "two", "ann"), answered(b, "two", "cai", china)];
  expect(await Promise.all(back)).toEqual([101, 451]);
});

/** Real clients without any of our code, whom only the instances' ends can disturb. */
async function watched(room: string, port: () => number): Promise<readonly Film[]> {
  const way = await forwardFrom(france, port);
  const films = { ann: new Film(), bob: new Film() };
  onTestFinished(async () => {
    await Promise.all(Object.values(films).map((film) => film.leave()));
    way.close();
  });
  for (const [who, film] of Object.entries(films)) {
    await film.enter(way.url, world.token(room, who));
  }
  await Promise.all([films.ann.moreFrames("bob"), films.bob.moreFrames("ann")]);
  return Object.values(films);
}

test("when their owner is killed, native clients resume with their first try; whom an order names is refused", async () => {
  const [a, b] = await start();
  let port = a.port;
  const films = await watched("twelve", () => port);
  const sids = () => Promise.all(["ann", "bob"].map((who) => world.sidOf("twelve", who)));
  const before = await sids();
  const cai = world.sit(a, "twelve", "cai", china);
  const sid = (await cai.joined)?.participant?.sid;
  // The engine may still list a room of the test before, which is taken over, too.
  const tookOver = () => world.metric(b, "graticule_take_over_seconds_count");
  const tookOverBefore = await tookOver();
  const resumed = films.map(({ room }) => once(room, RoomEvent.Reconnected));
  port = b.port;
  a.program.child.kill("SIGSTOP");
  await order(world.database, "twelve", ["CN"]);
  await a.program.stop("SIGKILL");
  await cai.closed;
  const back = world.sit(b, "twelve", "cai", china, sid);
  // Accepted before anyone can decide, and then told no.
  expect((await back.answer).status).toBe(101);
  await back.closed;
  expect([back.closeCode, back.messages]).toEqual([1008, []]);
  await Promise.all(resumed);
  // A client that starts from the beginning gets a new one.
  expect(await sids()).toEqual(before);
  expect(new Set(before).size).toBe(2);
  // Timed once the engine has said who is inside: these two, whose media never stopped.
  await vi.waitFor(
    async () => expect((await tookOver()) ?? 0).toBeGreaterThan(tookOverBefore ?? 0),
    { timeout: 15_000, interval: 250 },
  );
});

test("an owner that stands still for 20 s decides nothing when it goes on: its room is another's (attack 55)", async () => {
  const [a, b] = await start();
  const [ann, cai] = [world.sit(a, "three", "ann", france), world.sit(a, "three", "cai", china)];
  await Promise.all([ann.joined, cai.joined]);
  const before = (await owners())["three"];
  a.program.child.kill("SIGSTOP");
  await order(world.database, "three", ["CN"]);
  expect(await answered(b, "three", "ann")).toBe(101);
  // Those whom the order names lose their old seat, too, as soon as they are refused a new one.
  expect(await answered(b, "three", "cai", china)).toBe(451);
  await vi.waitFor(async () => expect(await world.listed("three")).toEqual(["ann"]), 5_000);
  expect((await owners())["three"]).not.toBe(before);
  a.program.child.kill("SIGCONT");
  // Those who come through it are let in by the new owner.
  await vi.waitFor(
    async () => expect((await world.sit(a, "three", "bob", france).answer).status).toBe(101),
    { timeout: 15_000, interval: 250 },
  );
  await delay(3_000);
  expect(await world.listed("three")).toEqual(["ann", "bob"]);
});

/** Keeps asking for a seat until the answer is neither an outage nor a refusal to talk. */
async function answered(
  at: Instance,
  room: string,
  identity: string,
  from = france,
): Promise<number> {
  for (;;) {
    const { status } = await world.sit(at, room, identity, from).answer;
    if (status !== 503 && status !== 0) return status;
    await delay(250);
  }
}

test("while no instance has the database, each goes on; nobody takes anything over (attack 16)", async () => {
  const [a, b] = await start();
  await world.sit(a, "four", "ann", france).joined;
  await world.sit(b, "five", "bob", france).joined;
  const before = await owners();
  for (const { line } of [a, b]) line.cut();
  await delay(12_000);
  expect((await world.sit(a, "four", "eve", france).answer).status).toBe(101);
  expect((await world.sit(a, "five", "eve", france).answer).status).toBe(101);
  expect((await world.sit(b, "four", "cai", china).answer).status).toBe(101);
  // A room that nobody has is nobody's until the database is back.
  expect((await world.sit(b, "six", "eve", france).answer).status).toBe(503);
  for (const { line } of [a, b]) line.mend();
  expect(await answered(b, "six", "eve")).toBe(101);
  await delay(7_000);
  expect(await owners()).toMatchObject({ four: before["four"], five: before["five"] });
  expect(await world.listed("four")).toEqual(["ann", "cai", "eve"]);
});

test("an instance that alone lacks the database gives its rooms up, and another takes them (attack 55)", async () => {
  const [a, b] = await start();
  const ann = world.sit(a, "seven", "ann", france);
  await ann.joined;
  const before = await owners();
  a.line.cut();
  await ann.closed;
  expect(await answered(b, "seven", "ann")).toBe(101);
  expect((await owners())["seven"]).not.toBe(before["seven"]);
  // It knows that it can't say, and not more.
  expect((await world.sit(a, "seven", "bob", france).answer).status).toBe(503);
  a.line.mend();
  expect(await answered(a, "seven", "bob")).toBe(101);
  expect(await world.listed("seven")).toEqual(["ann", "bob"]);
});

test("an instance that is stopped hands its rooms over, and answers what comes through it meanwhile", async () => {
  const [a, b] = await start({ DRAIN_SECONDS: "8" });
  const rooms = ["eight", "nine", "ten"];
  for (const room of rooms) await world.sit(a, room, "ann", france).joined;
  const before = await owners();
  const stopped = a.program.stopCleanly();
  await vi.waitFor(async () => expect((await fetch(`${a.url}/readyz`)).status).toBe(503), 5_000);
  // Through the one that is leaving, and through the other.
  expect(await answered(a, "eight", "ann")).toBe(101);
  expect(await answered(b, "nine", "ann")).toBe(101);
  expect((await world.ask(a, "PUT", "/api/rooms/eight/rule", except("CN"))).status).toBe(200);
  expect(await answered(b, "ten", "ann")).toBe(101);
  await stopped;
  const after = await owners();
  for (const room of rooms) expect(after[room]).not.toBe(before[room]);
  for (const room of ["nine", "ten"]) expect(await world.listed(room)).toEqual(["ann"]);
  expect((await world.sit(b, "eight", "cai", china).answer).status).toBe(403);
});

test("a rule for all of an account's rooms is answered once no instance decides without it, also not one that stood still", async () => {
  const [a, b] = await start();
  await world.sit(b, "eleven", "ann", france).joined;
  b.program.child.kill("SIGSTOP");
  const locked = { mode: "locked", rule: except("CN") };
  const set = world.ask(a, "PUT", "/api/account/rule", locked);
  // It might still decide.
  expect(await Promise.race([set, delay(2_000, "not yet")])).toBe("not yet");
  expect((await set).status).toBe(200);
  b.program.child.kill("SIGCONT");
  // It still owns the room, and catches up before it decides.
  const statuses: number[] = [];
  while (!statuses.includes(403)) {
    statuses.push((await world.sit(b, "eleven", "cai", china).answer).status);
  }
  expect(statuses).not.toContain(101);

  // One that answers is waited for no longer than it takes to ask.
  const lifted = await world.ask(a, "DELETE", "/api/account/rule");
  expect(lifted.status).toBe(204);
  expect((await world.sit(b, "eleven", "cai", china).answer).status).toBe(101);
});
