import type { Server } from "node:http";
import type { Socket } from "node:net";
import { Server as TlsServer } from "node:tls";

/**
 * Calls back with each TLS connection and the plain socket under it, which Node doesn't name. Until
 * then they are known by both ends' addresses and ports, of which no two open connections have the
 * same.
 */
export function onSecured(server: Server, pair: (plain: Socket, secure: Socket) => void): void {
  if (!(server instanceof TlsServer)) return;
  const waiting = new Map<string, Socket>();
  server.on("connection", (plain: Socket) => {
    const ends = endsOf(plain);
    if (ends === undefined) return;
    waiting.set(ends, plain);
    plain.once("close", () => waiting.get(ends) === plain && waiting.delete(ends));
  });
  server.on("secureConnection", (secure: Socket) => {
    const ends = endsOf(secure);
    const plain = ends === undefined ? undefined : waiting.get(ends);
    if (ends === undefined || plain === undefined) return;
    waiting.delete(ends);
    pair(plain, secure);
  });
}

/** Undefined: the connection has gone already. */
function endsOf(socket: Socket): string | undefined {
  const { remoteAddress, remotePort, localAddress, localPort } = socket;
  if (remoteAddress === undefined) return undefined;
  return `${remoteAddress} ${remotePort} ${localAddress} ${localPort}`;
}
