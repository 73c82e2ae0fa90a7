import { type BenchOptions, type BenchResult, quantile } from "../measure.ts";
import { removalBytes } from "./commit-size.ts";
import { costOverBare } from "./cost.ts";
import { removalsIn } from "./critical-path.ts";
import { framesSeen } from "./frames.ts";
import { removalsLive } from "./live.ts";
import { costByLiveKit } from "./seal-cost.ts";
import { removalsUnderAttack } from "./under-attack.ts";

/**
 * From a removal until everyone who stays is in the new epoch, p99 in milliseconds: ten live
 * members over a real service (`p99At10Ms`); the critical path in a group of 50 and of 200
 * (`p99At50Ms`, `p99At200Ms`); the longest in virtual time while guests without the link keep
 * saying hello (`removalUnderAttackMs`). The size of a removal's commit in a group of 200 after
 * twenty changes (`removalKBAt200`). Our commit and its processing relative to bare ts-mls
 * (`costByTsMls`, 1: no cost of our own). CPU for a frame sealed and opened, relative to LiveKit's
 * own worker, for sound or picture, whichever costs more (`sealByLiveKit`). In browsers, the first
 * picture of a newcomer relative to a call without encryption (`firstFrameRatio`), and the longest
 * time without a picture during ten key changes, less that of an equal time without changes
 * (`gapOverControlMs`).
 */
export async function run({ rounds, say }: BenchOptions): Promise<BenchResult> {
  const removals = 4 * rounds;
  const at10 = await removalsLive(removals);
  say(`10 live: ${shown(at10)}`);
  const at50 = await removalsIn(50, removals);
  say(`50: ${shown(at50)}`);
  const at200 = await removalsIn(200, removals);
  say(`200: ${shown(at200)}`);
  const attacked = await removalsUnderAttack(rounds);
  say(`under attack, virtual time: ${shown(attacked)}`);
  const bytes = await removalBytes(200, 20);
  say(`a removal's commit at 200 after twenty: ${bytes} bytes`);
  // Each is short, and the median of few still varies.
  const cost = await costOverBare(4 * rounds);
  say(`by bare ts-mls: ${cost.median.toFixed(3)} (${cost.min.toFixed(3)}-${cost.max.toFixed(3)})`);
  const seal = await costByLiveKit(rounds);
  for (const [kind, { median, min, max }] of Object.entries(seal)) {
    say(`${kind} by LiveKit's worker: ${median.toFixed(3)} (${min.toFixed(3)}-${max.toFixed(3)})`);
  }
  const dearest = seal.sound.median > seal.picture.median ? seal.sound : seal.picture;
  const frames = await framesSeen(rounds, say);
  return {
    figures: {
      p99At10Ms: p99(at10),
      p99At50Ms: p99(at50),
      p99At200Ms: p99(at200),
      removalUnderAttackMs: Math.max(...attacked),
      removalKBAt200: bytes / 1_000,
      costByTsMls: cost.median,
      sealByLiveKit: dearest.median,
      firstFrameRatio: frames.firstFrame.median,
      gapOverControlMs: frames.gapOverControlMs.median,
    },
    spread: {
      p99At10Ms: range(at10),
      p99At50Ms: range(at50),
      p99At200Ms: range(at200),
      removalUnderAttackMs: range(attacked),
      removalKBAt200: [bytes / 1_000, bytes / 1_000],
      costByTsMls: [cost.min, cost.max],
      sealByLiveKit: [dearest.min, dearest.max],
      firstFrameRatio: [frames.firstFrame.min, frames.firstFrame.max],
      gapOverControlMs: [frames.gapOverControlMs.min, frames.gapOverControlMs.max],
    },
  };
}

function p99(values: readonly number[]): number {
  return quantile(
    [...values].sort((a, b) => a - b),
    0.99,
  );
}

function range(values: readonly number[]): readonly [number, number] {
  return [Math.min(...values), Math.max(...values)];
}

function shown(values: readonly number[]): string {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => quantile(sorted, share).toFixed(0);
  return `p50 ${at(0.5)}, p99 ${at(0.99)}, ${at(0)}-${at(1)} ms of ${values.length}`;
}
