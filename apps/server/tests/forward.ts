import { type AddressInfo, connect, createServer, type Socket } from "node:net";

export interface Forward {
  readonly url: string;
  /** Cuts what is connected; new connections go on being forwarded. */
  cut(): void;
  close(): void;
}

/** A way to a local port that shows another loopback address as its source. */
export async function forwardFrom(address: string, port: number): Promise<Forward> {
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect({ host: "127.0.0.1", port, localAddress: address });
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.on("error", () => undefined);
      one.on("close", () => {
        sockets.delete(one);
        other.destroy();
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
    close: () => {
      cut();
      server.close();
    },
  };
}
