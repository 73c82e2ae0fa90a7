import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type ClusterWorld, type Instance, openClusterWorld } from "./cluster-of-programs.ts";
import { order } from "./orders.ts";

/** Two instances of one service, as separate programs, each with its own port. */
const [france, china] = ["127.0.88.1", "127.0.88.2"];
let world: ClusterWorld;

beforeAll(async () => {
  world = await openClusterWorld(`${france}/32,FR,,,\n${china}/32,CN,,,\n`);
});
afterAll(() => world?.stop());

const except = (code: string) => ({ deny: [{ kind: "place", code }] });

async function start(): Promise<[Instance, Instance]> {
  return Promise.all([world.start(), world.start()]);
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
  expect(Object.keys(await owners())).toContain("one");
});

test("an owner that is killed has its room taken over: an order is obeyed, and no one else is put out (attacks 40, 56)", async () => {
  const [a, b] = await start();
  const [ann, cai] = [world.sit(a, "two", "ann", france), world.sit(b, "two", "cai", china)];
  await Promise.all([ann.joined, cai.joined]);
  a.program.child.kill("SIGSTOP");
  await order(world.database, "two", ["CN"]);
  await a.program.stop("SIGKILL");
  await Promise.all([ann.closed, cai.closed]);
  const killedAt = performance.now();
  const back = async (identity: string, from: string): Promise<number> => {
    for (;;) {
      const { status } = await world.sit(b, "two", identity, from).answer;
      if (status !== 503) return status;
      await delay(200);
    }
  };
  expect(await Promise.all([back("ann", france), back("cai", china)])).toEqual([101, 451]);
  expect(performance.now() - killedAt).toBeLessThan(10_000);
});

test("an owner that stands still for 20 s decides nothing when it goes on: its room is another's", async () => {
  const [a, b] = await start();
  const ann = world.sit(a, "three", "ann", france);
  await ann.joined;
  const before = (await owners())["three"];
  a.program.child.kill("SIGSTOP");
  await vi.waitFor(
    async () => expect((await world.sit(b, "three", "ann", france).answer).status).toBe(101),
    { timeout: 15_000, interval: 250 },
  );
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
