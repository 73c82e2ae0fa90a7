import type { BenchOptions, BenchResult } from "../measure.ts";
import { measureForwarding } from "./forwarding.ts";
import { measureMedia } from "./media.ts";
import { endPair, openGround, startPair } from "./pair.ts";
import { measureNotice } from "./rule.ts";
import { measureTakeOvers } from "./take-over.ts";

/** Take-overs of each kind per round; their 95th percentile is reported. */
const takeOversARound = 4;

/** Two instances and two engines, as separate processes on this machine. */
export async function measureProcesses(options: BenchOptions): Promise<BenchResult> {
  const { rounds, say } = options;
  const ground = await openGround();
  const startAgain = () => startPair(ground);
  try {
    const pair = await startAgain();
    const { forwardedJoinMs, forwardCost } = await measureForwarding(pair, options);
    const noticeByLocal = await measureNotice(pair, options);
    await endPair(pair);
    const { mediaGapMs, drainCut } = await measureMedia(startAgain, options);
    const { claimMs, silentClaimMs, outMs } = await measureTakeOvers(
      startAgain,
      rounds * takeOversARound,
      { say },
    );
    return {
      figures: {
        forwardedJoinMs: forwardedJoinMs.median,
        forwardCost: forwardCost.median,
        noticeByLocal: noticeByLocal.median,
        mediaGapMs: mediaGapMs.median,
        drainCut,
        claimMs: claimMs.p95,
        silentClaimMs: silentClaimMs.p95,
        outMs: outMs.p95,
      },
      spread: Object.fromEntries(
        Object.entries({
          ...{ forwardedJoinMs, forwardCost, noticeByLocal, mediaGapMs },
          ...{ claimMs, silentClaimMs, outMs },
        }).map(([name, { min, max }]) => [name, [min, max] as const]),
      ),
    };
  } finally {
    await ground.stop();
  }
}
