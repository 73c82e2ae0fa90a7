import type { AddressInfo } from "node:net";
import { connect, createServer, type Socket } from "node:net";

/** A way to the service that shows another loopback address as its source. */
export interface Forwarder {
  /** `127.0.0.1:port`, to be used in the place of the service's own host and port. */
  readonly host: string;
  close(): Promise<void>;
}

/** Forwards TCP connections to the service from `sourceAddress` (an address of 127.0.0.0/8). */
export async function openForwarder(
  sourceAddress: string,
  service: { host: string; port: number },
): Promise<Forwarder> {
  const sockets = new Set<Socket>();
  const track = (socket: Socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    return socket;
  };
  const server = createServer((near) => {
    const far = connect({ ...service, localAddress: sourceAddress });
    track(near).pipe(track(far)).pipe(near);
    near.on("error", () => far.destroy());
    far.on("error", () => near.destroy());
    near.on("close", () => far.destroy());
    far.on("close", () => near.destroy());
  });
  await new Promise<void>((done, failed) => {
    server.once("error", failed);
    server.listen(0, "127.0.0.1", done);
  });
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
