import { once } from "node:events";
import { Agent, request as httpRequest, type IncomingMessage } from "node:http";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { forwardTo, listenForPeers, notOwner } from "../../tests/peers.ts";
import { NetworkSockets } from "../http/network-sockets.ts";

const nowhere = { id: "gone", url: "https://127.0.0.1:1" };

/** Asks plainly; resolves to the answer, unread. */
async function ask(url: string, options: Parameters<typeof httpRequest>[1] = {}, body?: Buffer) {
  const asked = httpRequest(url, { agent: false, ...options }).end(body);
  onTestFinished(() => void asked.destroy());
  const [answer] = (await once(asked, "response")) as [IncomingMessage];
  answer.on("error", () => undefined);
  return { asked, answer };
}

const closeOf = (answer: IncomingMessage): Promise<void> =>
  new Promise((done) => answer.once("close", done));

const textOf = async (answer: IncomingMessage) => (await answer.toArray()).join("");

test("method, path, headers and body come to the owner as they were sent, and its answer comes back", async () => {
  const { peer } = await listenForPeers("one", {
    onRequest: async (request, response) => {
      const { method, url, headers } = request;
      const body = await textOf(request);
      response.setHeader("set-cookie", ["a=1; Path=/", "b=2; HttpOnly"]);
      response.setHeader("x-both", ["1", "2"]);
      response.statusCode = 409;
      response.statusMessage = "Not Now";
      response.end(JSON.stringify([method, url, headers, body]));
    },
  });
  const { url } = await forwardTo([peer]);
  const headers = [
    ["Host", "meet.test"],
    ["X-Twice", "1"],
    ["X-Twice", "2"],
    ["Cookie", "c=3"],
    ["Connection", "keep-alive, X-Hop"],
    ["X-Hop", "here"],
    ["Expect", "100-continue"],
    ["Transfer-Encoding", "chunked"],
  ].flat();
  const path = "/a%20b?c=d&e=%";
  const { answer } = await ask(`${url}${path}`, { method: "PATCH", headers }, Buffer.from("é"));
  expect([answer.statusCode, answer.statusMessage]).toEqual([409, "Not Now"]);
  expect(answer.headers["set-cookie"]).toEqual(["a=1; Path=/", "b=2; HttpOnly"]);
  expect(answer.headers["x-both"]).toBe("1, 2");
  expect(answer.headersDistinct["date"]?.length).toBe(1);
  const [method, target, came, body] = JSON.parse(await textOf(answer));
  expect([method, target, body]).toEqual(["PATCH", path, "é"]);
  expect(came).toEqual({
    host: "meet.test",
    "x-twice": "1, 2",
    cookie: "c=3",
    "content-length": "2",
    connection: "keep-alive",
  });
});

test("headers keep bytes that are no ASCII", async () => {
  const { peer } = await listenForPeers("one", {
    onRequest: ({ headers }, response) => {
      response.setHeader("x-bytes", headers["x-bytes"] ?? "").write(Buffer.from("text"));
      response.end();
    },
  });
  const { url } = await forwardTo([peer]);
  const headers = ["Host", "meet.test", "X-Bytes", "\xe9\xff"];
  const { answer } = await ask(url, { headers });
  expect(answer.headers["x-bytes"]).toBe("\xe9\xff");
});

test("answers without a body have none, on one connection", async () => {
  const { peer } = await listenForPeers("one", {
    onRequest: ({ method, url }, response) => {
      if (method === "HEAD") response.setHeader("content-length", 1_000);
      response.writeHead(Number(url?.slice(1)), { etag: '"1"' }).end();
    },
  });
  const { url } = await forwardTo([peer]);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  onTestFinished(() => agent.destroy());
  const ports = new Set<number | undefined>();
  for (const [method, status] of [
    ["HEAD", 200],
    ["GET", 204],
    ["GET", 304],
    ["DELETE", 204],
    ["POST", 200],
  ] as const) {
    const { answer } = await ask(`${url}/${status}`, { method, agent });
    ports.add(answer.socket.localPort);
    expect([answer.statusCode, answer.headers.etag, await textOf(answer)]).toEqual([
      status,
      '"1"',
      "",
    ]);
    if (method === "HEAD") expect(answer.headers["content-length"]).toBe("1000");
  }
  expect(ports.size).toBe(1);
});

