import { connect, type Socket } from "node:net";
import { upgradeRequest } from "../signalling.ts";

/** Where a load goes. */
export interface Load {
  readonly port: number;
  readonly targets: readonly string[];
  readonly from?: string;
  /** How many run concurrently. */
  readonly atOnce: number;
}

/** Makes `count` upgrades, each over its own connection, and waits for each answer. */
export async function ask(load: Load, count: number, status: string): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) {
      const socket = await answered(load, next++, status);
      await closed(socket);
    }
  };
  await Promise.all(Array.from({ length: load.atOnce }, worker));
}

/** Opens `count` connections and keeps them open. */
export async function openMany(load: Load, count: number): Promise<Socket[]> {
  const sockets: Socket[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) sockets.push(await answered(load, next++, "101"));
  };
  await Promise.all(Array.from({ length: load.atOnce }, worker));
  return sockets;
}

export async function closeAll(sockets: readonly Socket[]): Promise<void> {
  await Promise.all(sockets.map(closed));
}

function answered(load: Load, at: number, status: string): Promise<Socket> {
  const target = load.targets[at % load.targets.length] ?? "/";
  return new Promise((resolve, reject) => {
    const socket = connect({
      host: "127.0.0.1",
      port: load.port,
      noDelay: true,
      ...(load.from === undefined ? {} : { localAddress: load.from }),
    });
    socket.on("error", reject);
    socket.once("data", (chunk) => {
      const found = chunk.toString("latin1", 9, 12);
      if (found === status) resolve(socket);
      else reject(new Error(`answered ${found} instead of ${status}`));
    });
    socket.once("close", () => reject(new Error("closed without an answer")));
    socket.write(upgradeRequest(target));
  });
}

function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    if (socket.closed) return resolve();
    socket.once("close", () => resolve());
    socket.destroy();
  });
}
