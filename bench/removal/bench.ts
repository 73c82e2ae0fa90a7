import { byLoop, type Crowd, gather, type Outcome, timed } from "../crowd.ts";
import { type BenchGate, denyThere, startBenchGate } from "../gate-parts.ts";
import { type BenchOptions, type BenchResult, spreadOf } from "../measure.ts";
import { startBenchEngine } from "../real-engine.ts";

/**
 * How soon people are out after a rule is set, measured at the clients: beside a bare loop of the
 * engine's own removal with the same number at once, and in a larger service. `othersCut` counts
 * everyone else whose connection ended, over all rounds.
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

async function byRule({ directory }: BenchGate, crowd: Crowd): Promise<Outcome> {
  return timed(crowd, () => directory.set(crowd.rooms, [denyThere]));
}
