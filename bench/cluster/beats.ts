import { fork } from "node:child_process";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { type BenchOptions, type BenchResult, spreadOf } from "../measure.ts";

const steps = [2_000, 5_000] as const;
const windowSeconds = 20;
/** What opening the streams leaves behind. */
const settleMs = 3_000;
const rounds = 3;

/**
 * `beatCpuPer1kPages`: what it costs an instance that each page hears a beat every second, in ms of
 * CPU time a second for 1,000 pages, from 5,000 open event streams on loopback without TLS.
 */
export async function measureBeats({ say }: BenchOptions): Promise<BenchResult> {
  const child = fork(new URL("./beats-child.ts", import.meta.url), {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const told = async (): Promise<number> => Number((await once(child, "message"))[0]);
  const cpuMs = (): Promise<number> => {
    child.send("cpu");
    return told();
  };
  const pages: Page[] = [];
  try {
    const port = await told();
    let costs: readonly number[] = [];
    for (const count of steps) {
      while (pages.length < count) pages.push(await openPage(port));
      await delay(settleMs);
      const found: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        const [beats, cpu, from] = [heard(pages), await cpuMs(), performance.now()];
        await delay(windowSeconds * 1_000);
        const seconds = (performance.now() - from) / 1_000;
        found.push(((await cpuMs()) - cpu) / seconds / (count / 1_000));
        const rate = (heard(pages) - beats) / seconds / count;
        say(
          `${count} pages: ${found.at(-1)?.toFixed(1)} ms of CPU a second for 1,000, ${rate.toFixed(2)} beats a second each`,
        );
      }
      costs = found;
    }
    const { median, min, max } = spreadOf(costs);
    return {
      figures: { beatCpuPer1kPages: median },
      spread: { beatCpuPer1kPages: [min, max] },
    };
  } finally {
    for (const { socket } of pages) socket.destroy();
    child.disconnect();
  }
}

interface Page {
  readonly socket: Socket;
  beats: number;
}

/** Resolves once its stream is open. */
async function openPage(port: number): Promise<Page> {
  const socket = connect(port, "127.0.0.1");
  socket.write("GET / HTTP/1.1\r\nHost: meet.test\r\n\r\n");
  const page: Page = { socket, beats: 0 };
  await once(socket, "data");
  socket.on("data", (chunk: Buffer) => {
    if (chunk.includes("event: beat")) page.beats += 1;
  });
  return page;
}

const heard = (pages: readonly Page[]): number => pages.reduce((sum, { beats }) => sum + beats, 0);
