import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { type BenchOptions, type BenchResult, quantile, spreadOf } from "../measure.ts";
import { measureMoves } from "./moves.ts";
import type { ServerState } from "./server.ts";

const beacons = 1_000;
const steadyMs = 20_000;

/**
 * The cost of 1,000 live beacons: the server's growth per beacon from an empty responder
 * (`kBPerBeacon`, resident memory, 1 kB = 1,000 bytes), the share of one core that keeps them alive
 * for 20 s (`corePercent`), and how long a page on this machine waits from its offer to the first
 * ping, ten at a time (`connectMs`). Then how long someone stays in after moving to where they may
 * not be (`moveP50Ms`, `moveP95Ms`): see moves.ts.
 */
export async function run({ rounds, say }: BenchOptions): Promise<BenchResult> {
  const found = {
    kBPerBeacon: [] as number[],
    corePercent: [] as number[],
    connectMs: [] as number[],
  };
  for (let round = 0; round < rounds; round++) {
    const { kB, percent, ms } = await oneRound();
    say(
      `${kB.toFixed(1)} kB a beacon, ${percent.toFixed(1)}% of a core, open in ${ms.toFixed(1)} ms`,
    );
    found.kBPerBeacon.push(kB);
    found.corePercent.push(percent);
    found.connectMs.push(ms);
  }
  const figures: Record<string, number> = {};
  const spread: Record<string, readonly [number, number]> = {};
  for (const [key, values] of Object.entries(found)) {
    const { median, min, max } = spreadOf(values);
    figures[key] = median;
    spread[key] = [min, max];
  }
  const { times } = await measureMoves({ rounds, say });
  for (const [key, share] of [
    ["moveP50Ms", 0.5],
    ["moveP95Ms", 0.95],
  ] as const) {
    figures[key] = quantile(times, share);
    spread[key] = [times[0] ?? Number.NaN, times.at(-1) ?? Number.NaN];
  }
  return { figures, spread };
}

async function oneRound(): Promise<{ kB: number; percent: number; ms: number }> {
  const server = start("server.ts");
  const { port } = await heard<{ readonly port: number }>(server);
  const before = await stateOf(server);
  const pages = start("pages.ts", [String(port), String(beacons)]);
  try {
    const { times } = await heard<{ readonly times: readonly number[] }>(pages);
    const began = await stateOf(server);
    const since = performance.now();
    await delay(steadyMs);
    const end = await stateOf(server);
    const elapsedMs = performance.now() - since;
    if (end.live !== beacons) throw new Error(`only ${end.live} beacons are live`);
    return {
      kB: (end.rss - before.rss) / 1_000 / beacons,
      percent: (end.cpuMicroseconds - began.cpuMicroseconds) / 10 / elapsedMs,
      ms: spreadOf(times).median,
    };
  } finally {
    for (const child of [pages, server]) {
      if (!child.connected) continue;
      const gone = once(child, "exit");
      child.disconnect();
      await gone;
    }
  }
}

function start(file: string, args: readonly string[] = []): ChildProcess {
  return fork(join(import.meta.dirname, file), args, { execArgv: ["--expose-gc"] });
}

async function stateOf(server: ChildProcess): Promise<ServerState> {
  const state = heard<ServerState>(server);
  server.send({ kind: "state" });
  return state;
}

/** The next message. Rejects if the process ends first. */
async function heard<Message>(child: ChildProcess): Promise<Message> {
  const ended = new AbortController();
  const message = once(child, "message", { signal: ended.signal });
  child.once("exit", () => ended.abort(new Error("a process of the bench ended early")));
  const [answer] = await message;
  return answer as Message;
}
