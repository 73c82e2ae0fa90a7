import type { EngineEntry } from "@graticule/server/media/engine-list";
import { checkEveryMs, Engines } from "@graticule/server/media/engines";
import { createLiveKit } from "@graticule/server/media/livekit";
import { createPlacedEngine } from "@graticule/server/media/placed-engine";
import { dispose } from "@livekit/rtc-node";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { filmAt, openAt } from "./at-gate.ts";
import { deny, france, type GateStack, hongKong, mainland, startGateStack } from "./fakes.ts";
import { startTestEngine, type TestEngine } from "./harness.ts";
import { mintToken, oldQuery } from "./raw-client.ts";

/** Two engines behind one gate. Placing rooms, which their owner does in a cluster, is the test's. */
type Name = "a" | "b";

let running: Record<Name, TestEngine>;
const undo: (() => unknown)[] = [];
const placement = new Map<string, Name>();
let engines: Engines;
let stack: GateStack;

beforeAll(async () => {
  const [a, b] = await Promise.all([startTestEngine(), startTestEngine()]);
  running = { a, b };
});

beforeEach(async () => {
  const connect = ({ url, key }: EngineEntry) => ({
    calls: createLiveKit({ url, key, deadlineMs: 1_500 }),
    checks: createLiveKit({ url, key, deadlineMs: checkEveryMs }),
  });
  engines = new Engines({ list: listed(), watched: true, connect });
  await engines.begin();
  const engine = createPlacedEngine(engines, (room) => placement.get(room));
  const { key, secret } = running.a;
  stack = await startGateStack({
    engineUrl: running.a.url,
    engineKey: { id: key, secret },
    engine,
    engineOf: engine.engineOf,
  });
  engines.onSilent(moveRooms);
  engines.onDraining(moveRooms);
});
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
  await stack.stop();
  engines.close();
  placement.clear();
});
afterAll(async () => {
  for (const engine of Object.values(running)) await engine.stop();
  await dispose();
});

function listed(draining?: Name): EngineEntry[] {
  return (["a", "b"] as const).map((id) => {
    const { url, key, secret } = running[id];
    return { id, url, key: { id: key, secret }, region: undefined, draining: id === draining };
  });
}

/** Places the rooms of this engine anew, and sends their people there. */
function moveRooms(id: string): void {
  for (const [room, on] of placement) {
    const next = on === id ? engines.choose(new Map()) : undefined;
    if (next === undefined) continue;
    placement.set(room, next.id as Name);
    stack.gate.sendAgain(room);
  }
}

function place(room: string, on: Name): void {
  placement.set(room, on);
  stack.directory.set(room, []);
}

/** From the engine itself. */
async function seated(on: Name, room: string): Promise<string[]> {
  const { url, key, secret } = running[on];
  const direct = createLiveKit({ url, key: { id: key, secret } });
  const seats = await direct.listSeats(room);
  direct.close();
  return (seats ?? []).map(({ identity }) => identity).sort();
}

const keyOf = (name: Name) => ({ id: running[name].key, secret: running[name].secret });
const portOf = (name: Name) => Number(new URL(running[name].url).port);

const open = (room: string, identity: string, how?: Parameters<typeof openAt>[3]) =>
  openAt(stack, room, identity, how);
const film = (room: string, identity: string, from: string) => filmAt(stack, room, identity, from);

const pause = (name: Name, signal: "SIGSTOP" | "SIGCONT"): boolean =>
  process.kill(running[name].child.identity.pid, signal);

test("each room is on its own engine, and a removal reaches that one alone", async () => {
  place("one", "a");
  place("two", "b");
  const rooms = ["one", "two"] as const;
  const people = rooms.flatMap((room) => [open(room, "fr"), open(room, "cn", { from: mainland })]);
  await Promise.all(people.map(({ joined }) => joined));
  expect(await seated("a", "one")).toEqual(["cn", "fr"]);
  expect(await seated("b", "two")).toEqual(["cn", "fr"]);
  expect(await seated("b", "one")).toEqual([]);
  stack.directory.set("two", [deny("CN")]);
  await people[3]?.closed;
  await stack.enforcement.settled();
  expect(await seated("b", "two")).toEqual(["fr"]);
  expect(await seated("a", "one")).toEqual(["cn", "fr"]);
});

