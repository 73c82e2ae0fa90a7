import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { type BenchOptions, type BenchResult, type Ratio, spreadOf } from "../measure.ts";
import type { Blocks, OrdersCost, Ready, Report, ServiceSize, Task } from "./messages.ts";
import { seatsARoom } from "./stored-service.ts";

const small = { seatsHere: 10_000, seatsInAll: 10_000 };
const large = { seatsHere: 100_000, seatsInAll: 1_000_000 };
const ordersAtMost = 15;

/**
 * One instance without media, of the shipped rooms, judge, sweep and reconciler, in a process of its
 * own with a database of its own:
 * `orderCost1MBy10k`: CPU (the process's and its database's) of an order that concerns one meeting, in
 * a service of a million live seats, 100,000 of them here, over the same in a service of 10,000;
 * without what happens all the time, like beats.
 * `seatBytes`: memory of a live seat with its page, without sockets.
 * `tickMs100k`: the longest block of the event loop by our own work at 100,000 seats, in the thread's
 * CPU time, so that a busy machine doesn't count.
 */
export async function simulate({ rounds, say }: BenchOptions): Promise<BenchResult> {
  // Each order has a room of its own, in the smaller service too.
  const count = Math.min(ordersAtMost, Math.floor(small.seatsHere / seatsARoom / (rounds + 1)));
  const ratios: number[] = [];
  const ticks: number[] = [];
  const [few, many] = [
    await Instance.start({ ...small, doesByItself: "nothing" }),
    await Instance.start({ ...large, doesByItself: "nothing" }),
  ];
  try {
    for (const one of [few, many]) await one.orders(count);
    for (let round = 0; round < rounds; round++) {
      const costs = await inTurns({ few, many }, count, round % 2 === 0);
      ratios.push(costOf(costs.many) / costOf(costs.few));
      say(`an order of 10,000 seats: ${told(costs.few)}; of 1,000,000: ${told(costs.many)}`);
    }
  } finally {
    await Promise.all([few.stop(), many.stop()]);
  }
  const busy = await Instance.start({ ...large, doesByItself: "all" });
  try {
    for (let round = 0; round < rounds; round++) {
      const { byActivity } = await busy.blocks();
      ticks.push(Math.max(...Object.values(byActivity)));
      const longest = Object.entries(byActivity).sort(([, one], [, other]) => other - one);
      say(`longest blocks, ms: ${longest.map(([of, ms]) => `${of} ${ms.toFixed(1)}`).join(", ")}`);
    }
  } finally {
    await busy.stop();
  }
  const spreads: Readonly<Record<string, Ratio>> = {
    orderCost1MBy10k: spreadOf(ratios),
    seatBytes: spreadOf([few, many, busy].map(({ ready }) => ready.seatBytes)),
    tickMs100k: spreadOf(ticks),
  };
  const all = Object.entries(spreads);
  return {
    figures: Object.fromEntries(all.map(([key, { median }]) => [key, median])),
    spread: Object.fromEntries(all.map(([key, { min, max }]) => [key, [min, max] as const])),
  };
}

async function inTurns(
  { few, many }: { readonly few: Instance; readonly many: Instance },
  count: number,
  isFewFirst: boolean,
): Promise<{ readonly few: OrdersCost; readonly many: OrdersCost }> {
  if (isFewFirst) {
    const first = await few.orders(count);
    return { few: first, many: await many.orders(count) };
  }
  const first = await many.orders(count);
  return { few: await few.orders(count), many: first };
}

const costOf = ({ ownMs, databaseMs }: OrdersCost): number => ownMs + databaseMs;

function told({ ownMs, databaseMs, removed }: OrdersCost): string {
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

  orders(count: number): Promise<OrdersCost> {
    return this.#ask({ kind: "orders", count });
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
