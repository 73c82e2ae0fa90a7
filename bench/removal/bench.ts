import { setTimeout as delay } from "node:timers/promises";
import { createLiveKit } from "@graticule/server/media/livekit";
import {
  accountKey,
  type BenchGate,
  deniedFrom,
  denyThere,
  startBenchGate,
} from "../gate-parts.ts";
import { type BenchOptions, type BenchResult, spreadOf } from "../measure.ts";
import { type BenchEngine, startBenchEngine } from "../real-engine.ts";
import { mintToken, Signalling, signalTarget } from "../signalling.ts";

/** Everybody in some rooms: those whom the rule will name, and the others. */
interface Crowd {
  readonly rooms: readonly string[];
  readonly affected: readonly Signalling[];
  readonly others: readonly Signalling[];
}

const joinsAtOnce = 20;
/** After the last one is out, how long the others are watched. */
const watchMs = 1_000;
const settleMs = 1_000;

/**
 * How fast people are out after a rule is set, by the clock at the clients: beside a bare loop of the
 * engine's own removal with the same number at the same time, and in a larger service. `othersCut`
 * counts everybody else whose connection ended, over all rounds.
 */
export async function run({ rounds, say }: BenchOptions): Promise<BenchResult> {
  const engine = await startBenchEngine();
  const stack = await startBenchGate(engine.url, engine.key);
  stack.enforcement.start();
  const ratios: number[] = [];
  const lasts: number[] = [];
  let othersCut = 0;
  try {
    for (let round = -1; round < rounds; round++) {
      const ours = await byRule(stack, await gather(stack.port, [`ours-${round}`], 100, 25));
      const bare = await byLoop(engine, await gather(stack.port, [`bare-${round}`], 100, 25));
      const many = Array.from({ length: 20 }, (_, at) => `many-${round}-${at}`);
      const large = await byRule(stack, await gather(stack.port, many, 25, 5));
      othersCut += ours.othersCut + large.othersCut;
      if (round < 0) continue;
      say(
        `last of 25 out: ${ours.lastMs.toFixed(0)} ms, by a bare loop ${bare.lastMs.toFixed(0)} ms; ` +
          `last of 100 of 500: ${large.lastMs.toFixed(0)} ms`,
      );
      ratios.push(ours.lastMs / bare.lastMs);
      lasts.push(large.lastMs);
    }
  } finally {
    stack.gate.close();
    stack.server.close();
    await stack.enforcement.close();
    await engine.stop();
  }
  const ratio = spreadOf(ratios);
  const last = spreadOf(lasts);
  return {
    figures: { byBareLoop: ratio.median, last500Ms: last.median, othersCut },
    spread: { byBareLoop: [ratio.min, ratio.max], last500Ms: [last.min, last.max] },
  };
}

interface Outcome {
  readonly lastMs: number;
  readonly othersCut: number;
}

async function byRule({ directory }: BenchGate, crowd: Crowd): Promise<Outcome> {
  return timed(crowd, () => directory.set(crowd.rooms, [denyThere]));
}

/** What an operator could do without us: ask the engine for each one. */
async function byLoop(engine: BenchEngine, crowd: Crowd): Promise<Outcome> {
  const livekit = createLiveKit({ url: engine.url, key: engine.key });
  const outcome = await timed(crowd, () => {
    for (const room of crowd.rooms) {
      for (let at = 0; at < crowd.affected.length; at++) {
        void livekit.removeSeat(room, `affected-${at}`);
      }
    }
  });
  livekit.close();
  return outcome;
}

async function timed({ affected, others }: Crowd, act: () => void): Promise<Outcome> {
  const began = performance.now();
  act();
  const outAt = await Promise.all(affected.map((client) => client.outAt));
  const lastMs = Math.max(...outAt) - began;
  await delay(watchMs);
  const othersCut = others.filter(({ socket }) => socket.destroyed).length;
  for (const { socket } of others) socket.destroy();
  return { lastMs, othersCut };
}

/** In each room `inRoom` people join, `affectedInRoom` of them from where the rule will deny. */
async function gather(
  port: number,
  rooms: readonly string[],
  inRoom: number,
  affectedInRoom: number,
): Promise<Crowd> {
  const affected: Signalling[] = [];
  const others: Signalling[] = [];
  const people = rooms.flatMap((room) => Array.from({ length: inRoom }, (_, at) => ({ room, at })));
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let person = people[next++]; person !== undefined; person = people[next++]) {
      const { room, at } = person;
      const named = at < affectedInRoom;
      const identity = named ? `affected-${at}` : `other-${at}`;
      const target = signalTarget(mintToken(accountKey, room, identity));
      const client = new Signalling(port, target, named ? deniedFrom : "127.0.86.1");
      (named ? affected : others).push(client);
      await client.joinedAt;
    }
  };
  await Promise.all(Array.from({ length: joinsAtOnce }, worker));
  // The engine does some things only after it has welcomed somebody.
  await delay(settleMs);
  return { rooms, affected, others };
}
