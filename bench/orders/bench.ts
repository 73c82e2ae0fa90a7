import { decide } from "@graticule/admission/decide";
import { compileLimits } from "@graticule/admission/limits";
import type { Fix } from "@graticule/admission/location/fix";
import { allPlaces } from "@graticule/jurisdiction/place";
import { byLoop, gather } from "../crowd.ts";
import { makeLimits } from "../decision/limits.ts";
import {
  type BenchOptions,
  type BenchResult,
  type Contender,
  measureInterleaved,
  ratioOf,
  spreadOf,
} from "../measure.ts";
import { type ApprovingService, startApprovingService } from "./approval.ts";
import { compareWithOracle } from "./oracle.ts";

/**
 * `orders`: from an order's approval in the database until the last whom it touches is out, beside a
 * bare loop of the engine's own removal; what ten thousand orders in force cost a join beside ten; and
 * whether a thousand arbitrary orders touch exactly those whom another reading of them names.
 */
export async function run({ rounds, say }: BenchOptions): Promise<BenchResult> {
  const service = await startApprovingService();
  const ratios: number[] = [];
  let othersCut = 0;
  try {
    for (let round = -1; round < rounds; round++) {
      const { ratio, cut } = await compareRemovals(service, round, say);
      othersCut += cut;
      if (round >= 0) ratios.push(ratio);
    }
  } finally {
    await service.stop();
  }
  const contenders = [deciding(10), deciding(10_000)];
  const measured = await measureInterleaved(contenders, rounds);
  const cost = ratioOf(measured.get("10"), measured.get("10000"));
  say("comparing with the oracle…");
  const oracle = await compareWithOracle(1_000);
  const ratio = spreadOf(ratios);
  return {
    figures: {
      byBareLoop: ratio.median,
      cost10000by10: cost.median,
      oracleMismatches: oracle.mismatches,
      othersCut: othersCut + oracle.othersCut,
    },
    spread: { byBareLoop: [ratio.min, ratio.max], cost10000by10: [cost.min, cost.max] },
  };
}

async function compareRemovals(
  service: ApprovingService,
  round: number,
  say: BenchOptions["say"],
): Promise<{ readonly ratio: number; readonly cut: number }> {
  const [ordered, looped] = [`ordered-${round}`, `looped-${round}`];
  for (const room of [ordered, looped]) await service.register(room);
  const order = await service.propose(ordered);
  const people = await gather(service.port, [ordered], 100, 25);
  const ours = await service.timeApproval(people, order);
  const bare = await byLoop(service.engine, await gather(service.port, [looped], 100, 25));
  say(`last of 25 out: ${ours.lastMs.toFixed(0)} ms, by a bare loop ${bare.lastMs.toFixed(0)} ms`);
  return { ratio: ours.lastMs / bare.lastMs, cut: ours.othersCut };
}

/** A join's decision, from all over the world, with so many limits in force. */
function deciding(count: number): Contender {
  const limits = compileLimits(makeLimits(count));
  const fixes = allPlaces.map((place): Fix => ({ standing: "established", place, reasons: [] }));
  const now = Date.now();
  return {
    name: String(count),
    run() {
      let read = 0;
      for (let turn = 0; turn < 400; turn++) {
        for (const fix of fixes) read += decide(fix, limits, now).reasons.length;
      }
      if (read === 0) throw new Error("nothing was decided");
      return 400 * fixes.length;
    },
  };
}
