import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { type BenchOptions, type BenchResult, type Ratio, spreadOf } from "../measure.ts";
import type { Blocks, OrdersCost, Ready, Report, ServiceSize, Task } from "./messages.ts";

const small: ServiceSize = { seatsHere: 10_000, seatsInAll: 10_000 };
const large: ServiceSize = { seatsHere: 100_000, seatsInAll: 1_000_000 };
const ordersARound = 25;

/**
 * One instance without media, of the shipped rooms, judge, sweep and reconciler, in a process of its
 * own with a database of its own:
 * `orderCost1MBy10k`: CPU (the process's and its database's) of an order that concerns one meeting, in
 * a service of a million live seats, 100,000 of them here, over the same in a service of 10,000.
 * `seatBytes`: memory of a live seat with its page, without sockets.
 * `tickMs100k`: the longest block of the event loop by our own work at 100,000 seats, in the thread's
 * CPU time, so that a busy machine doesn't count.
 */
export async function simulate({ rounds, say }: BenchOptions): Promise<BenchResult> {
  const [few, many] = [await Instance.start(small), await Instance.start(large)];
  const ratios: number[] = [];
  const ticks: number[] = [];
  try {
    for (const one of [few, many]) await one.orders();
    for (let round = 0; round < rounds; round++) {
      const costs = await inTurns(few, many, round);
      const ratio = costOf(costs.many) / costOf(costs.few);
      ratios.push(ratio);
      say(
        `an order: ${described(costs.few)} of 10,000 seats, ${described(costs.many)} of 1,000,000`,
      );
      const { byActivity } = await many.blocks();
      ticks.push(Math.max(...Object.values(byActivity)));
      const longest = Object.entries(byActivity).sort(([, one], [, other]) => other - one);
      say(
        `longest blocks, ms: ${longest.map(([name, ms]) => `${name} ${ms.toFixed(1)}`).join(", ")}`,
      );
    }
  } finally {
    await Promise.all([few.stop(), many.stop()]);
  }
  const spreads: Readonly<Record<string, Ratio>> = {
    orderCost1MBy10k: spreadOf(ratios),
    seatBytes: spreadOf([few.ready.seatBytes, many.ready.seatBytes]),
    tickMs100k: spreadOf(ticks),
  };
  const all = Object.entries(spreads);
  return {
    figures: Object.fromEntries(all.map(([key, { median }]) => [key, median])),
    spread: Object.fromEntries(all.map(([key, { min, max }]) => [key, [min, max] as const])),
  };
}

async function inTurns(
  few: Instance,
  many: Instance,
  round: number,
): Promise<{ readonly few: OrdersCost; readonly many: OrdersCost }> {
  if (round % 2 === 0) {
    const first = await few.orders();
    return { few: first, many: await many.orders() };
  }
  const first = await many.orders();
  return { few: await few.orders(), many: first };
}

const costOf = ({ ownMs, databaseMs }: OrdersCost): number => ownMs + databaseMs;

function described({ ownMs, databaseMs, removed }: OrdersCost): string {
  return `${ownMs.toFixed(2)} + ${databaseMs.toFixed(2)} ms (${removed} removed)`;
}

/** One simulated instance in a process of its own. */
class Instance {
  readonly ready: Ready;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, ready: Ready) {
    this.#child = child;
    this.ready = ready;
  }

  static async start(size: ServiceSize): Promise<Instance> {
    const child = fork(new URL("./child.ts", import.meta.url), [JSON.stringify(size)], {
      execArgv: ["--expose-gc"],
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    return new Instance(child, await reportOf<Ready>(child));
  }

  orders(): Promise<OrdersCost> {
    return this.#ask({ kind: "orders", count: ordersARound });
  }

  blocks(): Promise<Blocks> {
    return this.#ask({ kind: "blocks" });
  }

  async stop(): Promise<void> {
    if (!this.#child.connected) return;
    const ended = once(this.#child, "exit");
    this.#child.disconnect();
    await ended;
  }

  #ask<Answer extends Report>(task: Task): Promise<Answer> {
    const answer = reportOf<Answer>(this.#child);
    this.#child.send(task);
    return answer;
  }
}

/** @throws (rejects) if the process ends without an answer */
async function reportOf<Answer extends Report>(child: ChildProcess): Promise<Answer> {
  const ended = new AbortController();
  const stop = (): void => ended.abort();
  child.once("exit", stop);
  const [report] = await once(child, "message", { signal: ended.signal });
  child.off("exit", stop);
  return report as Answer;
}
