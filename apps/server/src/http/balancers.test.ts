import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { pino } from "pino";
import { expect, onTestFinished, test } from "vitest";
import { localBlock, proxyBlock, proxyLine } from "../../tests/proxy-headers.ts";
import { selfSigned } from "../../tests/self-signed.ts";
import { type AppParts, createApp } from "./app.ts";
import { createBalancers } from "./balancers.ts";
import { createClientAddress, createPeerAddress } from "./client-address.ts";

const log = pino({ level: "silent" });

/** What the balancer sends for a client that has this port. */
type HeaderFor = (clientPort: number) => Buffer;

/** `/` answers with the client's address. Connections to `port` come through a balancer. */
async function listen(headerFor: HeaderFor, parts: Partial<AppParts> = {}) {
  const balancers = { networks: ["127.0.95.0/24"], log, count: () => undefined };
  const peerAddress = createPeerAddress([]);
  const usual = { publicUrl: "http://meet.test", log, tls: undefined, before: () => false };
  const app = await createApp({ ...usual, peerAddress, balancers, ...parts });
  const clientAddress = createClientAddress([]);
  app.get("/", async ({ raw }) => clientAddress(raw));
  for (const path of ["/healthz", "/livez", "/readyz"]) app.get(path, async () => "well");
  await app.listen({ host: "127.0.0.1", port: 0 });
  onTestFinished(() => app.close());
  const direct = (app.server.address() as AddressInfo).port;
  return { app, direct, port: await balance(direct, headerFor) };
}

/** A TCP balancer that sends a header and what its client says first in one piece. */
async function balance(to: number, headerFor: HeaderFor): Promise<number> {
  const server = createServer((near) => {
    const far = connect({ host: "127.0.0.1", port: to, localAddress: "127.0.95.1" });
    for (const socket of [near, far]) socket.on("error", () => undefined);
    far.on("close", () => near.destroy());
    near.on("close", () => far.destroy());
    near.once("data", (first) => {
      far.write(Buffer.concat([headerFor(near.remotePort ?? 0), first]));
      near.pipe(far);
    });
    far.pipe(near);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

function secured(port: number): Promise<Socket> {
  return new Promise((done) => {
    const socket = connectTls({ host: "127.0.0.1", port, rejectUnauthorized: false }, () =>
      done(socket),
    );
  });
}

/** Sends this; resolves with all that came until the other side closed the connection. */
function talk(socket: Socket, sent: string): Promise<string> {
  onTestFinished(() => void socket.destroy());
  let text = "";
  socket.setEncoding("latin1").on("data", (chunk) => {
    text += chunk;
  });
  socket.on("error", () => undefined).write(sent);
  return new Promise((done) => socket.on("close", () => done(text)));
}

const get = (path: string, ...headers: string[]) =>
  `${[`GET ${path} HTTP/1.1`, "Host: meet.test", ...headers].join("\r\n")}\r\n\r\n`;
const once = (path: string) => get(path, "Connection: close");

test("the header comes before TLS, and tells the address of what is asked inside (attack 60)", async () => {
  const addressOf = (port: number) => `203.0.${port >> 8}.${port & 255}`;
  for (const header of [proxyLine, proxyBlock]) {
    const { port } = await listen((from) => header(addressOf(from)), { tls: selfSigned() });
    const clients = await Promise.all(Array.from({ length: 8 }, () => secured(port)));
    const asked = clients.map(
      (client) => [client.localPort ?? 0, talk(client, once("/"))] as const,
    );
    for (const [from, answer] of asked)
      expect(await answer).toContain(`\r\n\r\n${addressOf(from)}`);
  }
});

test("in TLS, too, a balancer's own connection may ask for the service's health only (attack 60)", async () => {
  const { port } = await listen(() => localBlock, { tls: selfSigned() });
  const ask = async (path: string) => talk(await secured(port), once(path));
  for (const path of ["/healthz", "/livez", "/readyz"]) {
    expect(await ask(path)).toMatch(/^HTTP\/1.1 200 /);
  }
  expect(await ask("/")).toMatch(/^HTTP\/1.1 400 /);
});

const fromOne = () => proxyLine("203.0.113.7");

test("after the header, deadlines for a request and for an idle connection hold as ever", async () => {
  const { app, port } = await listen(fromOne);
  app.server.headersTimeout = 200;
  app.server.keepAliveTimeout = 200;
  const slow = "GET / HTTP/1.1\r\nHost: meet.test\r\nX-Slow: ";
  expect(await talk(connect(port, "127.0.0.1"), slow)).toMatch(/^HTTP\/1.1 408 /);
  expect(await talk(connect(port, "127.0.0.1"), get("/"))).toMatch(/\r\n203\.0\.113\.7$/);
  app.server.headersTimeout = 60_000;
  app.server.setTimeout(200);
  expect(await talk(connect(port, "127.0.0.1"), slow)).toBe("");
});

test("connections are bounded by the networks that the balancer tells (attack 13)", async () => {
  const socketBounds = { asking: 1, answered: 1, idle: 1 };
  const { direct, port } = await listen(fromOne, { socketBounds });
  const elsewhere = await balance(direct, () => proxyLine("192.0.2.7"));
  const clients = [port, elsewhere, port].map((to) => connect(to, "127.0.0.1"));
  const [first, other, second] = clients as [Socket, Socket, Socket];
  const closed = new Promise((done) => first.on("close", done));
  const ask = (socket: Socket) =>
    new Promise<string>((done) => {
      socket.once("data", (answer) => done(String(answer))).write(get("/"));
    });
  expect(await ask(first)).toContain("203.0.113.7");
  expect(await ask(other)).toContain("192.0.2.7");
  expect(await ask(first)).toContain("203.0.113.7");
  expect(await ask(second)).toContain("203.0.113.7");
  await closed;
  expect(await ask(other)).toContain("192.0.2.7");
  for (const socket of clients) socket.destroy();
});

test("a connection of which no one is known any more isn't taken for a client's (attack 60)", () => {
  const { isOwn } = createBalancers({ networks: ["127.0.95.0/24"], log, count: () => undefined });
  const of = (remoteAddress?: string) => isOwn({ remoteAddress } as Socket);
  expect([of(), of("127.0.95.1"), of("::ffff:127.0.95.1"), of("127.0.94.1")]).toEqual([
    true,
    true,
    true,
    false,
  ]);
});

test("a header that comes late, or not at all, ends the connection (attack 60)", async () => {
  const faults: string[] = [];
  const count = (fault: string): void => void faults.push(fault);
  const balancers = { networks: ["127.0.95.0/24"], log, count, headerMs: 100 };
  const { direct, port } = await listen(() => fromOne().subarray(0, 20), { balancers });
  expect(await talk(connect(port, "127.0.0.1"), "1")).toBe("");
  const silent = { host: "127.0.0.1", port: direct, localAddress: "127.0.95.1" };
  expect(await talk(connect(silent), "")).toBe("");
  expect(faults).toEqual(["unfinished", "unfinished"]);
});