test("a body of 512 kB comes whole; a longer one is refused and comes nowhere", async () => {
  const sizes: number[] = [];
  const { peer } = await listenForPeers("one", {
    onRequest: async (request, response) => {
      const parts: Buffer[] = await request.toArray();
      sizes.push(Buffer.concat(parts).length);
      response.end();
    },
  });
  const { url, outcomes } = await forwardTo([peer]);
  const limit = 512 * 1024;
  const chunked = { method: "POST", headers: { "transfer-encoding": "chunked" } };
  const said = (size: number) => ({ method: "POST", headers: { "content-length": size } });
  for (const options of [said(limit), chunked])
    expect((await ask(url, options, Buffer.alloc(limit))).answer.statusCode).toBe(200);
  for (const options of [said(limit + 1), chunked]) {
    const { answer } = await ask(url, options, Buffer.alloc(limit + 1));
    expect(answer.statusCode).toBe(413);
    expect(answer.headers["content-type"]).toBe("application/problem+json");
    expect(JSON.parse(await textOf(answer)).detail).toBe("The body is too long.");
  }
  // Its length is enough: nothing of it needs to come.
  const unsent = httpRequest(url, { agent: false, ...said(limit + 1) });
  onTestFinished(() => void unsent.destroy());
  unsent.on("error", () => undefined).flushHeaders();
  const [early] = await once(unsent, "response");
  expect(early.statusCode).toBe(413);
  expect(sizes).toEqual([limit, limit]);
  expect(outcomes).toEqual(Array(5).fill("answered"));
});

test("an instance that doesn't hold the room, or is gone, leaves the request whole for another", async () => {
  const first = await listenForPeers("first", { onRequest: notOwner });
  const stale = { ...first.peer, id: "who stood there before" };
  const last = await listenForPeers("last", {
    onRequest: async (request, response) => void response.end(await textOf(request)),
  });
  const { url, outcomes, faults } = await forwardTo([first.peer, stale, nowhere, last.peer]);
  const { answer } = await ask(url, { method: "POST" }, Buffer.from("all of it"));
  expect(await textOf(answer)).toBe("all of it");
  expect(outcomes).toEqual(["not-owner", "not-owner", "failed", "answered"]);
  expect(faults).toEqual(["unreachable"]);
});

test("an instance that stands still without a word is given up in time", async () => {
  const silent = await listenForPeers("silent", { onRequest: () => undefined });
  const deaf = createServer((socket) => void onTestFinished(() => void socket.destroy()));
  onTestFinished(() => void deaf.close());
  await once(deaf.listen(0, "127.0.0.1"), "listening");
  const port = (deaf.address() as AddressInfo).port;
  const frozen = { id: "frozen", url: `https://127.0.0.1:${port}` };
  const { url, outcomes, faults } = await forwardTo([silent.peer, frozen], { answerMs: 300 });
  expect((await ask(url)).answer.statusCode).toBe(503);
  expect(outcomes).toEqual(["failed", "failed"]);
  expect(faults).toEqual(["silent", "silent"]);
});

/** An owner with one open event stream, and a page that reads it. */
async function streaming() {
  let stream: Parameters<typeof notOwner>[1] | undefined;
  const owner = await listenForPeers("one", {
    onRequest: (_request, response) => {
      stream = response;
      response.writeHead(200, { "content-type": "text/event-stream" }).flushHeaders();
    },
  });
  const entry = await forwardTo([owner.peer]);
  const { answer, asked } = await ask(entry.url);
  if (stream === undefined) throw new Error("no stream");
  return { owner, entry, answer, asked, stream };
}

