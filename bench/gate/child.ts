import { createServer as createHttpServer } from "node:http";
import { type AddressInfo, createServer, type Server } from "node:net";
import httpProxy from "@fastify/http-proxy";
import fastify from "fastify";
import { createProxyServer } from "http-proxy-3";
import { denyThere, startBenchGate } from "../gate-parts.ts";

/**
 * One contender in its own process: `child.ts ROLE UPSTREAM_PORT`. Sends its port when it listens;
 * answers `gc` after a full collection.
 */
const [, , role, upstreamText] = process.argv;
const upstream = `http://127.0.0.1:${upstreamText}`;

/** The room whose rule refuses the bench's refused clients. */
const refusingRoom = "refusing";

const accepted =
  "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
  "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";

/** Accepts every upgrade and then keeps quiet: as cheap as an upstream can be. */
async function startStub(): Promise<number> {
  const server = createServer((socket) => {
    socket.on("error", () => socket.destroy());
    socket.once("data", () => socket.write(accepted));
  });
  return listening(server);
}

async function startHttpProxy3(): Promise<number> {
  const proxy = createProxyServer({ target: upstream, ws: true });
  proxy.on("error", () => undefined);
  const server = createHttpServer((request, response) => proxy.web(request, response));
  server.on("upgrade", (request, socket, head) => proxy.ws(request, socket, head));
  return listening(server);
}

async function startFastifyProxy(): Promise<number> {
  const app = fastify({ forceCloseConnections: true });
  await app.register(httpProxy, { upstream, websocket: true });
  await app.listen({ host: "127.0.0.1", port: 0 });
  return (app.server.address() as AddressInfo).port;
}

async function startGate(): Promise<number> {
  const { port, directory } = await startBenchGate(upstream, {
    id: "engine-key",
    secret: "engine-secret-engine-secret-engine-secret",
  });
  directory.set([refusingRoom], [denyThere]);
  return port;
}

async function listening(server: Server): Promise<number> {
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", 4096, done));
  return (server.address() as AddressInfo).port;
}

const roles: Readonly<Record<string, () => Promise<number>>> = {
  stub: startStub,
  gate: startGate,
  "http-proxy-3": startHttpProxy3,
  "fastify-proxy": startFastifyProxy,
};

const start = roles[role ?? ""];
if (start === undefined) throw new Error(`unknown role: ${role}`);
const port = await start();
process.on("message", () => {
  // Memory outside the heap that the first releases is free after the second.
  globalThis.gc?.();
  setTimeout(() => {
    globalThis.gc?.();
    process.send?.({ kind: "collected" });
  }, 100);
});
process.on("disconnect", () => process.exit(0));
process.send?.({ kind: "listening", port });
