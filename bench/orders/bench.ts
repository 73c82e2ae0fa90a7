import { parseAddress } from "@graticule/admission/location/address";
import { LocationTable } from "@graticule/admission/location/location-table";
import { byLoop, gather } from "../crowd.ts";
import { makeAddresses } from "../decision/addresses.ts";
import { oursWith, type World } from "../decision/ours.ts";
import { compileSources, freshSources } from "../location-sources.ts";
import {
  type BenchOptions,
  type BenchResult,
  measureInterleaved,
  ratioOf,
  spreadOf,
} from "../measure.ts";
import { type ApprovingService, startApprovingService } from "./approval.ts";
import { compareWithOracle } from "./oracle.ts";

/**
 * `orders`: from the publication of an order's entry until the last person it affects is out, beside
 * a bare loop of the engine's own removal (`sinceApproval`: from the second person's approval); what ten thousand orders in force cost a join,
 * relative to ten; and whether a thousand arbitrary orders affect exactly the people named by an
 * independent reading.
 */
export async function run({ rounds, say }: BenchOptions): Promise<BenchResult> {
  const service = await startApprovingService();
  const ratios: number[] = [];
  const sinceApproval: number[] = [];
  let othersCut = 0;
  try {
    for (let round = -1; round < rounds; round++) {
      const { published, approved, cut } = await compareRemovals(service, round, say);
      othersCut += cut;
      if (round < 0) continue;
      ratios.push(published);
      sinceApproval.push(approved);
    }
  } finally {
    await service.stop();
  }
  const world = joiningWorld();
  const contenders = [oursWith(10, world), oursWith(10_000, world)];
  const measured = await measureInterleaved(contenders, rounds);
  const cost = ratioOf(measured.get("ours-10"), measured.get("ours-10000"));
  say("comparing with the oracle…");
  const oracle = await compareWithOracle(1_000);
  const [ratio, approved] = [spreadOf(ratios), spreadOf(sinceApproval)];
  return {
    figures: {
      byBareLoop: ratio.median,
      sinceApproval: approved.median,
      cost10000by10: cost.median,
      oracleMismatches: oracle.mismatches,
      othersCut: othersCut + oracle.othersCut,
    },
    spread: {
      byBareLoop: [ratio.min, ratio.max],
      sinceApproval: [approved.min, approved.max],
      cost10000by10: [cost.min, cost.max],
    },
  };
}

async function compareRemovals(
  service: ApprovingService,
  round: number,
  say: BenchOptions["say"],
): Promise<{ readonly published: number; readonly approved: number; readonly cut: number }> {
  const [ordered, looped] = [`ordered-${round}`, `looped-${round}`];
  for (const room of [ordered, looped]) await service.register(room);
  const order = await service.propose(ordered);
  const people = await gather(service.port, [ordered], 100, 25);
  const ours = await service.timeApproval(people, order);
  const bare = await byLoop(service.engine, await gather(service.port, [looped], 100, 25));
  const waited = (ours.lastMs - ours.sincePublishedMs).toFixed(0);
  say(
    `last of 25 out: ${ours.lastMs.toFixed(0)} ms, published after ${waited}, by a bare loop ${bare.lastMs.toFixed(0)} ms`,
  );
  return {
    published: ours.sincePublishedMs / bare.lastMs,
    approved: ours.lastMs / bare.lastMs,
    cut: ours.othersCut,
  };
}

/** People from all over the world who join. */
function joiningWorld(): World {
  const data = compileSources(freshSources());
  const table = new LocationTable(data);
  const now = Date.now();
  const addresses = makeAddresses(data, 500_000, 1);
  return { addresses, fixOf: (address) => table.lookUp(parseAddress(address), now), now };
}
