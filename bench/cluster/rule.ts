import { setTimeout as delay } from "node:timers/promises";
import type { GroundInstance } from "@graticule/server/tests/cluster-ground";
import type { RawClient } from "@graticule/server/tests/raw-client";
import { type BenchOptions, type Ratio, spreadOf } from "../measure.ts";
import { ask, from, newRoom, type Pair, seated } from "./pair.ts";

const affected = 25;
const others = 25;
/** The engine does some things only after it has welcomed someone. */
const settleMs = 1_000;
const rule = { deny: [{ kind: "place", code: "CN" }] };

/**
 * From a rule set at one instance until the last person it names is out: people who came through
 * the other instance, over people who came through the same one. The room's owner is in turn the
 * one and the other.
 */
export async function measureNotice({ a, b }: Pair, { rounds, say }: BenchOptions): Promise<Ratio> {
  const ratios: number[] = [];
  for (let round = -1; round < rounds; round += 1) {
    const local = await lastOut(a, a);
    for (const [at, through, owner] of [
      [a, b, a],
      [a, b, b],
    ] as const) {
      const across = await lastOut(at, through, owner);
      say(
        `last of ${affected} out: ${across.toFixed(0)} ms, on one instance ${local.toFixed(0)} ms`,
      );
      if (round >= 0) ratios.push(across / local);
    }
  }
  return spreadOf(ratios);
}

async function lastOut(
  at: GroundInstance,
  through: GroundInstance,
  owner: GroundInstance = at,
): Promise<number> {
  const room = newRoom();
  const holder = await seated(owner, room, "holder");
  const come = async (count: number, address: string, name: string): Promise<RawClient[]> => {
    const clients: RawClient[] = [];
    while (clients.length < count) {
      clients.push(await seated(through, room, `${name}-${clients.length}`, address));
    }
    return clients;
  };
  const [named, bystanders] = [
    await come(affected, from.far, "named"),
    await come(others, from.near, "other"),
  ];
  await delay(settleMs);
  const began = performance.now();
  const out = Promise.all(named.map(({ closed }) => closed));
  await ask(at, "PUT", `/api/rooms/${room}/rule`, rule);
  await out;
  const lastMs = performance.now() - began;
  const cut = bystanders.filter(({ socket }) => socket.destroyed).length;
  if (cut > 0) throw new Error(`${cut} bystanders were cut`);
  for (const client of [holder, ...bystanders]) client.close();
  return lastMs;
}
