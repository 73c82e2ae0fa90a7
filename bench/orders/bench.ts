import { parseAddress } from "@graticule/admission/location/address";
import { LocationTable } from "@graticule/admission/location/location-table";
import { byLoop, type Crowd, gather, type OpenPage } from "../crowd.ts";
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
import { type ApprovedOutcome, type ApprovingService, startApprovingService } from "./approval.ts";
import { compareWithOracle } from "./oracle.ts";

/**
 * `orders`: from the publication of an order's entry until the last person it affects is out, beside
 * a bare loop of the engine's own removal: of people on the service's pages, which hear that they must leave and do
 * (`sinceApproval`: from the second person's approval), and of people with another client, whom a packet tells first
 * (`byPacket`). What ten thousand orders in force cost a join, relative to ten; and whether a thousand arbitrary orders
 * affect exactly the people named by an independent reading.
 */
export async function run({ rounds, say }: BenchOptions): Promise<BenchResult> {
  const service = await startApprovingService();
  const ratios: Ratios[] = [];
  let othersCut = 0;
  try {
    for (let round = -1; round < rounds; round++) {
      const { cut, ...compared } = await compareRemovals(service, round, say);
      othersCut += cut;
      if (round >= 0) ratios.push(compared);
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
  const published = spreadOf(ratios.map(({ byBareLoop }) => byBareLoop));
  const approved = spreadOf(ratios.map(({ sinceApproval }) => sinceApproval));
  const packet = spreadOf(ratios.map(({ byPacket }) => byPacket));
  return {
    figures: {
      byBareLoop: published.median,
      sinceApproval: approved.median,
      byPacket: packet.median,
      cost10000by10: cost.median,
      oracleMismatches: oracle.mismatches,
      othersCut: othersCut + oracle.othersCut,
    },
    spread: {
      byBareLoop: [published.min, published.max],
      sinceApproval: [approved.min, approved.max],
      byPacket: [packet.min, packet.max],
      cost10000by10: [cost.min, cost.max],
    },
  };
}

/** Of how long a removal took, to how long a bare loop takes. */
interface Ratios {
  readonly byBareLoop: number;
  readonly sinceApproval: number;
  readonly byPacket: number;
}

async function compareRemovals(
  service: ApprovingService,
  round: number,
  say: BenchOptions["say"],
): Promise<Ratios & { readonly cut: number }> {
  const order = async (room: string, openPage?: OpenPage): Promise<ApprovedOutcome> => {
    await service.register(room);
    const proposed = await service.propose(room);
    return await service.timeApproval(await gathered(service, room, openPage), proposed);
  };
  const paged = await order(`paged-${round}`, service.openPage);
  const told = await order(`told-${round}`);
  const looped = `looped-${round}`;
  await service.register(looped);
  const people = await gathered(service, looped, service.openPage);
  const { lastMs: bareMs } = await byLoop(service.engine, people);
  const waitedMs = paged.lastMs - paged.sincePublishedMs;
  say(
    `last of 25 out: ${paged.lastMs.toFixed(0)} ms, published after ${waitedMs.toFixed(0)}; ` +
      `told by packet: ${told.sincePublishedMs.toFixed(0)} ms after publication; by a bare loop ${bareMs.toFixed(0)} ms`,
  );
  return {
    byBareLoop: paged.sincePublishedMs / bareMs,
    sinceApproval: paged.lastMs / bareMs,
    byPacket: told.sincePublishedMs / bareMs,
    cut: paged.othersCut + told.othersCut,
  };
}

function gathered(service: ApprovingService, room: string, openPage?: OpenPage): Promise<Crowd> {
  return gather(service.port, [room], 100, 25, openPage);
}

/** People from all over the world who join. */
function joiningWorld(): World {
  const data = compileSources(freshSources());
  const table = new LocationTable(data);
  const now = Date.now();
  const addresses = makeAddresses(data, 500_000, 1);
  return { addresses, fixOf: (address) => table.lookUp(parseAddress(address), now), now };
}
