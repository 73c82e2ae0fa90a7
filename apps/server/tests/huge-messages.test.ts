import { type AddressInfo, connect, createServer } from "node:net";
import { constants, deflateRawSync } from "node:zlib";
import { longestSignalMessage } from "@graticule/server/gate/client-frames";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { accountKey, france, type GateStack, startGateStack } from "./fakes.ts";
import { startTestEngine, type TestEngine } from "./harness.ts";
import { frameHead, maskedFrame, mintToken, oldQuery, RawClient } from "./raw-client.ts";

/** How much a client's message makes the engine hold: a real one, behind a tap that counts. */
let engine: TestEngine;
let tap: Tap;
let stack: GateStack;
const clients: RawClient[] = [];

beforeAll(async () => {
  engine = await startTestEngine();
  tap = await startTap(Number(new URL(engine.url).port));
  stack = await startGateStack({
    engineUrl: tap.url,
    engineKey: { id: engine.key, secret: engine.secret },
  });
  stack.directory.set("backends", []);
  stack.directory.set("ours", [], { meetingCode: "abc-defg-hij" });
});
afterEach(() => {
  for (const client of clients.splice(0)) client.close();
});
afterAll(async () => {
  await stack.stop();
  tap.close();
  await engine.stop();
});

interface Tap {
  readonly url: string;
  /** Bytes that reached the engine. */
  passed(): number;
  close(): void;
}

async function startTap(port: number): Promise<Tap> {
  let passed = 0;
  const server = createServer((near) => {
    const far = connect(port, "127.0.0.1");
    near.on("data", (chunk: Buffer) => {
      passed += chunk.length;
    });
    for (const socket of [near, far]) socket.on("error", () => undefined);
    near.on("close", () => far.destroy());
    far.on("close", () => near.destroySoon());
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port: own } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${own}`, passed: () => passed, close: () => server.close() };
}

/** A guest in this room, whose client offers to compress. */
async function inside(room: string, identity: string): Promise<RawClient> {
  const key = room === "ours" ? stack.engineKey : accountKey;
  const client = new RawClient({
    port: stack.port,
    target: oldQuery(mintToken(key, room, identity)),
    from: france,
    headers: ["Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits"],
  });
  clients.push(client);
  expect((await client.joined)?.participant?.identity).toBe(identity);
  return client;
}

/** Sends this; resolves with the close code and how much reached the engine. */
async function sent(client: RawClient, ...bytes: readonly Buffer[]) {
  const before = tap.passed();
  for (const part of bytes) client.socket.write(part);
  await client.closed;
  return { code: client.closeCode, passed: tap.passed() - before };
}

/** Closes, and the service's own requests to the engine. */
const little = 16_000;

const rooms = ["ours", "backends"];

test.each(rooms)(
  "compression is not negotiated, and a compressed message ends its connection before the engine unpacks it (attack 13; %s)",
  async (room) => {
    const [loud, other] = [await inside(room, "loud"), await inside(room, "other")];
    expect((await loud.answer).headers.has("sec-websocket-extensions")).toBe(false);
    const zeros = Buffer.alloc(64 * 1024 * 1024);
    const packed = deflateRawSync(zeros, { finishFlush: constants.Z_SYNC_FLUSH }).subarray(0, -4);
    const counted = stack.counters.of("gate-bad-frame");
    const { code, passed } = await sent(loud, maskedFrame(packed, 0xc2));
    expect(code).toBe(1002);
    expect(passed).toBeLessThan(little);
    expect(stack.counters.of("gate-bad-frame")).toBe(counted + 1);
    expect(other.socket.destroyed).toBe(false);
  },
);

test.each(rooms)(
  "a message that announces more than any client sends ends its sender's connection at its head (attack 13; %s)",
  async (room) => {
    const [loud, other] = [await inside(room, "loud"), await inside(room, "other")];
    const counted = stack.counters.of("gate-too-long");
    const begun = Buffer.alloc(1024 * 1024);
    const { code, passed } = await sent(loud, frameHead(800 * 1024 * 1024), begun);
    expect(code).toBe(1009);
    expect(passed).toBeLessThan(little);
    expect(stack.counters.of("gate-too-long")).toBe(counted + 1);
    expect(other.socket.destroyed).toBe(false);
  },
);

test.each(rooms)(
  "a message in many small frames is bounded as a whole (attack 13; %s)",
  async (room) => {
    const loud = await inside(room, "loud");
    const size = 256 * 1024;
    const begun = Buffer.concat([
      maskedFrame(Buffer.alloc(size), 0x02),
      ...Array.from({ length: longestSignalMessage / size }, () =>
        maskedFrame(Buffer.alloc(size), 0x00),
      ),
    ]);
    const { code, passed } = await sent(loud, begun);
    expect(code).toBe(1009);
    expect(passed).toBeLessThan(longestSignalMessage + little);
  },
);
