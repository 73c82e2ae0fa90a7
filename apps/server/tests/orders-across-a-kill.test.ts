import { join } from "node:path";
import { openInstanceSeal } from "@graticule/server/accounts/seal";
import { createAccountStore } from "@graticule/server/accounts/store";
import { createLiveKit } from "@graticule/server/media/livekit";
import { readJsonFile } from "@graticule/server/processes/json-file";
import { isRunning } from "@graticule/server/processes/process-identity";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { z } from "zod";
import {
  makeTestFolder,
  startTestDatabase,
  type TestDatabase,
  type TestFolder,
  urlsOf,
  writeSources,
} from "./harness.ts";
import { order, recordOrder } from "./orders.ts";
import { Program } from "./program.ts";
import { mintToken, newQuery, RawClient } from "./raw-client.ts";

/** The real program, killed between an order's commit and the removals. */
const [france, china] = ["127.0.86.1", "127.0.86.3"];
const geofeed = "127.0.86.1/32,FR,,,\n127.0.86.3/32,CN,,,\n";
const key = { id: "key-acme", secret: "secret-of-acme-that-is-long-enough" };
/** From the service's first answer until everyone an order names is out. */
const outWithinMs = 5_000;
const engineSettings = z.object({
  key: z.string(),
  secret: z.string(),
  ports: z.object({ signalling: z.number() }),
});

let database: TestDatabase;
let folder: TestFolder;
let sourcesFile: string;

beforeAll(async () => {
  database = await startTestDatabase();
  folder = makeTestFolder();
  sourcesFile = writeSources(folder.path, geofeed);
  const accounts = createAccountStore(database.db);
  const made = await accounts.create("acme");
  if (made === "exists") throw new Error("a new database has no accounts");
  const sealed = openInstanceSeal({ dataDir: folder.path }).seal(key.secret, key.id);
  await accounts.addKey({ id: key.id, accountId: made.id, sealed });
});
afterAll(async () => {
  await database?.stop();
  folder?.remove();
});

function startProgram(): Program {
  const program = new Program({
    GRATICULE_DATA: folder.path,
    LOCATION_SOURCES: sourcesFile,
    ...urlsOf(database),
  });
  onTestFinished(async () => {
    await program.stop("SIGKILL");
    const record = z.object({ pid: z.number(), startTime: z.string(), boot: z.string() });
    const engine = readJsonFile(join(folder.path, "run", "livekit.json"), record);
    if (engine !== undefined && isRunning(engine)) process.kill(engine.pid, "SIGKILL");
  });
  return program;
}

function connect(port: number, token: string, address: string): RawClient {
  const client = new RawClient({ port, target: newQuery(token), from: address });
  onTestFinished(() => client.close());
  return client;
}

function engine() {
  const settings = readJsonFile(join(folder.path, "engine.json"), engineSettings);
  if (settings === undefined) throw new Error("the engine has no settings");
  return settings;
}

/**
 * Sits at the engine without a gate. A real client's media keeps its seat when the gate dies; a
 * client without media, once its signalling is lost, is dropped by the engine itself.
 */
async function sitsOn(room: string, identity: string): Promise<void> {
  const { key: id, secret, ports } = engine();
  await connect(ports.signalling, mintToken({ id, secret }, room, identity), "127.0.0.1").joined;
}

/** Who sits in the room according to the engine, which needs no gate. */
async function listed(room: string): Promise<string[]> {
  const { key: id, secret, ports } = engine();
  const livekit = createLiveKit({
    url: `http://127.0.0.1:${ports.signalling}`,
    key: { id, secret },
  });
  const seats = await livekit.listSeats(room);
  livekit.close();
  return (seats ?? []).map(({ identity }) => identity).sort();
}

/** When the program dies: before anyone is removed, or with the first one out. */
type Moment = "before the first removal" | "after the first removal";

test.each<Moment>(["before the first removal", "after the first removal"])(
  "killed %s, the order holds at the next start, those it names are out, and everyone else is let in again (attack 15)",
  async (moment) => {
    const room = moment.replaceAll(" ", "-");
    const first = startProgram();
    const url = await first.url();
    const port = Number(new URL(url).port);
    const tokenOf = (identity: string) => mintToken(key, room, identity);
    const bystanders = ["fr-1", "fr-2"].map(tokenOf);
    const named = ["cn-1", "cn-2", "cn-3"].map(tokenOf);
    const seats = [
      ...named.map((token) => connect(port, token, china)),
      ...bystanders.map((token) => connect(port, token, france)),
    ];
    await Promise.all(seats.map(({ joined }) => joined));
    expect(await listed(room)).toHaveLength(seats.length);

    // Frozen, it can't hear of the order.
    if (moment === "before the first removal") {
      first.child.kill("SIGSTOP");
      await recordOrder(database, room, ["CN"]);
    } else {
      await order(database, room, ["CN"]);
      await Promise.race(seats.slice(0, named.length).map(({ closed }) => closed));
    }
    await first.stop("SIGKILL");
    const inside = ["cn-1", "cn-2", "cn-3", "fr-1", "fr-2"];
    await Promise.all(inside.map((identity) => sitsOn(room, identity)));

    const second = startProgram();
    await second.line("Took over from the previous run");
    expect(await second.url()).toBe(url);
    const readyAt = performance.now();
    expect(await listed(room)).toEqual(inside);
    // One of them doesn't even come back.
    for (const token of named.slice(1)) {
      expect((await connect(port, token, china).answer).status).toBe(451);
    }
    for (const token of bystanders) {
      const back = connect(port, token, france);
      expect((await back.answer).status).toBe(101);
      await back.joined;
    }
    const left = outWithinMs - (performance.now() - readyAt);
    await vi.waitFor(async () => expect(await listed(room)).toEqual(["fr-1", "fr-2"]), left);
    await second.stopCleanly();
  },
);
