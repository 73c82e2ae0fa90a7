import { connect, createServer, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

export interface Balancer {
  readonly url: string;
  close(): void;
}

const checkEveryMs = 500;

/**
 * A plain TCP balancer in front of HTTP servers on loopback, as an operator has one. Takes turns
 * among those that answered their last check; with none, it drops the connection.
 */
export async function startBalancer(ports: readonly number[]): Promise<Balancer> {
  const sockets = new Set<Socket>();
  const healthy = new Set(ports);
  const over = new AbortController();
  let turn = 0;
  const server = createServer((near) => {
    const chosen = [...healthy][turn++ % Math.max(healthy.size, 1)];
    if (chosen === undefined) return void near.destroy();
    const far = connect(chosen, "127.0.0.1");
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on("error", () => undefined);
      socket.once("close", () => {
        sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.pipe(far).pipe(near);
  });
  const watch = async (port: number): Promise<void> => {
    while (!over.signal.aborted) {
      if (await answers(port)) healthy.add(port);
      else healthy.delete(port);
      await delay(checkEveryMs, undefined, { signal: over.signal }).catch(() => undefined);
    }
  };
  for (const port of ports) void watch(port);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("it has a port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    close() {
      over.abort();
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

async function answers(port: number): Promise<boolean> {
  const signal = AbortSignal.timeout(1_000);
  const answer = await fetch(`http://127.0.0.1:${port}/`, { signal }).catch(() => undefined);
  await answer?.body?.cancel().catch(() => undefined);
  return answer?.ok === true;
}
