import { generateKeyPairSync } from "node:crypto";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { connect, createServer, type Socket } from "node:net";
import { join } from "node:path";
import { createSeal } from "@graticule/server/accounts/seal";
import { createAccountStore } from "@graticule/server/accounts/store";
import { createLiveKit } from "@graticule/server/media/livekit";
import { onTestFinished } from "vitest";
import {
  makeTestFolder,
  startTestDatabase,
  startTestEngine,
  type TestDatabase,
  type TestEngine,
  urlsOf,
  writeSources,
} from "./harness.ts";
import { Program } from "./program.ts";
import { quietPort } from "./quiet-port.ts";
import { mintToken, newQuery, RawClient } from "./raw-client.ts";

export interface Instance {
  readonly program: Program;
  readonly port: number;
  /** Where this instance listens itself. */
  readonly url: string;
  /** Its way to the database. */
  readonly line: DatabaseLine;
  /** Its settings, for a command beside it. */
  readonly env: Readonly<Record<string, string>>;
}

/** An instance's own way to the database, which can be cut without a word. */
export interface DatabaseLine {
  cut(): void;
  mend(): void;
}

/** What instances of one cluster share. */
export interface ClusterWorld {
  readonly database: TestDatabase;
  /** The second one in the list, where there are two. */
  readonly second: TestEngine | undefined;
  /** Starts one more, with a data folder of its own. Killed when the test is over. */
  start(more?: Readonly<Record<string, string>>): Promise<Instance>;
  /** A seat taken through this instance, with a backend's token; `resumed`: as the engine knows it. */
  sit(at: Instance, room: string, identity: string, from: string, resumed?: string): RawClient;
  /** A backend's, for a real client. */
  token(room: string, identity: string): string;
  /** As a backend, at this instance. */
  ask(
    at: Instance,
    method: string,
    path: string,
    body?: object,
    more?: Readonly<Record<string, string>>,
  ): Promise<Response>;
  /** A number in this instance's metrics. */
  metric(at: Instance, series: string): Promise<number | undefined>;
  /** Who sits in the room by the engine's own list. */
  listed(room: string): Promise<string[]>;
  /** The engine's name for the seat of this identity. */
  sidOf(room: string, identity: string): Promise<string | undefined>;
  stop(): Promise<void>;
}

const key = { id: "key-acme", secret: "secret-of-acme-that-is-long-enough" };
export const instanceKey = Buffer.alloc(32, 7);

