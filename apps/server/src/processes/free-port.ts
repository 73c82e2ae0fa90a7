import { createSocket } from "node:dgram";
import { createServer } from "node:net";

export type PortKind = "tcp" | "udp";

/** Asks the system for a port: the wished one, or any free one for 0. Undefined where it is taken. */
function tryPort(kind: PortKind, port: number, address: string): Promise<number | undefined> {
  return kind === "tcp" ? tryTcp(port, address) : tryUdp(port, address);
}

function tryTcp(port: number, address: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(undefined));
    server.listen({ port, host: address, exclusive: true }, () => {
      const bound = server.address();
      const found = typeof bound === "object" && bound !== null ? bound.port : undefined;
      server.close(() => resolve(found));
    });
  });
}

function tryUdp(port: number, address: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    const socket = createSocket({ type: "udp4" });
    socket.once("error", () => {
      socket.close();
      resolve(undefined);
    });
    socket.bind({ port, address, exclusive: true }, () => {
      const found = socket.address().port;
      socket.close(() => resolve(found));
    });
  });
}

/** Whether another program listens on this TCP port there; an address that this machine has not is free. */
export function isTaken(port: number, address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code === "EADDRINUSE"));
    server.listen({ port, host: address, exclusive: true }, () => {
      server.close(() => resolve(false));
    });
  });
}

/**
 * A port that is free now: the first of the wished ones, else any. Another program can take it
 * before it is used, so whoever uses it must be ready to ask again.
 */
export async function freePort(
  kind: PortKind,
  wished: readonly (number | undefined)[],
  address = "0.0.0.0",
): Promise<number> {
  for (const port of [...wished, 0]) {
    const found = port === undefined ? undefined : await tryPort(kind, port, address);
    if (found !== undefined) return found;
  }
  throw new Error(`This system has no free ${kind.toUpperCase()} port.`);
}
