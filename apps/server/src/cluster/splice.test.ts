import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { connect, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import { expect, onTestFinished, test, vi } from "vitest";
import { forwardTo, listenForPeers } from "../../tests/peers.ts";
import { createClientAddress } from "../http/client-address.ts";
import type { ClientStream } from "./forwarded.ts";

const addressOf = createClientAddress([]);
const nowhere = { id: "gone", url: "https://127.0.0.1:1" };
const head =
  "GET /rtc?access_token=x HTTP/1.1\r\nHost: meet.test\r\nConnection: Upgrade\r\n" +
  "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: a\r\n" +
  "Graticule-Client: 198.51.100.7\r\n\r\n";
const switching = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nX: 1\r\n\r\n";

/** A client that has sent an upgrade, and something behind it. */
function upgrade(port: number, early = ""): Socket {
  const client = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
  onTestFinished(() => void client.destroy());
  client.on("error", () => undefined).write(head + early);
  return client;
}

const nextOf = async (socket: Duplex): Promise<string> => String((await once(socket, "data"))[0]);

/** An owner that says yes, and the client's and the owner's ends of a joined connection. */
async function joined(early = "", parts: Parameters<typeof forwardTo>[1] = {}) {
  let request: IncomingMessage | undefined;
  let far: Duplex | undefined;
  let first: Buffer = Buffer.alloc(0);
  const owner = await listenForPeers("one", {
    onUpgrade: (asked, socket, behind) => {
      [request, far, first] = [asked, socket, behind];
      socket.write(switching);
    },
  });
  const entry = await forwardTo([owner.peer], parts);
  const client = upgrade(entry.port, early);
  expect(await nextOf(client)).toBe(switching);
  if (request === undefined || far === undefined) throw new Error("no upgrade");
  far.on("error", () => undefined);
  return { owner, entry, client, far, request, first };
}

test("an upgrade comes to the owner with its client's address, its headers and what was sent behind it", async () => {
  const { request, first, far } = await joined("early");
  expect(addressOf(request)).toBe("127.0.0.1");
  expect([request.method, request.url]).toEqual(["GET", "/rtc?access_token=x"]);
  expect(request.rawHeaders).toEqual(
    ["Host", "meet.test", "Connection", "Upgrade", "Upgrade", "websocket"].concat([
      "Sec-WebSocket-Version",
      "13",
      "Sec-WebSocket-Key",
      "a",
    ]),
  );
  expect(first.length > 0 ? String(first) : await nextOf(far)).toBe("early");
});

test("an upgrade that was forwarded here goes no further", async () => {
  const last = await listenForPeers("last");
  const next = await forwardTo([last.peer]);
  const middle = await listenForPeers("middle", {
    onUpgrade: async (request, socket, behind) => {
      const asked = { request, socket: socket as ClientStream, head: behind };
      const outcome = await next.forwarder.upgrade(last.peer, asked, "192.0.2.1");
      socket.end(`HTTP/1.1 508 ${outcome}\r\n\r\n`);
    },
  });
  const { port } = await forwardTo([middle.peer]);
  expect((await upgrade(port).toArray()).join("")).toBe("HTTP/1.1 508 failed\r\n\r\n");
  expect(next.faults).toEqual(["looped"]);
});

const digestOf = (socket: Duplex, size: number): Promise<string> =>
  new Promise((done) => {
    const hash = createHash("sha256");
    let length = 0;
    socket.on("data", (chunk: Buffer) => {
      hash.update(chunk);
      length += chunk.length;
      if (length >= size) done(hash.digest("hex"));
    });
  });

test("a megabyte passes each way at once, unchanged", async () => {
  const { client, far } = await joined();
  const size = 1024 * 1024;
  const [up, down] = [randomBytes(size), randomBytes(size)];
  const came = Promise.all([digestOf(far, size), digestOf(client, size)]);
  client.write(up);
  far.write(down);
  const digest = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");
  expect(await came).toEqual([digest(up), digest(down)]);
});

test.each(["up", "down"])("a side that reads slowly holds back the other (%s)", async (way) => {
  const { client, far } = await joined();
  const [from, to] = way === "up" ? [client, far] : [far, client];
  to.pause();
  const size = 64 * 1024 * 1024;
  from.write(Buffer.alloc(size));
  let before = -1;
  const left = () => from.writableLength;
  await expect
    .poll(
      () => {
        const isStill = left() === before;
        before = left();
        return isStill;
      },
      { interval: 500, timeout: 10_000 },
    )
    .toBe(true);
  expect(left()).toBeGreaterThan(0);
  const came = digestOf(to, size);
  to.resume();
  await came;
});

test("a refusal passes through unchanged, and then the end", async () => {
  const refusal = "HTTP/1.1 451 \r\nX-Reason: order\r\nContent-Length: 2\r\n\r\nno";
  const { peer } = await listenForPeers("one", {
    onUpgrade: (_request, socket) => void socket.write(refusal, () => socket.destroy()),
  });
  const { port, outcomes } = await forwardTo([peer]);
  const client = upgrade(port);
  expect((await client.toArray()).join("")).toBe(refusal);
  expect(outcomes).toEqual(["answered"]);
});

test("an instance that isn't the owner, or is gone or silent, leaves the client to the next", async () => {
  const other = await listenForPeers("other", {
    onUpgrade: (_request, socket) => void socket.end("HTTP/1.1 421 \r\n\r\n"),
  });
  const silent = await listenForPeers("silent", { onUpgrade: () => undefined });
  const rude = await listenForPeers("rude");
  const last = await listenForPeers("last", {
    onUpgrade: (_request, socket, behind) => void socket.end(`${switching}${behind}`),
  });
  const stale = { ...last.peer, id: "who stood there before" };
  const all = [other.peer, stale, nowhere, silent.peer, rude.peer, last.peer];
  const { port, outcomes, faults } = await forwardTo(all, { answerMs: 400 });
  expect((await upgrade(port, "early").toArray()).join("")).toContain(switching);
  const failures = Array(3).fill("failed");
  expect(outcomes).toEqual(["not-owner", "not-owner", ...failures, "answered"]);
  expect(faults).toEqual(["unreachable", "silent", "unreachable"]);
});

test("a client that leaves before the answer ends its upgrade there", async () => {
  let left: Promise<unknown> | undefined;
  const { peer } = await listenForPeers("one", {
    onUpgrade: (_request, socket) => {
      left = once(socket.resume(), "close");
    },
  });
  const { port, outcomes } = await forwardTo([peer, nowhere]);
  const client = upgrade(port);
  await expect.poll(() => left !== undefined).toBe(true);
  client.resetAndDestroy();
  await left;
  await expect.poll(() => outcomes).toEqual(["answered"]);
});

test.each([
  ["the client resets", "far", ({ client }) => client.resetAndDestroy()],
  ["the client only ends its half", "far", ({ client }) => client.end()],
  ["the owner ends", "client", ({ far }) => far.end()],
  ["the owner breaks off", "client", ({ far }) => far.destroy()],
  ["the owner dies", "client", ({ owner }) => owner.close()],
  ["the owner is forgotten", "client", ({ entry }) => entry.forwarder.keepOnly([])],
] satisfies [string, "far" | "client", (all: Awaited<ReturnType<typeof joined>>) => unknown][])(
  "when %s, the other side ends",
  async (_how, side, act) => {
    const all = await joined();
    const other = all[side];
    const ended = once(other.resume(), "end");
    act(all);
    await ended;
    if (side === "client") {
      all.client.end();
      await once(all.client, "close");
    }
  },
);

test("what the owner sent last arrives, also at a client that is still sending", async () => {
  const { client, far, entry } = await joined();
  const last = Buffer.alloc(1024 * 1024, "last");
  client.pause().write(Buffer.alloc(16 * 1024 * 1024));
  far.pause();
  far.end(last);
  await expect.poll(() => entry.clients[0]?.writableEnded).toBe(true);
  expect(Buffer.concat(await client.toArray()).equals(last)).toBe(true);
});

test("a client that neither reads nor closes is cut when its owner ends", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  onTestFinished(() => void vi.useRealTimers());
  const { client, far, entry } = await joined();
  client.pause();
  far.end("last");
  await expect.poll(() => entry.clients[0]?.writableEnded).toBe(true);
  expect(entry.clients[0]?.destroyed).toBe(false);
  vi.advanceTimersByTime(6_000);
  expect(entry.clients[0]?.destroyed).toBe(true);
});

test.each(["up", "down"])("a side that takes nothing for too long is cut (%s)", async (way) => {
  const { client, far } = await joined("", { stallMs: 200 });
  const [from, to] = way === "up" ? [client, far] : [far, client];
  to.pause();
  from.write(Buffer.alloc(64 * 1024 * 1024));
  await new Promise((done) => from.resume().once("end", done).once("close", done));
  // It wasn't the one that ended.
  expect(to.readableEnded).toBe(false);
});

test("a connection that is only quiet stays, also after a stall that went by", async () => {
  const { client, far } = await joined("", { stallMs: 1_000 });
  const size = 16 * 1024 * 1024;
  far.pause();
  client.write(Buffer.alloc(size));
  await new Promise((done) => setTimeout(done, 200));
  await digestOf(far.resume(), size);
  await new Promise((done) => setTimeout(done, 1_200));
  far.write("b");
  expect(await nextOf(client)).toBe("b");
});
