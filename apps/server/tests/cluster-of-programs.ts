import { generateKeyPairSync } from "node:crypto";
import { chmodSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createAccountStore } from "@graticule/server/accounts/store";
import { createSeal } from "@graticule/server/config/seal";
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
import { type RedisEngine, startRedisEngine } from "./redis-engine.ts";
import { openRelay, type Relay } from "./relay.ts";

export interface Instance {
  readonly program: Program;
  readonly port: number;
  readonly peerPort: number;
  /** The port by which the others know it: of a relay, where there are some. */
  readonly knownAs: number;
  /** Where this instance listens itself. */
  readonly url: string;
  /** Its way to the database. */
  readonly line: Relay;
  /** The others' way to it, in a world with relays between instances. */
  readonly peers: Relay | undefined;
  /** Its settings, for a command beside it. */
  readonly env: Readonly<Record<string, string>>;
}

/** What instances of one cluster share. */
export interface ClusterWorld {
  readonly database: TestDatabase;
  /** As they are listed: `engine-0`, `engine-1`, and so on. */
  readonly engines: readonly TestEngine[];
  /** The last of the list, `engine-redis`, where there is one. */
  readonly redis: RedisEngine | undefined;
  /** Starts an engine again that was killed, at the same address. */
  restart(engine: number): Promise<void>;
  /** Marks these engines as draining, and no others, in every instance's file. */
  drain(engines: readonly string[]): void;
  /** Starts one more, with a data folder of its own. Killed when the test, or the world, is over. */
  start(more?: Readonly<Record<string, string>>, lives?: "test" | "world"): Promise<Instance>;
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

export const backendKey = { id: "key-acme", secret: "secret-of-acme-that-is-long-enough" };
export const instanceKey = Buffer.alloc(32, 7);

/** Has something done when what was started is to end. */
type AtEnd = (what: () => Promise<void> | void) => void;

export interface ClusterWorldOptions {
  /** Engines of one node; 1 by default. */
  readonly engines?: number;
  /** Whether one more engine is two nodes on one Redis. */
  readonly redis?: boolean;
  /** Whether instances reach each other through relays. */
  readonly relays?: boolean;
}

/** @param geofeed lines of the operator's own geofeed, the only source of places */
export async function openClusterWorld(
  geofeed: string,
  { engines: count = 1, redis: withRedis = false, relays = false }: ClusterWorldOptions = {},
): Promise<ClusterWorld> {
  const [database, redis, engines] = await Promise.all([
    startTestDatabase(),
    withRedis ? startRedisEngine() : undefined,
    Promise.all(Array.from({ length: count }, () => startTestEngine())),
  ]);
  if (relays) await announceRelays(database);
  const accounts = createAccountStore(database.db);
  const made = await accounts.create("acme");
  if (made === "exists") throw new Error("a new database has no accounts");
  const sealed = createSeal(instanceKey).seal(backendKey.secret, backendKey.id);
  await accounts.addKey({ id: backendKey.id, accountId: made.id, sealed });
  const ledgerKey = generateKeyPairSync("ed25519").privateKey;
  const all = [...engines, ...(redis === undefined ? [] : [redis])];
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
  const ends: (() => Promise<void> | void)[] = [];
  let draining: readonly string[] = [];
  const files = new Set<string>();
  const writeList = (file: string): void => {
    const list = all.map(({ url, key, secret }, at) => {
      const id = at < engines.length ? `engine-${at}` : "engine-redis";
      return { id, url, key, secret, draining: draining.includes(id) };
    });
    writeFileSync(`${file}.next`, JSON.stringify(list));
    renameSync(`${file}.next`, file);
  };
  const enginesFor = (folder: string): Record<string, string> => {
    const [one] = all;
    if (all.length === 1 && one !== undefined) {
      return { LIVEKIT_URL: one.url, LIVEKIT_KEY: one.key, LIVEKIT_SECRET: one.secret };
    }
    const file = join(folder, "engines.json");
    files.add(file);
    writeList(file);
    return { MEDIA_ENGINES: file };
  };
  return {
    database,
    engines,
    redis,
    async restart(at) {
      const before = engines[at];
      const again = await before?.restart();
      if (again === undefined || again.url !== before?.url) throw new Error("its port is taken");
      engines[at] = again;
    },
    drain(ids) {
      draining = ids;
      for (const file of files) writeList(file);
    },
    async start(more = {}, lives = "test") {
      const folder = makeTestFolder();
      const atEnd: AtEnd = lives === "test" ? onTestFinished : (what) => void ends.push(what);
      const { line, urls } = await openDatabaseLine(database, folder.path, atEnd);
      const [port, peerPort] = [await quietPort("127.0.0.1"), await quietPort("127.0.0.1")];
      const knownAs = relays ? await quietPort("127.0.0.1") : peerPort;
      const peers = relays
        ? await openPeerRelay(database, { port: knownAs, peerPort }, atEnd)
        : undefined;
      const env = {
        ...shared,
        ...urls,
        ...enginesFor(folder.path),
        GRATICULE_DATA: folder.path,
        LOCATION_SOURCES: writeSources(folder.path, geofeed),
        PORT: String(port),
        CLUSTER_ADDRESS: `127.0.0.1:${peerPort}`,
        ...more,
      };
      const program = new Program(env);
      void program.exited.then(() => {
        peers?.close();
        files.delete(join(folder.path, "engines.json"));
      });
      atEnd(async () => {
        program.child.kill("SIGCONT");
        await program.stop("SIGKILL");
        folder.remove();
      });
      await program.url();
      const url = `http://127.0.0.1:${port}`;
      return { program, port, peerPort, knownAs, url, line, peers, env };
    },
    sit({ port }, room, identity, from, participantSid) {
      const resumed = participantSid === undefined ? {} : { reconnect: true, participantSid };
      const target = newQuery(mintToken(backendKey, room, identity), resumed);
      const client = new RawClient({ port, target, from });
      onTestFinished(() => client.close());
      return client;
    },
    token: (room, identity) => mintToken(backendKey, room, identity),
    ask({ url }, method, path, body, more) {
      const basic = Buffer.from(`${backendKey.id}:${backendKey.secret}`).toString("base64");
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
      for (const end of ends) await end();
      for (const livekit of calls) livekit.close();
      await database.stop();
      for (const one of engines) await one.stop();
      await redis?.stop();
    },
  };
}

/** A socket of its own that leads to the database's. */
async function openDatabaseLine(
  database: TestDatabase,
  folder: string,
  atEnd: AtEnd,
): Promise<{ readonly line: Relay; readonly urls: Record<string, string> }> {
  const urls = urlsOf(database);
  const { target } = database.service;
  if (target.kind !== "socket") throw new Error("the test's database has a socket");
  const real = target.folder;
  const own = join(folder, "line");
  mkdirSync(own);
  chmodSync(own, 0o755);
  const line = await openRelay(
    { path: join(own, ".s.PGSQL.5432") },
    { path: join(real, `.s.PGSQL.${target.port}`) },
  );
  atEnd(() => line.close());
  const through = (url: string): string =>
    url.replace(encodeURIComponent(real), encodeURIComponent(own));
  const led = Object.fromEntries(Object.entries(urls).map(([name, url]) => [name, through(url)]));
  return { line, urls: led };
}

/** From now on, instances are announced to each other by the addresses of relays. */
async function announceRelays({ pool }: TestDatabase): Promise<void> {
  await pool.query(`
    CREATE TABLE test_relay (own text PRIMARY KEY, relay text NOT NULL);
    CREATE FUNCTION through_relay() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
      BEGIN
        NEW.url := coalesce((SELECT relay FROM public.test_relay WHERE own = NEW.url), NEW.url);
        RETURN NEW;
      END $$;
    CREATE TRIGGER through_relay BEFORE INSERT ON instance
      FOR EACH ROW EXECUTE FUNCTION through_relay()`);
}

const peerUrl = (port: number): string => `https://127.0.0.1:${port}`;

/** How the others reach an instance. Once its program has ended, nothing listens there. */
async function openPeerRelay(
  { pool }: TestDatabase,
  { port, peerPort }: { readonly port: number; readonly peerPort: number },
  atEnd: AtEnd,
): Promise<Relay> {
  const relay = await openRelay({ port, host: "127.0.0.1" }, { port: peerPort, host: "127.0.0.1" });
  atEnd(() => relay.close());
  await pool.query("INSERT INTO test_relay VALUES ($1, $2)", [peerUrl(peerPort), peerUrl(port)]);
  return relay;
}
