import { setTimeout as delay } from "node:timers/promises";
import { Film } from "@graticule/server/tests/film";
import { dispose } from "@livekit/rtc-node";
import { startBalancer } from "../../demo/cluster/balancer.ts";
import { type BenchOptions, type Ratio, spreadOf } from "../measure.ts";
import { endPair, newRoom, type Pair, tokenFor } from "./pair.ts";

const people = ["ann", "bob", "cai"];
/** Longer than a take-over and everyone's return. */
const watchMs = 12_000;
/** How long a hand-over may take: DRAIN_SECONDS and some. */
const drainMs = 8_000;

export interface MediaFigures {
  /** The longest time without a frame at a take-over, less that in as long a time before, in ms. */
  readonly mediaGapMs: Ratio;
  /** How many were cut off from the media when the owner was stopped with SIGTERM. */
  readonly drainCut: number;
}

/** What real clients see of a take-over and of a hand-over. Their calls aren't encrypted. */
export async function measureMedia(
  startAgain: () => Promise<Pair>,
  { rounds, say }: BenchOptions,
): Promise<MediaFigures> {
  const gaps: number[] = [];
  let drainCut = 0;
  try {
    for (let round = 0; round < rounds; round += 1) {
      const { control, gap } = await watch(await startAgain(), "SIGKILL", watchMs);
      const drained = await watch(await startAgain(), "SIGTERM", drainMs);
      drainCut += drained.cut;
      gaps.push(gap - control);
      say(
        `longest gap: ${gap.toFixed(0)} ms at a take-over, ${drained.gap.toFixed(0)} ms when handed over, ` +
          `${control.toFixed(0)} ms before`,
      );
    }
  } finally {
    // The clients' own threads would keep this process alive.
    await dispose();
  }
  return { mediaGapMs: spreadOf(gaps), drainCut };
}

async function watch(
  pair: Pair,
  signal: "SIGKILL" | "SIGTERM",
  forMs: number,
): Promise<{ readonly control: number; readonly gap: number; readonly cut: number }> {
  const ports = [pair.a.port, pair.b.port];
  const balancer = await startBalancer(() => ports);
  const room = newRoom();
  const films = people.map(() => new Film());
  for (const [at, film] of films.entries()) {
    await film.enter(`ws://127.0.0.1:${balancer.port}`, tokenFor(room, people[at] ?? ""));
  }
  await Promise.all(
    films.flatMap((film, at) =>
      people.filter((_, of) => of !== at).map((who) => film.moreFrames(who)),
    ),
  );
  const longest = (): number => Math.max(...films.map((film) => film.takeLongestGap()));
  longest();
  await delay(forMs);
  const control = longest();
  const owner = (await pair.ground.ownerOf(room)) === pair.a.peerPort ? pair.a : pair.b;
  ports.splice(ports.indexOf(owner.port), 1);
  const stopped = owner.program.stop(signal);
  await delay(forMs);
  await stopped;
  const gap = longest();
  const cut = films.filter(({ interruptions }) => interruptions.includes("disconnected")).length;
  await Promise.all(films.map((film) => film.leave()));
  balancer.close();
  await endPair(pair);
  return { control, gap, cut };
}
