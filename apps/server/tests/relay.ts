import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import {
  connect,
  createServer,
  type ListenOptions,
  type NetConnectOpts,
  type Socket,
} from "node:net";

/** What became of bytes that were held back: they arrive now, or never do. */
export type Mending = "late" | "lost";

/** Passes connections on, and can stop doing so without a word, as a network does. */
export interface Relay {
  /**
   * From now on, nothing passes: bytes wait, and new connections are accepted and go nowhere.
   * @param which by the near end; by default all connections
   */
  cut(which?: (near: Socket) => boolean): void;
  mend(how?: Mending): void;
  /** Nothing listens here any more. */
  close(): void;
}

interface Pair {
  readonly near: Socket;
  readonly far: Socket;
  isHeld: boolean;
}

/** @returns the relay, once it listens */
export async function openRelay(at: ListenOptions, to: NetConnectOpts): Promise<Relay> {
  const pairs = new Set<Pair>();
  let isCut: (near: Socket) => boolean = () => false;
  const pass = (pair: Pair): void => {
    pair.isHeld = false;
    pair.near.pipe(pair.far).pipe(pair.near);
  };
  const hold = (pair: Pair): void => {
    pair.isHeld = true;
    for (const socket of [pair.near, pair.far]) socket.unpipe().pause();
  };
  const end = ({ near, far }: Pair): void => {
    near.destroy();
    far.destroy();
  };
  const server = createServer((near) => {
    const pair = { near, far: connect(to), isHeld: false };
    pairs.add(pair);
    for (const socket of [near, pair.far]) {
      socket.on("error", () => undefined);
      socket.once("close", () => {
        pairs.delete(pair);
        end(pair);
      });
    }
    if (isCut(near)) hold(pair);
    else pass(pair);
  });
  await new Promise<void>((done) => server.listen(at, done));
  return {
    cut(which = () => true) {
      isCut = which;
      for (const pair of pairs) if (!pair.isHeld && which(pair.near)) hold(pair);
    },
    mend(how = "lost") {
      isCut = () => false;
      for (const pair of pairs) {
        if (!pair.isHeld) continue;
        if (how === "late") pass(pair);
        else end(pair);
      }
    },
    close() {
      server.close();
      for (const pair of pairs) end(pair);
    },
  };
}

/** Whether this process of this machine holds the other end of a connection over IPv4. */
export function isFrom(pid: number, { remotePort }: Socket): boolean {
  if (remotePort === undefined) return false;
  const port = remotePort.toString(16).toUpperCase().padStart(4, "0");
  const lines = readFileSync("/proc/net/tcp", "latin1").split("\n");
  const inodes = lines
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local]) => local?.endsWith(`:${port}`))
    .map((fields) => `socket:[${fields[9]}]`);
  const held = (fd: string): boolean => {
    try {
      return inodes.includes(readlinkSync(`/proc/${pid}/fd/${fd}`));
    } catch {
      return false;
    }
  };
  return readdirSync(`/proc/${pid}/fd`).some(held);
}
