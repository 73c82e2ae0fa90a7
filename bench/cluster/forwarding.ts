import { readFileSync } from "node:fs";
import type { GroundInstance } from "@graticule/server/tests/cluster-ground";
import { ask as load } from "../gate/load.ts";
import { type BenchOptions, type Ratio, spreadOf } from "../measure.ts";
import { signalTarget } from "../signalling.ts";
import { from, newRoom, type Pair, seated, tokenFor } from "./pair.ts";

const joinsARound = 60;
const upgradesARound = 400;
const atOnce = 8;

export interface ForwardingFigures {
  /** Median of a join through the instance without the room, less that through its owner. */
  readonly forwardedJoinMs: Ratio;
  /** CPU of both instances for an upgrade through the other one, over one through the owner. */
  readonly forwardCost: Ratio;
}

/** What it costs to come through the instance that doesn't own the room. */
export async function measureForwarding(
  pair: Pair,
  { rounds, say }: BenchOptions,
): Promise<ForwardingFigures> {
  const added: number[] = [];
  const costs: number[] = [];
  for (let round = -1; round < rounds; round += 1) {
    const [joinMs, cost] = [await addedJoin(pair), await costRatio(pair)];
    if (round < 0) continue;
    say(
      `a forwarded join: ${joinMs.toFixed(1)} ms more; its upgrade: ${cost.toFixed(2)} of the CPU`,
    );
    added.push(joinMs);
    costs.push(cost);
  }
  return { forwardedJoinMs: spreadOf(added), forwardCost: spreadOf(costs) };
}

async function addedJoin({ a, b }: Pair): Promise<number> {
  const room = newRoom();
  const holder = await seated(a, room, "holder");
  const times = { direct: [] as number[], forwarded: [] as number[] };
  for (let at = 0; at < joinsARound; at += 1) {
    for (const [way, through] of [
      ["direct", a],
      ["forwarded", b],
    ] as const) {
      const began = performance.now();
      const client = await seated(through, room, `${way}-${at}`);
      times[way].push(performance.now() - began);
      client.leave();
      client.close();
    }
  }
  holder.close();
  return spreadOf(times.forwarded).median - spreadOf(times.direct).median;
}

async function costRatio({ a, b }: Pair): Promise<number> {
  const room = newRoom();
  const holder = await seated(a, room, "holder");
  const targets = Array.from({ length: 64 }, (_, at) => signalTarget(tokenFor(room, `p-${at}`)));
  const cpuOf = async ({ port }: GroundInstance): Promise<number> => {
    const before = cpuTicks(a) + cpuTicks(b);
    await load({ port, targets, from: from.near, atOnce }, upgradesARound, "101");
    return cpuTicks(a) + cpuTicks(b) - before;
  };
  const [direct, forwarded] = [await cpuOf(a), await cpuOf(b)];
  holder.close();
  return forwarded / direct;
}

/** CPU time, user and system, in the kernel's ticks. */
function cpuTicks({ program }: GroundInstance): number {
  const text = readFileSync(`/proc/${program.child.pid}/stat`, "utf8");
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return Number(fields[11]) + Number(fields[12]);
}
