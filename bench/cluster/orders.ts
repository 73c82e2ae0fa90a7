import { readdirSync, readFileSync } from "node:fs";
import { committed, publishedByHand } from "@graticule/server/tests/by-hand";
import { approve, type Proposed, propose } from "@graticule/server/tests/orders";
import { cpuSeconds } from "../measure.ts";
import type { OrdersCost } from "./messages.ts";
import type { Simulated } from "./simulated.ts";

const ticksPerSecond = 100;
/** Rooms that have an order already. */
let used = 0;

/** The cost of an order from its approval until everyone whom it concerns is out. */
export async function costOfOrders(service: Simulated, count: number): Promise<OrdersCost> {
  const { database, rooms, removed, enforcement } = service;
  const concerned = rooms.slice(-(used + count), used === 0 ? undefined : -used);
  used += count;
  const proposed: { readonly room: string; readonly order: Proposed }[] = [];
  for (const room of concerned) {
    const order = await committed(database, (client) => propose(client, room, ["US"]));
    proposed.push({ room, order });
  }
  const pid = database.postgres.child.identity.pid;
  const before = removed.count;
  const during = await usedDuring(pid, async () => {
    for (const { room, order } of proposed) {
      const known = knownOf(service, room);
      await committed(database, async (client) => {
        await approve(client, order);
        await publishedByHand(client, "order-approved", order.order);
      });
      await known;
      await enforcement.settled();
    }
  });
  return {
    kind: "orders",
    ownMs: during.ownMs / count,
    databaseMs: during.databaseMs / count,
    removed: removed.count - before,
  };
}

/** Resolves when decisions know a change of this room. */
function knownOf({ directory }: Simulated, room: string): Promise<void> {
  return new Promise((resolve) => {
    const stop = directory.onChange((rooms) => {
      if (!rooms.includes(room)) return;
      stop();
      resolve();
    });
  });
}

async function usedDuring(postgres: number, work: () => Promise<unknown>) {
  const [own, database] = [process.cpuUsage(), databaseCpu(postgres)];
  await work();
  return {
    ownMs: cpuSeconds(own) * 1_000,
    databaseMs: databaseCpu(postgres) - database,
  };
}

/** CPU of the database's processes so far, those that have ended included, in milliseconds. */
function databaseCpu(postgres: number): number {
  const ticks = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => ticksOf(pid, postgres))
    .reduce((sum, one) => sum + one, 0);
  return (ticks * 1_000) / ticksPerSecond;
}

function ticksOf(pid: string, postgres: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    const fields = stat
      .slice(stat.lastIndexOf(")") + 2)
      .split(" ")
      .map(Number);
    const [parent, own, ended] = [fields[1], fields.slice(11, 13), fields.slice(13, 15)];
    if (Number(pid) === postgres) return sumOf([...own, ...ended]);
    return parent === postgres ? sumOf(own) : 0;
  } catch {
    return 0;
  }
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0);
