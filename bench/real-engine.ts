import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findLivekit } from "@graticule/server/media/livekit-binary";
import { startLivekit } from "@graticule/server/media/livekit-process";
import { makeDataFolder } from "@graticule/server/processes/data-folder";
import type { Key } from "./signalling.ts";

export interface BenchEngine {
  readonly url: string;
  readonly port: number;
  readonly key: Key;
  stop(): Promise<void>;
}

/** A LiveKit server for the bench alone, on loopback. */
export async function startBenchEngine(): Promise<BenchEngine> {
  const folder = mkdtempSync(join(tmpdir(), "graticule-bench-"));
  makeDataFolder(folder);
  const engine = await startLivekit({
    dataDir: folder,
    binary: findLivekit(process.env["LIVEKIT_SERVER"] || undefined, process.env["PATH"] ?? ""),
    mediaAddress: undefined,
    mediaUdpPort: undefined,
    mediaTcpPort: undefined,
  });
  return {
    url: engine.url,
    port: Number(new URL(engine.url).port),
    key: { id: engine.key, secret: engine.secret },
    stop: async () => {
      await engine.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
