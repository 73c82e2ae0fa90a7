import { type AddressInfo, createServer, type Socket } from "node:net";
import type { EngineAnswer, EngineSeat, MediaEngine } from "@graticule/server/media/media-engine";
import { DisconnectReason } from "@livekit/protocol";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import {
  accountKey,
  deny,
  france,
  type GateStack,
  hongKong,
  mainland,
  startGateStack,
} from "./fakes.ts";
import { startTestEngine, type TestEngine } from "./harness.ts";
import { mintToken, newQuery, oldQuery, RawClient } from "./raw-client.ts";

/** No source knows it. */
const nowhere = "127.0.88.8";

let engine: TestEngine;
let stack: GateStack;
const clients: RawClient[] = [];
const undo: (() => Promise<void> | void)[] = [];

beforeAll(async () => {
  engine = await startTestEngine();
  stack = await startGateStack({
    engineUrl: engine.url,
    engineKey: { id: engine.key, secret: engine.secret },
  });
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  for (const step of undo.splice(0)) await step();
});
afterAll(async () => {
  await stack.stop();
  await engine.stop();
});

function open(target: string, from: string, port = stack.port): RawClient {
  const client = new RawClient({ port, target, from });
  clients.push(client);
  return client;
}

function person(room: string, identity: string, from: string, port = stack.port): RawClient {
  return open(oldQuery(mintToken(accountKey, room, identity)), from, port);
}

const listed = async (room: string) =>
  ((await stack.engine.listSeats(room)) ?? []).map(({ identity }) => identity).sort();

test.each(["hold", "ask", "refuse"] as const)(
  "a rule that doesn't let doubt in (%s) keeps out and removes those who can't be placed, and no one else",
  async (onDoubt) => {
    const room = `doubt-${onDoubt}`;
    stack.directory.set(room, []);
    const [doubtful, sure] = [person(room, "doubtful", nowhere), person(room, "sure", france)];
    await Promise.all([doubtful.joined, sure.joined]);
    stack.directory.set(room, [{ ...deny("CN"), onDoubt }]);
    await doubtful.closed;
    await stack.enforcement.settled();
    expect(await listed(room)).toEqual(["sure"]);
    expect(sure.socket.destroyed).toBe(false);
    const token = mintToken(accountKey, room, "again");
    for (const target of [oldQuery(token), newQuery(token)]) {
      expect((await open(target, nowhere).answer).status).toBe(403);
      expect((await open(target, hongKong).answer).status).toBe(101);
    }
  },
);

test("everyone leaves a room that has ended, and no one comes in", async () => {
  stack.directory.set("ended", []);
  const inside = [person("ended", "fr", france), person("ended", "xx", nowhere)];
  await Promise.all(inside.map(({ joined }) => joined));
  stack.directory.set("ended", [], { ended: true });
  await Promise.all(inside.map(({ closed }) => closed));
  await stack.enforcement.settled();
  expect(await listed("ended")).toEqual([]);
  expect(inside.map(({ leaveReason }) => leaveReason)).toEqual(
    inside.map(() => DisconnectReason.PARTICIPANT_REMOVED),
  );
  const token = mintToken(accountKey, "ended", "late");
  for (const target of [oldQuery(token), newQuery(token)]) {
    const answer = await open(target, france).answer;
    expect(answer.status).toBe(410);
    expect(JSON.parse(answer.body).code).toBe("ended");
  }
});

test("those inside are judged again when the location tables change, and only by them", async () => {
  stack.directory.set("tables", [deny("CN")]);
  const moves = "127.0.88.20";
  stack.locator.put(moves, "FR");
  const [corrected, stays] = [person("tables", "a", moves), person("tables", "b", france)];
  await Promise.all([corrected.joined, stays.joined]);
  stack.locator.put(moves, "CN");
  await corrected.closed;
  await stack.enforcement.settled();
  expect(await listed("tables")).toEqual(["b"]);
  expect(stays.socket.destroyed).toBe(false);
  expect((await person("tables", "a", moves).answer).status).toBe(403);
  stack.locator.put(moves, "HK");
  expect((await person("tables", "a", moves).answer).status).toBe(101);
});

