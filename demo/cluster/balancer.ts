import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** A plain TCP balancer: passes bytes on, after a line with the client's address. */
export interface Balancer {
  readonly port: number;
  /** How many connections each port has now. */
  connections(): ReadonlyMap<number, number>;
  close(): void;
}

/**
 * Sends connections to these ports in turn, skipping any that refuses (PROXY protocol, version 1).
 * @param ports the ports that are up; called for each connection
 * @param at the balancer's own address; port 0: any free one. The ports are on the same host.
 */
export async function startBalancer(
  ports: () => readonly number[],
  { host = "127.0.0.1", port = 0 }: { readonly host?: string; readonly port?: number } = {},
): Promise<Balancer> {
  const open = new Map<Socket, number>();
  let turn = 0;
  const server = createServer((near) => {
    near.on("error", () => near.destroy());
    const wished = ports();
    turn += 1;
    const order = wished.map((_, index) => wished[(index + turn) % wished.length] ?? 0);
    lead(near, order);
  });

  /** Connects to the first port that accepts. */
  function lead(near: Socket, [target, ...others]: readonly number[]): void {
    if (target === undefined) {
      near.destroy();
      return;
    }
    const far = connect(target, host);
    far.once("error", () => (far.pending ? lead(near, others) : near.destroy()));
    far.once("connect", () => {
      const client = (near.remoteAddress ?? host).replace("::ffff:", "");
      far.write(`PROXY TCP4 ${client} ${host} ${near.remotePort ?? 0} ${target}\r\n`);
      far.on("error", () => far.destroy());
      open.set(near, target);
      near.pipe(far).pipe(near);
      near.once("close", () => {
        open.delete(near);
        far.destroy();
      });
      far.once("close", () => near.destroy());
    });
  }

  server.listen(port, host);
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    connections() {
      const counts = new Map<number, number>();
      for (const target of open.values()) counts.set(target, (counts.get(target) ?? 0) + 1);
      return counts;
    },
    close() {
      server.close();
      for (const socket of open.keys()) socket.destroy();
    },
  };
}
