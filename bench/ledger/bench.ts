import { join } from "node:path";
import { type Day, parseDay } from "@graticule/ledger/day";
import { type BenchOptions, type BenchResult, quantile, type Ratio, spreadOf } from "../measure.ts";
import { entriesOf } from "./desk-days.ts";
import { makeLeaves } from "./made-log.ts";
import { type OurLog, startOurLog } from "./our-log.ts";
import { auditAll, makeClaims, verifyInBrowser, verifyInNode } from "./reading.ts";
import { startTessera, type TesseraLog } from "./tessera.ts";

const entriesARound = 4_096;
/** Enough to fill one of Tessera's batches, so that none waits for the next. */
const writers = 256;
/**
 * More, to compare bytes only: what exists once, or for the busiest moment, then hardly counts.
 */
const filled = 32_768;
const paced = { perSecond: 500, seconds: 20 };
const treeSize = 1_000_000;
const auditedSize = 50_000;

type Say = BenchOptions["say"];
type Figures = Readonly<Record<string, Ratio | undefined>>;

/**
 * `ledger`: the public log beside Tessera's on a POSIX file system. Same leaves, same disk, in
 * turn, with 256 writers who each wait until a published checkpoint covers their entry
 * (`overTessera`: entries a second). Ours are the server's own transactions, without entries that
 * the log takes only at the end of a day. Tessera has its defaults, except for the shortest time
 * between checkpoints that it permits. With more writers it gets faster and ours does not: the line
 * `4096 writers` says by how much.
 *
 * `bytesByTessera`: what the tables of leaves, tiles, head and queue take on the disk, with
 * indexes, relative to Tessera's folder (blocks, since our pages are not full either), both tidied
 * as they tidy themselves. Texts and their salts are stored outside the log, and what the desk
 * recorded would be kept without a log: both are printed, not counted.
 *
 * `verifyNodeMs`, `verifyBrowserMs`: a checkpoint of a million entries opened and one entry's
 * inclusion checked, without transferring the files. `auditPerSecond`: entries of a whole audit,
 * starting from the files. `p99CheckpointMs`: from commit to published checkpoint at 500 entries a
 * second. What can't be measured here is null, and a line says why.
 */
export async function run({ rounds, say }: BenchOptions): Promise<BenchResult> {
  const log = await startOurLog();
  let written: Figures;
  try {
    const peer = await startTessera(join(log.dataDir, "tessera"), say);
    written = { ...(await writeInTurn(log, peer, { rounds, say })), ...(await atPace(log, say)) };
  } finally {
    await log.stop();
  }
  return resultOf({ ...written, ...(await read({ rounds, say })) });
}

async function writeInTurn(
  log: OurLog,
  peer: TesseraLog | undefined,
  { rounds, say }: BenchOptions,
): Promise<Figures> {
  const ratios: number[] = [];
  for (let round = -1; round < rounds; round++) {
    const ours = entriesARound / (await log.append(entriesOf(entriesARound, today()), writers));
    const leaves = await log.lastLeaves(entriesARound);
    await log.tidy();
    const theirs = peer && entriesARound / (await peer.add(leaves, writers));
    if (round < 0) continue;
    say(`durable a second: ${ours.toFixed(0)}, Tessera ${theirs?.toFixed(0) ?? "left out"}`);
    if (theirs !== undefined) ratios.push(ours / theirs);
  }
  if (peer === undefined) return { overTessera: undefined, bytesByTessera: undefined };
  await sayFlood(peer, await log.lastLeaves(entriesARound), say);
  await log.fill(entriesOf(filled, today()));
  await peer.add(await log.lastLeaves(filled), 4_096);
  await log.tidy();
  return { overTessera: spreadOf(ratios), bytesByTessera: await bytesBeside(log, peer, say) };
}

/** Into a separate log, so that both hold the same entries. */
async function sayFlood(peer: TesseraLog, leaves: Uint8Array, say: Say): Promise<void> {
  const seconds = await peer.addElsewhere(leaves, 4_096);
  say(`4096 writers: Tessera ${(entriesARound / seconds).toFixed(0)} a second`);
}

async function bytesBeside(log: OurLog, peer: TesseraLog, say: Say): Promise<Ratio> {
  const size = log.size();
  const { tree, beside, recorded } = await log.tableBytes();
  const { onDisk, inFiles } = await peer.bytes();
  const each = (bytes: number) => (bytes / size).toFixed(0);
  say(
    `bytes an entry: ${each(tree)}; Tessera ${each(onDisk)} on the disk, ${each(inFiles)} in its files; ` +
      `not counted: texts outside the log ${each(beside)}, what the desk recorded ${each(recorded)}`,
  );
  return spreadOf([tree / onDisk]);
}

async function atPace(log: OurLog, say: Say): Promise<Figures> {
  const { perSecond, seconds } = paced;
  const found = await log.appendAt(perSecond, entriesOf(perSecond * seconds, today()));
  const delays = found.delaysMs.toSorted((a, b) => a - b);
  say(
    `from commit to checkpoint at ${found.perSecond.toFixed(0)} entries a second: ` +
      `median ${quantile(delays, 0.5).toFixed(0)} ms, at most ${delays.at(-1)?.toFixed(0)} ms`,
  );
  if (found.perSecond < perSecond * 0.95) {
    say(`left out: this machine recorded fewer than ${perSecond} entries a second`);
    return { p99CheckpointMs: undefined };
  }
  return { p99CheckpointMs: spreadOf([quantile(delays, 0.99)]) };
}

async function read({ rounds, say }: BenchOptions): Promise<Figures> {
  const leaves = makeLeaves(auditedSize, today());
  say(`auditing ${leaves.length} entries…`);
  const audited = auditAll(leaves, rounds);
  say(`making a tree of ${treeSize} entries…`);
  const claims = await makeClaims(leaves, { size: treeSize, count: 1_000 });
  return {
    auditPerSecond: spreadOf(audited),
    verifyNodeMs: spreadOf(await verifyInNode(claims, rounds)),
    verifyBrowserMs: spreadOf(await verifyInBrowser(claims, rounds)),
  };
}

function today(): Day {
  return parseDay(new Date().toISOString().slice(0, 10)) as Day;
}

function resultOf(figures: Figures): BenchResult {
  const found = Object.entries(figures);
  const measured = found.flatMap(([key, one]) => (one === undefined ? [] : [[key, one] as const]));
  return {
    figures: Object.fromEntries(found.map(([key, one]) => [key, one?.median ?? null])),
    spread: Object.fromEntries(measured.map(([key, { min, max }]) => [key, [min, max] as const])),
  };
}
