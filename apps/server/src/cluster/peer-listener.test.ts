import { request as httpRequest, type IncomingMessage } from "node:http";
import { pino } from "pino";
import { expect, onTestFinished, test } from "vitest";
import { forwardTo, listenForPeers, secret } from "../../tests/peers.ts";
import { createApp } from "../http/app.ts";
import { createClientAddress, createPeerAddress, isForwarded } from "../http/client-address.ts";
import { peerHeaders } from "./peer-headers.ts";
import { PeerLine } from "./peer-line.ts";
import type { Answerer, PeerListenerParts } from "./peer-listener.ts";
import { createPeerTls, type Peer } from "./peer-tls.ts";

const addressOf = createClientAddress([]);
const client = "2001:db8::7";

interface Question {
  readonly method?: string;
  readonly path?: string;
  readonly headers: readonly string[];
  readonly body?: string;
}

/** Sends exactly these headers as an instance. */
function ask(peer: Peer, { method = "GET", path = "/", headers, body = "" }: Question) {
  const line = new PeerLine(peer, createPeerTls({ secret }));
  onTestFinished(() => line.close());
  return new Promise<{ status: number; text: string }>((done, fail) => {
    const length = body === "" ? [] : ["content-length", String(Buffer.byteLength(body))];
    const asked = httpRequest({
      method,
      path,
      headers: ["host", "meet.test", ...headers, ...length],
      createConnection: () => line.open("close"),
    });
    asked.on("error", fail).on("upgrade", fail);
    asked.on("response", async (answer) => {
      done({ status: answer.statusCode ?? 0, text: (await answer.toArray()).join("") });
    });
    asked.end(body);
  });
}

/** Answers with what the request looks like to everything behind the listener. */
const describe: PeerListenerParts["onRequest"] = (request, response) => {
  const { headers, rawHeaders, headersDistinct } = request;
  const names = [...Object.keys(headers), ...Object.keys(headersDistinct), ...rawHeaders];
  const told = names.filter((name) => name.toLowerCase().startsWith("graticule-"));
  response.end(JSON.stringify([addressOf(request), isForwarded(request), told]));
};

test("a forwarded request comes from its client's address, and nothing of the hop is left in it", async () => {
  const { peer } = await listenForPeers("one", { onRequest: describe });
  for (const address of [client, "192.0.2.9", "unknown"]) {
    const headers = peerHeaders({ client: address, meant: "one" });
    const capital = headers.map((text, at) => (at % 2 === 0 ? text.toUpperCase() : text));
    for (const told of [headers, capital])
      expect(await ask(peer, { headers: told })).toEqual({
        status: 200,
        text: JSON.stringify([address, true, []]),
      });
  }
});

const right = { client, meant: "one" };
const wrong: [string, number, string, string[]][] = [
  ["meant for another", 421, "misdirected", peerHeaders({ client, meant: "two" })],
  ["forwarded twice", 508, "looped", peerHeaders(right).with(-1, "2")],
  ["without a word of its hops", 400, "unclear", peerHeaders(right).slice(0, -2)],
  ["for no one", 400, "unclear", peerHeaders(right).toSpliced(2, 2)],
  ["from no address", 400, "unclear", peerHeaders({ ...right, client: "somewhere" })],
  ["from an address in other words", 400, "unclear", peerHeaders({ ...right, client: "::0:1" })],
  ["from two", 400, "unclear", [...peerHeaders(right), "graticule-client", "192.0.2.1"]],
  ["for two", 400, "unclear", [...peerHeaders(right), "graticule-for", "one"]],
];

test.each(wrong)("a request %s is answered %i", async (_what, status, fault, headers) => {
  let came = 0;
  const come = (): void => {
    came += 1;
  };
  const { peer, faults } = await listenForPeers("one", { onRequest: come, onUpgrade: come });
  expect(await ask(peer, { headers })).toEqual({ status, text: "" });
  const upgrade = [...headers, "connection", "upgrade", "upgrade", "websocket"];
  expect(await ask(peer, { headers: upgrade })).toEqual({ status, text: "" });
  expect(faults).toEqual([fault, fault]);
  expect(came).toBe(0);
});

