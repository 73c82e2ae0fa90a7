import { setTimeout as delay } from "node:timers/promises";
import { recordOrder } from "@graticule/server/tests/orders";
import { type BenchOptions, quantile } from "../measure.ts";
import { comeBack, endPair, from, newRoom, type Pair, seated } from "./pair.ts";

/** How an owner ends: killed, or without a word on its sockets. */
type Ending = "killed" | "silent";

export interface TakeOvers {
  /** From the owner's end until the new one has let someone in, p95, in ms. */
  readonly claimMs: Times;
  /** The same where its sockets stay open and say nothing. */
  readonly silentClaimMs: Times;
  /** From the new owner's claim until the engine no longer has someone an order names, p95. */
  readonly outMs: Times;
}

export interface Times {
  readonly p95: number;
  readonly min: number;
  readonly max: number;
}

const pollMs = 50;

/** Ends a room's owner again and again, each time just after an order came into force. */
export async function measureTakeOvers(
  startAgain: () => Promise<Pair>,
  times: number,
  { say }: Pick<BenchOptions, "say">,
): Promise<TakeOvers> {
  const claims = { killed: [] as number[], silent: [] as number[] };
  const outs: number[] = [];
  for (let time = 0; time < times; time += 1) {
    for (const ending of ["killed", "silent"] as const) {
      const pair = await startAgain();
      const { claimMs, outMs } = await takeOver(pair, ending);
      await endPair(pair);
      say(
        `${ending}: judged again after ${claimMs.toFixed(0)} ms, out ${outMs.toFixed(0)} ms after the claim`,
      );
      claims[ending].push(claimMs);
      outs.push(outMs);
    }
  }
  return {
    claimMs: timesOf(claims.killed),
    silentClaimMs: timesOf(claims.silent),
    outMs: timesOf(outs),
  };
}

async function takeOver(
  { ground, a, b }: Pair,
  ending: Ending,
): Promise<{ readonly claimMs: number; readonly outMs: number }> {
  const room = newRoom();
  const [ann, cai] = [await seated(a, room, "ann"), await seated(a, room, "cai", from.far)];
  // Frozen first, so that it can't obey the order itself.
  a.program.child.kill("SIGSTOP");
  await recordOrder(ground.database, room, ["CN"]);
  const endedAt = performance.now();
  if (ending === "killed") await a.program.stop("SIGKILL");
  else for (const client of [ann, cai]) client.close();
  const claimed = claimOf({ ground, a, b }, room);
  const [claimedAt, outAt, back] = await Promise.all([
    claimed,
    claimed.then(async () => await goneAt({ ground }, room, "cai")),
    comeBack(b, room, "ann").then((status) => ({ status, atMs: performance.now() })),
    comeBack(b, room, "cai", from.far),
  ]);
  if (back.status !== 101) throw new Error(`a bystander was answered with ${back.status}`);
  return { claimMs: back.atMs - endedAt, outMs: outAt - claimedAt };
}

/** When another instance has the room. */
async function claimOf({ ground, a }: Pair, room: string): Promise<number> {
  for (;;) {
    const owner = await ground.ownerOf(room);
    if (owner !== undefined && owner !== a.peerPort) return performance.now();
    await delay(pollMs);
  }
}

async function goneAt(
  { ground }: Pick<Pair, "ground">,
  room: string,
  who: string,
): Promise<number> {
  while ((await ground.listed(room)).includes(who)) await delay(pollMs);
  return performance.now();
}

function timesOf(values: readonly number[]): Times {
  const sorted = values.toSorted((one, other) => one - other);
  return { p95: quantile(sorted, 0.95), min: sorted[0] ?? NaN, max: sorted.at(-1) ?? NaN };
}
