import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ClusterWorld, type Instance, openClusterWorld } from "./cluster-of-programs.ts";

/** Two instances and two engines: a room is on one engine, and loses it. */
const france = "127.0.89.1";
let world: ClusterWorld;

beforeAll(async () => {
  world = await openClusterWorld(`${france}/32,FR,,,\n`, { engines: 2 });
});
afterAll(() => world?.stop());

async function placed(): Promise<Record<string, string>> {
  const rows = await world.database.db.selectFrom("room_owner").selectAll().execute();
  return Object.fromEntries(rows.map(({ room, engine }) => [room, engine]));
}

/** Comes again until it is inside, as clients do. */
async function comesBack(at: Instance, room: string, identity: string): Promise<void> {
  for (;;) {
    const client = world.sit(at, room, identity, france);
    if ((await client.answer).status === 101 && (await client.joined) !== undefined) return;
    await delay(250);
  }
}

test("rooms are spread over the engines; one that is killed has its rooms on the other within seconds (attack 58)", async () => {
  const [a, b] = await Promise.all([world.start(), world.start()]);
  const rooms = ["one", "two", "three", "four"];
  const seats: { room: string; at: Instance; identity: string; closed: Promise<void> }[] = [];
  for (const room of rooms) {
    for (const [index, at] of [a, b].entries()) {
      const identity = `${room}-${index}`;
      const client = world.sit(at, room, identity, france);
      expect((await client.answer).status).toBe(101);
      await client.joined;
      seats.push({ room, at, identity, closed: client.closed });
    }
  }
  const before = await placed();
  const on = (engine: string) => rooms.filter((room) => before[room] === engine);
  expect([on("engine-0").length, on("engine-1").length]).toEqual([2, 2]);

  let cut = 0;
  for (const { room, closed } of seats) {
    if (before[room] === "engine-0") void closed.then(() => (cut += 1));
  }
  const hit = seats.filter(({ room }) => before[room] === "engine-1");
  process.kill(world.engines[1]?.child.identity.pid ?? 0, "SIGKILL");
  const killedAt = performance.now();
  await Promise.all(hit.map(({ closed }) => closed));
  await Promise.all(hit.map(({ at, room, identity }) => comesBack(at, room, identity)));
  expect(performance.now() - killedAt).toBeLessThan(15_000);
  expect(new Set(Object.values(await placed()))).toEqual(new Set(["engine-0"]));
  expect(cut).toBe(0);
  for (const room of rooms) expect(await world.listed(room)).toEqual([`${room}-0`, `${room}-1`]);
});
