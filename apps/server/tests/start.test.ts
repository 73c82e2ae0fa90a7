import { once } from "node:events";
import { connect } from "node:net";
import { readConfig } from "@graticule/server/config/config";
import type { MediaEngine } from "@graticule/server/media/media-engine";
import { addressOfRunning } from "@graticule/server/processes/claim-data-folder";
import { startService } from "@graticule/server/start";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import {
  makeTestFolder,
  startTestDatabase,
  type TestDatabase,
  urlsOf,
  writeSources,
} from "./harness.ts";
import { quietPort } from "./quiet-port.ts";

let database: TestDatabase;
// One for all starts: it has the database's key.
const folder = makeTestFolder();
beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(async () => {
  await database?.stop();
  folder.remove();
});

/** A start whose last step, after it listens, is what the engine is asked. */
async function start(lastStep: (port: number) => Promise<boolean>, stopStart: AbortSignal) {
  const port = await quietPort("127.0.0.1");
  const read = readConfig({
    GRATICULE_DATA: folder.path,
    ...{ LIVEKIT_URL: "http://127.0.0.1:9", LIVEKIT_KEY: "key", LIVEKIT_SECRET: "s".repeat(32) },
    LOCATION_SOURCES: writeSources(folder.path, ""),
    ...{ LOG_LEVEL: "silent", PORT: String(port), PUBLIC_URL: `http://127.0.0.1:${port}` },
    ...urlsOf(database),
  });
  if (read.kind === "problems") throw new Error(JSON.stringify(read.problems));
  const mediaEngine = {
    healthy: () => lastStep(port),
    listRooms: async () => ({ rooms: [], isWhole: true }),
    listSeats: async () => [],
  } as unknown as MediaEngine;
  const parts = { mediaEngine, countsEveryMs: 0, stopStart };
  const failed = await startService(read.config, parts).catch((error: unknown) => error);
  return { failed, port, dataDir: folder.path };
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  onTestFinished(() => void socket.destroy());
  return await once(socket, "connect").then(
    () => true,
    () => false,
  );
}

// Broken on purpose: the server isn't in the scope; the scope doesn't look at the signal.
test.each(["fails", "is to stop"])(
  "a start that %s in its last step leaves nothing behind",
  async (how) => {
    const stop = new AbortController();
    let wasListening = false;
    const { failed, port, dataDir } = await start(async (at) => {
      wasListening = await answers(at);
      if (how === "fails") throw new Error("the engine is odd");
      stop.abort();
      return true;
    }, stop.signal);
    expect(failed).toMatchObject(
      how === "fails" ? { message: "the engine is odd" } : { code: "stopped" },
    );
    expect(wasListening).toBe(true);
    expect(await answers(port)).toBe(false);
    expect(addressOfRunning(dataDir)).toBe(undefined);
  },
);
