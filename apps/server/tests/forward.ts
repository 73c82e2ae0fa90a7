import { type AddressInfo, connect, createServer, type Socket } from "node:net";

export interface Forward {
  readonly url: string;
  /** Cuts existing connections; new ones are still forwarded. */
  cut(): void;
  /** Existing connections hear nothing any more, not even an end; new ones are forwarded. */
  hang(): void;
  close(): void;
}

/**
 * A forward to a local port with another loopback address as its source.
 * @param port where it leads, or what is asked that for each connection
 */
export async function forwardFrom(
  address: string,
  port: number | (() => number),
): Promise<Forward> {
  const sockets = new Set<Socket>();
  const hung = new Set<Socket>();
  const server = createServer((near) => {
    const to = typeof port === "number" ? port : port();
    const far = connect({ host: "127.0.0.1", port: to, localAddress: address });
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.on("error", () => undefined);
      one.on("close", () => {
        sockets.delete(one);
        if (!hung.has(one)) other.destroy();
      });
    }
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut,
    hang: () => {
      for (const socket of sockets) {
        hung.add(socket);
        socket.unpipe().pause();
      }
    },
    close: () => {
      cut();
      server.close();
    },
  };
}
