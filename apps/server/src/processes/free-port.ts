import { createSocket } from "node:dgram";
import { type AddressInfo, createServer } from "node:net";

export type PortKind = "tcp" | "udp";

/** Binds a port for a moment, any free one for 0. Answers it, or why it can't be bound. */
function tryPort(kind: PortKind, port: number, address: string): Promise<number | Error> {
  return new Promise((resolve) => {
    if (kind === "tcp") {
      const server = createServer();
      server.once("error", resolve);
      server.listen({ port, host: address, exclusive: true }, () => {
        const { port: found } = server.address() as AddressInfo;
        server.close(() => resolve(found));
      });
    } else {
      const socket = createSocket({ type: "udp4" });
      socket.once("error", (error) => socket.close(() => resolve(error)));
      socket.bind({ port, address, exclusive: true }, () => {
        const found = socket.address().port;
        socket.close(() => resolve(found));
      });
    }
  });
}

/** Whether another program listens on this TCP port; an address that this machine lacks is free. */
export async function isTaken(port: number, address: string): Promise<boolean> {
  const found = await tryPort("tcp", port, address);
  return found instanceof Error && "code" in found && found.code === "EADDRINUSE";
}

/**
 * A port that is free now: the first of the wished ones, else any. Another program can take it
 * before it is used, so the caller must be ready to ask again.
 */
export async function freePort(
  kind: PortKind,
  wished: readonly (number | undefined)[],
  address = "0.0.0.0",
): Promise<number> {
  for (const port of [...wished, 0]) {
    const found = port === undefined ? undefined : await tryPort(kind, port, address);
    if (typeof found === "number") return found;
  }
  throw new Error(`This system has no free ${kind.toUpperCase()} port.`);
}