/** @param geofeed lines of the operator's own geofeed, the only source of places */
export async function openClusterWorld(
  geofeed: string,
  { engines = 1 }: { readonly engines?: 1 | 2 } = {},
): Promise<ClusterWorld> {
  const [database, engine, second] = await Promise.all([
    startTestDatabase(),
    startTestEngine(),
    engines === 2 ? startTestEngine() : undefined,
  ]);
  const accounts = createAccountStore(database.db);
  const made = await accounts.create("acme");
  if (made === "exists") throw new Error("a new database has no accounts");
  const sealed = createSeal(instanceKey).seal(key.secret, key.id);
  await accounts.addKey({ id: key.id, accountId: made.id, sealed });
  const ledgerKey = generateKeyPairSync("ed25519").privateKey;
  const all = [engine, second].filter((one) => one !== undefined);
  const calls = all.map(({ url, key: id, secret }) => createLiveKit({ url, key: { id, secret } }));
  const seatsIn = async (room: string) =>
    (await Promise.all(calls.map((livekit) => livekit.listSeats(room)))).flatMap(
      (all) => all ?? [],
    );
  const shared = {
    CLUSTER: "1",
    PUBLIC_URL: "http://meet.test",
    METRICS_OPEN_TO_THIS_MACHINE: "1",
    INSTANCE_KEY: instanceKey.toString("base64url"),
    LEDGER_KEY: ledgerKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
  const list = all.map(({ url, key, secret }, at) => ({ id: `engine-${at}`, url, key, secret }));
  const enginesFor = (folder: string): Record<string, string> => {
    const one = { LIVEKIT_URL: engine.url, LIVEKIT_KEY: engine.key, LIVEKIT_SECRET: engine.secret };
    if (second === undefined) return one;
    const file = join(folder, "engines.json");
    writeFileSync(file, JSON.stringify(list));
    return { MEDIA_ENGINES: file };
  };
  return {
    database,
    second,
    async start(more = {}) {
      const folder = makeTestFolder();
      const line = await openDatabaseLine(database, folder.path);
      const [port, peerPort] = [await quietPort("127.0.0.1"), await quietPort("127.0.0.1")];
      const env = {
        ...shared,
        ...line.urls,
        ...enginesFor(folder.path),
        GRATICULE_DATA: folder.path,
        LOCATION_SOURCES: writeSources(folder.path, geofeed),
        PORT: String(port),
        CLUSTER_ADDRESS: `127.0.0.1:${peerPort}`,
        ...more,
      };
      const program = new Program(env);
      onTestFinished(async () => {
        program.child.kill("SIGCONT");
        await program.stop("SIGKILL");
        folder.remove();
      });
      await program.url();
      return { program, port, url: `http://127.0.0.1:${port}`, line, env };
    },
    sit({ port }, room, identity, from, participantSid) {
      const resumed = participantSid === undefined ? {} : { reconnect: true, participantSid };
      const target = newQuery(mintToken(key, room, identity), resumed);
      const client = new RawClient({ port, target, from });
      onTestFinished(() => client.close());
      return client;
    },
    token: (room, identity) => mintToken(key, room, identity),
    ask({ url }, method, path, body, more) {
      const basic = Buffer.from(`${key.id}:${key.secret}`).toString("base64");
      const type = body === undefined ? {} : { "content-type": "application/json" };
      return fetch(`${url}${path}`, {
        method,
        headers: { authorization: `Basic ${basic}`, ...type, ...more },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    },
    async metric({ url }, series) {
      const text = await (await fetch(`${url}/metrics`)).text();
      const line = text.split("\n").find((one) => one.startsWith(`${series} `));
      return line === undefined ? undefined : Number(line.slice(series.length + 1));
    },
    async listed(room) {
      return (await seatsIn(room)).map(({ identity }) => identity).sort();
    },
    async sidOf(room, identity) {
      return (await seatsIn(room)).find((seat) => seat.identity === identity)?.sid;
    },
    async stop() {
      for (const livekit of calls) livekit.close();
      await database.stop();
      for (const one of all) await one.stop();
    },
  };
}

/** A socket of its own that leads to the database's. */
async function openDatabaseLine(
  database: TestDatabase,
  folder: string,
): Promise<DatabaseLine & { readonly urls: Record<string, string> }> {
  const urls = urlsOf(database);
  const { target } = database.service;
  if (target.kind !== "socket") throw new Error("the test's database has a socket");
  const real = target.folder;
  const sockets = new Set<Socket>();
  let isCut = false;
  const server = createServer((near) => {
    const far = connect(join(real, `.s.PGSQL.${target.port}`));
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on("error", () => undefined);
      socket.once("close", () => {
        sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    if (isCut) return;
    near.pipe(far).pipe(near);
  });
  const own = join(folder, "line");
  mkdirSync(own);
  chmodSync(own, 0o755);
  await new Promise<void>((done) => server.listen(join(own, ".s.PGSQL.5432"), done));
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  const through = (url: string): string =>
    url.replace(encodeURIComponent(real), encodeURIComponent(own));
  return {
    urls: Object.fromEntries(Object.entries(urls).map(([name, url]) => [name, through(url)])),
    cut() {
      isCut = true;
      for (const socket of sockets) socket.unpipe().pause();
    },
    mend() {
      isCut = false;
      for (const socket of sockets) socket.destroy();
    },
  };
}