test("one engine's key opens the gate to a room on the other, and is worth nothing at the other", async () => {
  place("two", "b");
  const first = open("two", "fr");
  await first.joined;
  first.close();
  // As an engine renews the token of someone inside, before the room moved.
  const again = open("two", "fr", { key: keyOf("a") });
  expect((await again.joined)?.participant?.identity).toBe("fr");
  const past = oldQuery(mintToken(keyOf("a"), "two", "fr")).replace("?", "/validate?");
  expect((await fetch(`${running.b.url}${past}`)).status).toBe(401);
});

test("in a room that is on no engine the gate says that it is out of service", async () => {
  stack.directory.set("nowhere", []);
  expect((await open("nowhere", "fr").answer).status).toBe(503);
});

test("an engine that is killed is silent within 4 s, its people are soon back on the other, and the others there notice nothing", async () => {
  place("one", "a");
  place("two", "b");
  const [x, y, z, w] = await Promise.all([
    film("one", "x", france),
    film("one", "y", hongKong),
    film("two", "z", france),
    film("two", "w", hongKong),
  ]);
  await Promise.all([x.moreFrames("y", 5), y.moreFrames("x", 5), z.moreFrames("w", 5)]);
  const killedAt = performance.now();
  const sinceKill = () => performance.now() - killedAt;
  const silentAfter = new Promise<number>((done) => engines.onSilent(() => done(sinceKill())));
  process.kill(running.a.child.identity.pid, "SIGKILL");
  undo.push(async () => {
    running.a = await running.a.restart();
  });
  // Someone who comes before it is known that the engine is gone waits, and is not sent away.
  await vi.waitFor(() => expect(engines.find("a")?.isInDoubt).toBe(true), 4_000);
  const early = open("one", "early");
  expect(await silentAfter).toBeLessThan(4_000);
  expect((await early.joined)?.participant?.identity).toBe("early");
  early.close();
  await vi.waitFor(
    async () => expect(await seated("b", "one")).toEqual(expect.arrayContaining(["x", "y"])),
    15_000,
  );
  expect(sinceKill()).toBeLessThan(10_000);
  await Promise.all([x.moreFrames("y", 5), y.moreFrames("x", 5), z.moreFrames("w", 5)]);
  expect([...z.interruptions, ...w.interruptions]).toEqual([]);
  expect(x.interruptions).toEqual(["reconnecting"]);
});

test("an engine that drains is left by everyone, and takes no new rooms", async () => {
  place("one", "a");
  const [x, y] = await Promise.all([film("one", "x", france), film("one", "y", hongKong)]);
  await Promise.all([x.moreFrames("y", 5), y.moreFrames("x", 5)]);
  engines.update(listed("a"));
  expect(engines.choose(new Map([["b", 1_000]]))?.id).toBe("b");
  await vi.waitFor(async () => expect(await seated("b", "one")).toEqual(["x", "y"]), 10_000);
  await vi.waitFor(async () => expect(await seated("a", "one")).toEqual([]), 10_000);
  await Promise.all([x.moreFrames("y", 5), y.moreFrames("x", 5)]);
  expect(x.interruptions).toEqual(["reconnecting"]);
  engines.update(listed());
  expect(engines.choose(new Map([["b", 1_000]]))?.id).toBe("a");
});

test("someone who stays behind on an engine that woke up after their room had moved is out", async () => {
  place("one", "a");
  const [left, behind] = [open("one", "fr"), open("one", "late", { from: hongKong })];
  await Promise.all([left.joined, behind.joined]);
  pause("a", "SIGSTOP");
  undo.push(() => pause("a", "SIGCONT"));
  await Promise.all([left.closed, behind.closed]);
  const back = open("one", "fr");
  await back.joined;
  pause("a", "SIGCONT");
  await vi.waitFor(() => expect(engines.find("a")?.state).toBe("open"), 10_000);
  // Past the gate, with a token as the frozen engine gave it.
  const past = open("one", "late", { key: keyOf("a"), port: portOf("a"), from: hongKong });
  await past.joined;
  await past.closed;
  await vi.waitFor(async () => expect(await seated("a", "one")).toEqual([]), 10_000);
  expect(await seated("b", "one")).toEqual(["fr"]);
  expect(back.socket.destroyed).toBe(false);
});
