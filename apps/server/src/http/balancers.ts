import type { Server } from "node:http";
import type { Socket } from "node:net";
import type { Logger } from "pino";
import {
  addressTold,
  canonical,
  compileNetworks,
  includes,
  tellAddress,
} from "./client-address.ts";
import { type HeaderFault, type HeaderRead, readProxyHeader } from "./proxy-header.ts";
import { onSecured } from "./secured.ts";

export interface BalancerParts {
  /** Addresses or prefixes of those that begin each connection with a header. */
  readonly networks: readonly string[];
  /** A connection was closed for its header. */
  readonly count: (fault: HeaderFault) => void;
  readonly log: Pick<Logger, "warn">;
  /** For tests. */
  readonly headerMs?: number;
}

/** TCP balancers send the header with the connection: this covers a lost packet. */
const usualHeaderMs = 5_000;

/**
 * TCP balancers that say by the PROXY protocol whose a connection is. From them each connection has
 * to begin with a header, or it is closed; from anyone else a header is only a malformed request.
 * @throws TypeError for a network that is neither an address nor a prefix
 */
export function createBalancers(parts: BalancerParts) {
  const listed = compileNetworks(parts.networks);
  const isListed = (socket: Socket): boolean =>
    includes(listed, canonical(socket.remoteAddress ?? ""));

  const said = new Set<HeaderFault>();
  const refused = (fault: HeaderFault): void => {
    parts.count(fault);
    if (said.has(fault)) return;
    said.add(fault);
    parts.log.warn({ fault }, "a balancer's connection was closed for its PROXY header");
  };

  /** Calls `next` once the header was read; or closes the connection. */
  const readFirst = (socket: Socket, next: () => void): void =>
    readHeader(socket, parts.headerMs ?? usualHeaderMs, (read) => {
      if (read.kind === "header") {
        if (read.source !== undefined) tellAddress(socket, read.source);
        next();
      } else {
        socket.destroy();
        if (read.kind === "fault") refused(read.fault);
      }
    });

  return {
    /**
     * Whether no client stands behind a connection: a balancer's own, such as its health check. One
     * that is gone counts too, since it could have been a balancer's.
     */
    isOwn: (socket: Socket): boolean =>
      addressTold(socket) === undefined && (socket.remoteAddress === undefined || isListed(socket)),
    /** Call it last: listeners to `connection` hear of a balancer's once its header was read. */
    watch(server: Server): void {
      onSecured(server, (plain, secure) => {
        const address = addressTold(plain);
        if (address !== undefined) tellAddress(secure, address);
      });
      const listeners = server.listeners("connection");
      server.removeAllListeners("connection").on("connection", (socket: Socket) => {
        const handOver = (): void => {
          for (const listener of listeners) listener.call(server, socket);
        };
        if (isListed(socket)) readFirst(socket, handOver);
        else handOver();
      });
    },
  };
}

/** Calls `done` once, with what follows the header put back. `more`: it ended without a word. */
function readHeader(socket: Socket, withinMs: number, done: (read: HeaderRead) => void): void {
  let bytes = Buffer.alloc(0);
  const settle = (read: HeaderRead): void => {
    clearTimeout(deadline);
    socket.off("readable", look).off("end", end).off("close", giveUp);
    done(read);
  };
  const look = (): void => {
    bytes = Buffer.concat([bytes, socket.read() ?? Buffer.alloc(0)]);
    const read = readProxyHeader(bytes);
    if (read.kind === "more") return;
    const rest = bytes.subarray(read.kind === "header" ? read.length : bytes.length);
    if (rest.length > 0) socket.unshift(rest);
    settle(read);
  };
  const end = (): void => void socket.destroy();
  const unfinished = { kind: "fault", fault: "unfinished" } as const;
  // Some balancers only look whether the port is open.
  const giveUp = (): void => settle(bytes.length === 0 ? { kind: "more" } : unfinished);
  const deadline = setTimeout(settle, withinMs, unfinished);
  socket.on("error", () => undefined);
  socket.on("readable", look).on("end", end).on("close", giveUp);
}
