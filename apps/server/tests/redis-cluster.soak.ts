import { createLiveKit } from "@graticule/server/media/livekit";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { filmAt, openAt } from "./at-gate.ts";
import { deny, france, type GateStack, mainland, startGateStack } from "./fakes.ts";
import { newQuery, type RawClient } from "./raw-client.ts";
import { type RedisEngine, startRedisEngine } from "./redis-engine.ts";

/** The gate and the enforcement in front of a real LiveKit cluster of two nodes on Redis, at its worst. */
let engine: RedisEngine;
let stack: GateStack;

beforeAll(async () => {
  engine = await startRedisEngine();
  const { url, key: id, secret } = engine;
  const key = { id, secret };
  // As for an entry of the list of engines.
  const calls = createLiveKit({ url, key, deadlineMs: 1_500 });
  stack = await startGateStack({ engineUrl: url, engineKey: key, engine: calls });
});
afterAll(async () => {
  await stack?.stop();
  await engine?.stop();
});

const open = (room: string, identity: string, from = france) =>
  openAt(stack, room, identity, { from, query: newQuery });
const film = (room: string, identity: string, from: string) => filmAt(stack, room, identity, from);

const listed = async (room: string): Promise<string[]> =>
  ((await stack.engine.listSeats(room)) ?? []).map(({ identity }) => identity).sort();
const inside = (room: string): string[] =>
  stack.seats
    .inside(room)
    .map(({ identity }) => identity)
    .sort();
const nodeOf = async (client: RawClient) => (await client.joined)?.serverInfo?.nodeId;
const signal = (node: number, name: "SIGSTOP" | "SIGCONT" | "SIGKILL") =>
  process.kill(engine.nodes[node]?.child.identity.pid ?? 0, name);

/** A room on each node. */
async function twoRooms(name: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (let at = 0; found.size < 2; at += 1) {
    const room = `${name}-${at}`;
    stack.directory.set(room, []);
    const first = open(room, "first");
    const node = (await nodeOf(first)) ?? "";
    if (!found.has(node)) found.set(node, room);
  }
  return found;
}

const soon = { timeout: 60_000, interval: 500 };

test("a node that dies: someone who comes back is in, and who doesn't isn't inside for ever", async () => {
  const rooms = await twoRooms("dead");
  const seats = await Promise.all(
    [...rooms.values()].flatMap((room) => ["ana", "bo"].map((who) => open(room, who))),
  );
  await Promise.all(seats.map(({ joined }) => joined));
  signal(0, "SIGKILL");
  for (const seat of seats) seat.close();
  const back = new Map<string, string>();
  for (const [node, room] of rooms) {
    await vi.waitFor(async () => {
      const now = await nodeOf(open(room, "ana"));
      expect(now).toBeDefined();
      back.set(room, now === node ? "stayed" : "moved");
    }, soon);
  }
  expect([...back.values()].sort()).toEqual(["moved", "stayed"]);
  const lost = [...back].find(([, what]) => what === "moved")?.[0] ?? "";
  expect(await listed(lost)).toContain("bo");
  expect(inside(lost)).toContain("ana");
  await vi.waitFor(() => expect(inside(lost)).not.toContain("bo"), { timeout: 90_000 });
  expect(await listed(lost)).toContain("bo");
  await engine.restart(0);
}, 240_000);

test("a room that is split over both nodes: no one is removed for it, and a removal reaches both halves", async () => {
  let split = 0;
  for (const [node, room] of await twoRooms("split")) {
    const ana = await film(room, "ana", france);
    const bo = await film(room, "bo", mainland);
    await ana.moreFrames("bo", 3);
    signal(0, "SIGSTOP");
    await new Promise((next) => setTimeout(next, 6_500));
    const cy = film(room, "cy", mainland).catch(() => undefined);
    const where = nodeOf(open(room, "dee", mainland));
    await new Promise((next) => setTimeout(next, 1_500));
    signal(0, "SIGCONT");
    await cy;
    if ((await where) !== node) split += 1;
    await new Promise((next) => setTimeout(next, 8_000));
    console.log(`listed: ${await listed(room)}; inside: ${inside(room)}; ${ana.interruptions}`);
    expect(stack.counters.of("seat-undecided-removed")).toBe(0);
    expect(inside(room)).toEqual(expect.arrayContaining(["ana", "bo"]));
    stack.directory.set(room, [deny("CN")]);
    await vi.waitFor(async () => {
      expect(inside(room)).toEqual(["ana"]);
      const still = await listed(room);
      expect(still.filter((who) => who === "bo" || who === "cy")).toEqual([]);
    }, soon);
    // The half that empties may delete the other's list: who is connected stays inside all the same.
    console.log(
      `listed: ${await listed(room)}; bo: ${bo.interruptions}; cy: ${(await cy)?.interruptions}`,
    );
    await vi.waitFor(() => expect(bo.interruptions).toContain("disconnected"), soon);
    await bo.leave();
  }
  // The room of the node that paused: anyone who came meanwhile is on the other one.
  expect(split).toBe(1);
}, 240_000);
