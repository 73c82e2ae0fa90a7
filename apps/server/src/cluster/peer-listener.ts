import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createSecureServer, type IncomingHttpHeaders, type ServerHttp2Stream } from "node:http2";
import type { AddressInfo, Socket } from "node:net";
import type { Duplex } from "node:stream";
import { canonical, tellRequestAddress } from "../http/client-address.ts";
import { takePeerHeaders } from "./peer-headers.ts";
import { lineOptions, lineWindow, unbatched } from "./peer-line.ts";
import type { PeerTls } from "./peer-tls.ts";
import { questionLimit, readWhole } from "./read-whole.ts";

/**
 * Why a connection or request was refused. `handshake`: it isn't from an instance. `misdirected`:
 * it is for another instance. `looped`: it was forwarded twice. `unclear`: its headers aren't as
 * instances write them. `unanswered`: a question that couldn't be answered.
 */
export type PeerFault = "handshake" | "misdirected" | "looped" | "unclear" | "unanswered";

/** Answers one kind of question. Checks the shape of `body` and throws if it's wrong. */
export type Answerer = (body: unknown) => unknown;

export interface PeerListenerParts {
  /** This instance's current id. */
  readonly id: () => string;
  readonly tls: Pick<PeerTls, "serverOptions">;
  /** Handles a forwarded request. Its address is that of the person who sent it. */
  readonly onRequest: (request: IncomingMessage, response: ServerResponse) => void;
  readonly onUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** By the name after `/cluster/` in the path. */
  readonly answerers: ReadonlyMap<string, Answerer>;
  readonly count: (fault: PeerFault) => void;
}

export interface PeerListener {
  /** Port 0: any free one. Resolves to the port. */
  listen(port: number, host: string): Promise<number>;
  /** Ends all connections. */
  close(): Promise<void>;
}

const refusals = {
  misdirected: "421 Misdirected Request",
  looped: "508 Loop Detected",
  unclear: "400 Bad Request",
} as const;
type Refusal = keyof typeof refusals;

type Arrival = "question" | "forwarded" | Refusal;

/**
 * The port to which only instances can connect: see `PeerLine`. A forwarded request is handled as if its client had
 * connected here, with the address that the other instance reports. `POST /cluster/<name>` is a
 * question between instances; no public listener has these paths.
 */
export function createPeerListener(parts: PeerListenerParts): PeerListener {
  const sockets = new Set<Socket>();
  const arrivalOf = (request: IncomingMessage): Arrival => {
    const word = takePeerHeaders(request);
    if (typeof word === "string") return word;
    if (word.meant !== parts.id()) return "misdirected";
    if (word.client === undefined) return "question";
    if (canonical(word.client) !== word.client) return "unclear";
    tellRequestAddress(request, word.client);
    return "forwarded";
  };
  const options = {
    // The public listener's 72 kB, and 1 kB for the headers between instances.
    maxHeaderSize: 73 * 1024,
    keepAliveTimeout: 65_000,
    requireHostHeader: false,
    shouldUpgradeCallback: ({ headers }: IncomingMessage) =>
      headers.upgrade?.toLowerCase() === "websocket",
  };
  const tunnelled = createServer(options, (request, response) => {
    const arrival = arrivalOf(request);
    if (arrival === "forwarded") parts.onRequest(request, response);
    else if (arrival === "question") void answer(parts, request, response);
    else {
      parts.count(arrival);
      endWith(response, Number.parseInt(refusals[arrival], 10));
    }
  });
  tunnelled.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on("error", () => socket.destroy());
    const arrival = arrivalOf(request);
    if (arrival === "forwarded") return parts.onUpgrade(request, socket, head);
    const refusal = arrival === "question" ? "unclear" : arrival;
    parts.count(refusal);
    socket.end(`HTTP/1.1 ${refusals[refusal]}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`);
  });
  const server = createSecureServer({ ...parts.tls.serverOptions, ...lineOptions });
  server.on("tlsClientError", () => parts.count("handshake"));
  server.on("session", (session) => {
    session.on("error", () => session.destroy()).setLocalWindowSize(lineWindow);
  });
  server.on("stream", (tunnel: ServerHttp2Stream, headers: IncomingHttpHeaders) => {
    if (tunnel.closed || tunnel.destroyed) return;
    tunnel.on("error", () => tunnel.destroy());
    if (headers[":method"] !== "CONNECT") {
      parts.count("unclear");
      return tunnel.respond({ ":status": 405 }, { endStream: true });
    }
    tunnel.respond({ ":status": 200 });
    tunnelled.emit("connection", unbatched(tunnel) as unknown as Socket);
  });
  // Including those still in their handshake.
  server.on("connection", (socket: Socket) => {
    sockets.add(socket.setNoDelay(true).setKeepAlive(true, 5_000));
    socket.once("close", () => sockets.delete(socket));
  });
  return {
    listen: (port, host) =>
      new Promise((done, fail) => {
        server.once("error", fail).listen(port, host, () => {
          server.off("error", fail);
          done((server.address() as AddressInfo).port);
        });
      }),
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

async function answer(
  { answerers, count }: PeerListenerParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const name = /^\/cluster\/([a-z-]+)$/.exec(request.url ?? "")?.[1] ?? "";
  const answerer = answerers.get(name);
  if (request.method !== "POST" || answerer === undefined) return endWith(response, 404);
  const whole = await readWhole(request, questionLimit);
  if (whole === "gone") return;
  if (whole === "too-large") return endWith(response, 413);
  try {
    const text = JSON.stringify((await answerer(JSON.parse(whole.toString()))) ?? null);
    const headers = {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(text),
    };
    response.writeHead(200, headers).end(text);
  } catch {
    count("unanswered");
    endWith(response, 500);
  }
}

function endWith(response: ServerResponse, status: number): void {
  response.writeHead(status, { "content-length": 0 }).end();
}
