import { type AddressInfo, createServer, type Socket } from "node:net";
import type { EngineSeat, MediaEngine } from "@graticule/server/media/media-engine";
import { SignalRequest } from "@livekit/protocol";
import { afterEach, expect, test, vi } from "vitest";
import { accountKey, deny, france, type GateStack, mainland, startGateStack } from "./fakes.ts";
import { mintToken, oldQuery, RawClient } from "./raw-client.ts";

/** What the gate tells the engine for someone who may not stay and doesn't leave. */
const engineKey = { id: "engine", secret: "engine-secret-engine-secret-engine" };
const ours = { meetingCode: "abc-defg-hij" };
const switched =
  "HTTP/1.1 101 Switching Protocols\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";

const undo: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

/** A binary message of one frame with a mask of zeros. */
const message = (text: string) =>
  Buffer.from([0x82, 0x80 | text.length, 0, 0, 0, 0, ...Buffer.from(text)]);

interface Engine {
  readonly stack: GateStack;
  /** What came on the one connection, after its request. */
  heard(): Buffer;
  readonly removals: string[];
  /** From now on it lists no one. */
  empty(): void;
}

/** An engine with one listening seat; `leaves` is called when it hears that someone leaves. */
async function startEngine(leaves: (engine: Engine, socket: Socket) => void): Promise<Engine> {
  let heard = Buffer.alloc(0);
  const server = createServer((socket) => {
    undo.push(() => void socket.destroy());
    socket.on("error", () => undefined);
    socket.once("data", () => {
      socket.write(switched);
      socket.on("data", (chunk) => {
        heard = Buffer.concat([heard, chunk]);
        if (leaveIn(heard) !== undefined) leaves(engine, socket);
      });
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  undo.push(() => void server.close());
  let seats: EngineSeat[] = [{ identity: "p", sid: "PA_1", kind: "standard" }];
  const empty = (): void => {
    seats = [];
  };
  const removals: string[] = [];
  const done = () => Promise.resolve("done" as const);
  const mediaEngine: MediaEngine = {
    listRooms: () => Promise.resolve({ rooms: ["room"], isWhole: true }),
    listSeats: () => Promise.resolve(seats),
    leaveFor: () => Promise.resolve(false),
    removeSeat: (_room, identity) => {
      removals.push(identity);
      empty();
      return done();
    },
    tell: done,
    mute: done,
    endRoom: done,
    healthy: () => Promise.resolve(true),
  };
  const engineUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const stack = await startGateStack({ engineUrl, engineKey, engine: mediaEngine });
  undo.push(stack.stop);
  const engine: Engine = { stack, heard: () => heard, removals, empty };
  return engine;
}

/** What comes before the gate's own message, the only one with a mask. */
function leaveIn(heard: Buffer): { before: Buffer } | undefined {
  const frame = heard.subarray(-10);
  if (heard.length < 10 || frame[0] !== 0x82 || frame[1] !== 0x84) return undefined;
  const payload = frame.subarray(6).map((byte, at) => byte ^ (frame[2 + at] ?? 0));
  if (SignalRequest.fromBinary(Uint8Array.from(payload)).message.case !== "leave") return undefined;
  return { before: heard.subarray(0, -10) };
}

/** Leaves as LiveKit does: off the list, and the connection ends. */
function heeds(engine: Engine, socket: Socket): void {
  engine.empty();
  socket.end();
}

async function sit({ stack }: Engine, key = engineKey, from = mainland): Promise<RawClient> {
  const target = oldQuery(mintToken(key, "room", "p"));
  const client = new RawClient({ port: stack.port, target, from });
  undo.push(() => client.close());
  expect((await client.answer).status).toBe(101);
  return client;
}

test("the engine hears that someone leaves after their last whole message, and nothing of them afterwards", async () => {
  const engine = await startEngine((one, socket) => setTimeout(heeds, 50, one, socket));
  const { directory, enforcement, counters } = engine.stack;
  directory.set("room", [], ours);
  const client = await sit(engine);
  client.socket.write(message("hello"));
  await vi.waitFor(() => expect(engine.heard()).toEqual(message("hello")));
  directory.set("room", [deny("CN")], ours);
  const talks = setInterval(() => client.socket.write(message("more")), 1);
  undo.push(() => clearInterval(talks));
  await client.closed;
  await enforcement.settled();
  const said = leaveIn(engine.heard())?.before ?? Buffer.alloc(0);
  expect(said.subarray(0, message("hello").length)).toEqual(message("hello"));
  expect((said.length - message("hello").length) % message("more").length).toBe(0);
  expect(engine.removals).toEqual([]);
  expect(counters.of("seat-removed-rule")).toBe(1);
});

test("an engine that ignores it is asked to remove the seat, and the connection is cut", async () => {
  const engine = await startEngine(() => undefined);
  engine.stack.directory.set("room", [], ours);
  const client = await sit(engine);
  engine.stack.directory.set("room", [deny("CN")], ours);
  await client.closed;
  await engine.stack.enforcement.settled();
  expect(leaveIn(engine.heard())).toBeDefined();
  expect(engine.removals).toEqual(["p"]);
});

test.each([
  ["within a frame", message("hello").subarray(0, 8)],
  ["within the head of one", message("hello").subarray(0, 3)],
  ["between the frames of one message", Buffer.from([0x02, 0x80, 0, 0, 0, 0])],
])(
  "someone whose client stands %s is removed by the engine, and nothing is written into it",
  async (_where, bytes) => {
    const engine = await startEngine(heeds);
    engine.stack.directory.set("room", [], ours);
    const client = await sit(engine);
    client.socket.write(bytes);
    await vi.waitFor(() => expect(engine.heard()).toEqual(bytes));
    engine.stack.directory.set("room", [deny("CN")], ours);
    await client.closed;
    await engine.stack.enforcement.settled();
    expect(engine.removals).toEqual(["p"]);
    expect(engine.heard()).toEqual(bytes);
  },
);

test("in a backend's room the engine removes, so that its own clients see that they were removed", async () => {
  const engine = await startEngine(heeds);
  engine.stack.directory.set("room", []);
  const client = await sit(engine, accountKey);
  engine.stack.directory.set("room", [deny("CN")]);
  await client.closed;
  await engine.stack.enforcement.settled();
  expect(engine.removals).toEqual(["p"]);
  expect(engine.heard()).toHaveLength(0);
});

test("someone the gate left for keeps no connection that the engine no longer hears, even if the rule is lifted", async () => {
  const engine = await startEngine(({ stack }) => stack.directory.set("room", [], ours));
  engine.stack.directory.set("room", [], ours);
  const client = await sit(engine);
  engine.stack.directory.set("room", [deny("CN")], ours);
  await client.closed;
  await engine.stack.enforcement.settled();
  expect(engine.removals).toEqual([]);
  await sit(engine);
});

test("someone who returns from a refused place leaves by the old connection, if it still stands", async () => {
  const engine = await startEngine(heeds);
  engine.stack.directory.set("room", [deny("CN")], ours);
  const client = await sit(engine, engineKey, france);
  const target = oldQuery(mintToken(engineKey, "room", "p"), { reconnect: "1", sid: "PA_1" });
  const back = new RawClient({ port: engine.stack.port, target, from: mainland });
  expect((await back.answer).status).toBe(403);
  await client.closed;
  await engine.stack.enforcement.settled();
  expect(leaveIn(engine.heard())).toBeDefined();
  expect(engine.removals).toEqual([]);
});