test("a change of rule, or of the location tables, is acted on in the same turn, not at the next check", async () => {
  stack.directory.set("at-once", []);
  const moves = "127.0.88.21";
  stack.locator.put(moves, "FR");
  const clients = [person("at-once", "cn", mainland), person("at-once", "moves", moves)];
  await Promise.all(clients.map(({ joined }) => joined));
  const removal = (identity: string) => stack.seats.find("at-once", identity)?.removal;
  stack.directory.set("at-once", [deny("CN")]);
  expect(removal("cn")).toBeDefined();
  expect(removal("moves")).toBeUndefined();
  stack.locator.put(moves, "CN");
  expect(removal("moves")).toBeDefined();
  await stack.enforcement.settled();
  expect(await listed("at-once")).toEqual([]);
});

const switched =
  "HTTP/1.1 101 Switching Protocols\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";

/**
 * An engine that answers as the test wants and never closes a connection: the first `answersAtOnce`
 * at once, later ones when the test does.
 */
async function startStubborn(
  removeSeat: () => Promise<EngineAnswer>,
  answersAtOnce = Number.POSITIVE_INFINITY,
) {
  const sockets: Socket[] = [];
  const waiting: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on("error", () => undefined);
    socket.once("data", () => {
      if (sockets.length <= answersAtOnce) socket.write(switched);
      else waiting.push(socket);
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  let seats: EngineSeat[] = [{ identity: "cn", sid: "PA_1", kind: "standard" }];
  const done = () => Promise.resolve<EngineAnswer>("done");
  const mediaEngine: MediaEngine = {
    listRooms: () => Promise.resolve({ rooms: ["stubborn"], isWhole: true }),
    listSeats: () => Promise.resolve(seats),
    leaveFor: () => Promise.resolve(false),
    removeSeat: async () => {
      const answer = await removeSeat();
      if (answer === "done") seats = [];
      return answer;
    },
    tell: done,
    mute: done,
    endRoom: done,
    healthy: () => Promise.resolve(true),
  };
  const own = await startGateStack({
    engineUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    engineKey: { id: "engine", secret: "engine-secret" },
    engine: mediaEngine,
  });
  undo.push(own.stop, () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { own, waiting };
}

test.each([
  ["has removed the seat and leaves the connection open", () => Promise.resolve("done" as const)],
  ["does not answer at all", () => new Promise<EngineAnswer>(() => undefined)],
  ["only fails", () => Promise.resolve("failed" as const)],
])("someone who may not stay is disconnected even if the engine %s", async (_name, removeSeat) => {
  const { own } = await startStubborn(removeSeat);
  own.directory.set("stubborn", []);
  const client = person("stubborn", "cn", mainland, own.port);
  expect((await client.answer).status).toBe(101);
  own.directory.set("stubborn", [deny("CN")]);
  await client.closed;
  await vi.waitFor(() => expect(own.gate.connections()).toBe(0));
});

test("someone about to be removed when the rule was lifted keeps the connection, also later", async () => {
  const { own } = await startStubborn(async () => {
    own.directory.set("stubborn", []);
    return "failed";
  });
  own.directory.set("stubborn", []);
  const client = person("stubborn", "cn", mainland, own.port);
  expect((await client.answer).status).toBe(101);
  own.directory.set("stubborn", [deny("CN")]);
  await own.enforcement.settled();
  // Longer than any timer of the removal: two checks by the sweep are 2 s apart.
  const looks = vi.spyOn(own.engine, "listRooms");
  await vi.waitFor(() => expect(looks.mock.calls.length).toBeGreaterThan(1), 10_000);
  expect(client.socket.destroyed).toBe(false);
  expect(own.gate.connections()).toBe(1);
});

test("someone just sitting down again from an allowed place is waited for, and the engine is not asked to remove them", async () => {
  let asked = 0;
  const { own, waiting } = await startStubborn(() => {
    asked++;
    return Promise.resolve("done");
  }, 1);
  own.directory.set("stubborn", []);
  const first = person("stubborn", "cn", mainland, own.port);
  expect((await first.answer).status).toBe(101);
  const second = person("stubborn", "cn", hongKong, own.port);
  await vi.waitFor(() => expect(waiting.length).toBe(1));
  own.directory.set("stubborn", [deny("CN")]);
  expect(own.seats.find("stubborn", "cn")?.removal).toBeDefined();
  // Several turns in which only the engine's answer is missing.
  for (let turn = 0; turn < 20; turn++) await new Promise((next) => setImmediate(next));
  waiting[0]?.write(switched);
  expect((await second.answer).status).toBe(101);
  await own.enforcement.settled();
  expect(asked).toBe(0);
  expect(second.socket.destroyed).toBe(false);
});