test("event streams don't count among their network's connections", async () => {
  const { peer } = await listenForPeers("one", {
    onRequest: (_request, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" }).flushHeaders();
      onTestFinished(() => void response.end());
    },
  });
  const { url, server } = await forwardTo([peer]);
  const bounds = { asking: 9, answered: 1, idle: 9 };
  const sockets = new NetworkSockets(() => "192.0.2.1", bounds);
  sockets.watch(server);
  server.prependListener("request", (...exchange) => sockets.asked(...exchange));
  const streams = [await ask(url), await ask(url), await ask(url)];
  expect(streams.map(({ answer }) => answer.destroyed)).toEqual([false, false, false]);
});

test("events pass as they happen", async () => {
  const { answer, stream } = await streaming();
  expect(answer.headers["content-type"]).toBe("text/event-stream");
  for (const event of ["data: 1\n\n", "data: 2\n\n"]) {
    stream.write(event);
    expect(String(await once(answer, "data"))).toBe(event);
  }
  stream.end();
  await once(answer, "end");
  expect(answer.complete).toBe(true);
});

test.each(["dies", "is forgotten"])("a page's stream is cut when its owner %s", async (how) => {
  const { answer, owner, entry, stream } = await streaming();
  stream.write("data: 1\n\n");
  await once(answer, "data");
  const cut = closeOf(answer);
  if (how === "dies") await owner.close();
  else entry.forwarder.keepOnly([]);
  await cut;
  expect(answer.complete).toBe(false);
  expect(entry.faults).toEqual(["broken"]);
});

test("an answer of known length that breaks off is cut, too", async () => {
  const { peer } = await listenForPeers("one", {
    onRequest: (_request, response) => {
      response.writeHead(200, { "content-length": 100 });
      response.write("half", () => response.destroy());
    },
  });
  const { url, faults } = await forwardTo([peer]);
  const { answer } = await ask(url);
  await closeOf(answer.resume());
  expect(answer.complete).toBe(false);
  expect(faults).toEqual(["broken"]);
});

test("the owner hears when a page leaves its stream", async () => {
  const { asked, entry, stream } = await streaming();
  const left = once(stream, "close");
  asked.destroy();
  await left;
  expect(entry.faults).toEqual([]);
});

test("the owner hears when a client leaves before there is an answer", async () => {
  let came: () => void = () => undefined;
  const arrival = new Promise<void>((done) => {
    came = done;
  });
  let left: Promise<unknown> = Promise.resolve();
  const { peer } = await listenForPeers("one", {
    onRequest: (_request, response) => {
      left = once(response, "close");
      came();
    },
  });
  const { url, outcomes, faults } = await forwardTo([peer, nowhere]);
  const asked = httpRequest(url).on("error", () => undefined);
  asked.end();
  await arrival;
  asked.destroy();
  await left;
  await expect.poll(() => outcomes).toEqual(["answered"]);
  expect(faults).toEqual([]);
});

test("a client that reads slowly holds back its owner, not our memory", async () => {
  const piece = Buffer.alloc(64 * 1024);
  const pieces = 512;
  let sent = 0;
  const { peer } = await listenForPeers("one", {
    onRequest: async (_request, response) => {
      for (; sent < pieces; sent += 1) {
        if (!response.write(piece)) await once(response, "drain");
      }
      response.end();
    },
  });
  const { port } = await forwardTo([peer]);
  const client: Socket = connect(port, "127.0.0.1");
  onTestFinished(() => void client.destroy());
  client.pause().write("GET / HTTP/1.1\r\nhost: meet.test\r\nconnection: close\r\n\r\n");
  await expect.poll(() => sent, { interval: 300 }).toBeGreaterThan(0);
  // It has stopped: what lies between are sockets' own buffers, of which there are four.
  await expect.poll(async () => await isStill(() => sent), { timeout: 10_000 }).toBe(true);
  expect(sent).toBeLessThan(pieces);
  let received = 0;
  client.on("data", ({ length }) => {
    received += length;
  });
  await once(client.resume(), "end");
  expect(received).toBeGreaterThan(pieces * piece.length);
});

/** Whether a figure is the same over half a second. */
async function isStill(figure: () => number): Promise<boolean> {
  const before = figure();
  await new Promise((done) => setTimeout(done, 500));
  return figure() === before;
}