test("instances answer each other's questions, and clients can't ask them", async () => {
  const { peer, faults } = await listenForPeers("one", {
    answerers: new Map<string, Answerer>([
      ["double", (body) => Number(body) * 2],
      ["nothing", () => undefined],
      ["fail", () => Promise.reject(new Error("not for others"))],
    ]),
  });
  const { forwarder, url } = await forwardTo([peer]);
  expect(await forwarder.ask(peer, "double", 21, 2_000)).toBe(42);
  expect(await forwarder.ask(peer, "nothing", {}, 2_000)).toBe(null);
  for (const name of ["fail", "unknown", "constructor", "double/x"])
    expect(await forwarder.ask(peer, name, {}, 2_000)).toBeUndefined();
  expect(await forwarder.ask({ ...peer, id: "two" }, "double", 21, 2_000)).toBeUndefined();
  expect(await forwarder.ask(peer, "double", "1".repeat(256 * 1024), 2_000)).toBeUndefined();
  expect(faults).toEqual(["unanswered", "misdirected"]);
  const headers = peerHeaders({ meant: "one" });
  expect((await ask(peer, { path: "/cluster/double", headers })).status).toBe(404);
  const broken = { method: "POST", path: "/cluster/double", headers, body: "{" };
  expect((await ask(peer, broken)).status).toBe(500);
  const asked = await fetch(`${url}/cluster/double`, { method: "POST", body: "21" });
  expect(await asked.text()).toBe("one");
});

test("a question that isn't answered in time has no answer", async () => {
  const { peer } = await listenForPeers("one", {
    answerers: new Map([["wait", () => new Promise(() => undefined)]]),
  });
  const { forwarder } = await forwardTo([]);
  expect(await forwarder.ask(peer, "wait", {}, 100)).toBeUndefined();
});

test("what a client writes into the headers of instances counts for nothing, here or there", async () => {
  const forged = {
    "Graticule-Client": "198.51.100.7",
    "graticule-for": "two",
    "graticule-hops": "7",
  };
  expect(addressOf(requestWith(forged))).toBe("203.0.113.5");
  expect(isForwarded(requestWith(forged))).toBe(false);
  const { peer } = await listenForPeers("one", { onRequest: describe });
  const { url } = await forwardTo([peer]);
  const answer = await fetch(url, { headers: forged });
  expect(await answer.json()).toEqual(["127.0.0.1", true, []]);
});

function requestWith(headers: Record<string, string>): IncomingMessage {
  const rawHeaders = Object.entries(headers).flat();
  const lower = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  return {
    socket: { remoteAddress: "203.0.113.5" },
    headers: lower,
    rawHeaders,
  } as unknown as IncomingMessage;
}

test("a request that was forwarded here goes no further", async () => {
  const last = await listenForPeers("last");
  const next = await forwardTo([last.peer]);
  const middle = await listenForPeers("middle", {
    onRequest: async (request, response) => {
      const outcome = await next.forwarder.request(last.peer, { request, response }, client);
      response.end(outcome);
    },
  });
  const entry = await forwardTo([middle.peer]);
  expect(await (await fetch(entry.url)).text()).toBe("failed");
  expect(next.faults).toEqual(["looped"]);
});

test("the app takes a forwarded request from an instance that stands among the balancers", async () => {
  const log = pino({ level: "silent" });
  const app = await createApp({
    publicUrl: "http://meet.test",
    log,
    tls: undefined,
    before: () => false,
    peerAddress: createPeerAddress([]),
    balancers: { networks: ["127.0.0.0/8"], log, count: () => undefined },
  });
  app.get("/", async ({ raw }) => addressOf(raw));
  await app.listen({ host: "127.0.0.1", port: 0 });
  onTestFinished(() => app.close());
  const { peer } = await listenForPeers("one", {
    onRequest: (...asked) => void app.server.emit("request", ...asked),
  });
  const answer = await ask(peer, { headers: peerHeaders(right) });
  expect(answer).toEqual({ status: 200, text: client });
});
