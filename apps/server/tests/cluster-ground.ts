import { generateKeyPairSync, randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createAccountStore } from "@graticule/server/accounts/store";
import { createSeal } from "@graticule/server/config/seal";
import { createLiveKit } from "@graticule/server/media/livekit";
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
import { type RedisEngine, startRedisEngine } from "./redis-engine.ts";

/** One process of a service of several. */
export interface GroundInstance {
  readonly name: string;
  readonly program: Program;
  readonly port: number;
  readonly peerPort: number;
}

/** What the instances share: a database, two media engines and the two keys. */
export interface Ground {
  readonly database: TestDatabase;
  /** `engine-1`, in the region `north`, unless a cluster on Redis is. `engine-2` is in `south`. */
  readonly engine: TestEngine;
  /** `engine-1`, if asked for. */
  readonly redis: RedisEngine | undefined;
  start(name: string, publicUrl: string): Promise<GroundInstance>;
  /** An account whose backends may make tokens with this key. */
  addAccount(key: { readonly id: string; readonly secret: string }): Promise<void>;
  /** The port on which other instances reach this room's owner. Undefined: it has none now. */
  ownerOf(room: string): Promise<number | undefined>;
  /** The id of the engine on which the room is placed. */
  engineOf(room: string): Promise<string | undefined>;
  /** Marks this engine, and no other, as draining in every instance's list. */
  drain(engine: string): void;
  /** Removes an engine from every instance's list. */
  strike(engine: string): void;
  roomOf(code: string): Promise<string>;
  /** Who sits in the room by the engines' own lists, or by one engine's. */
  listed(room: string, engine?: string): Promise<readonly string[]>;
  stop(): Promise<void>;
}

const regions = ["north", "south"];

/**
 * Outside a test, which would stop it when it ends: for the demo and the benches.
 * @param geofeed lines of the operator's own geofeed, the only source of places
 * @param env for every instance
 * @param kind `redis`: the first engine is a LiveKit cluster of two nodes
 */
export async function startGround(
  geofeed: string,
  env: Readonly<Record<string, string>> = {},
  kind: "redis" | "independent" = "independent",
): Promise<Ground> {
  const [database, engine, other, redis] = await Promise.all([
    startTestDatabase(),
    startTestEngine(),
    kind === "independent" ? startTestEngine() : undefined,
    kind === "redis" ? startRedisEngine() : undefined,
  ]);
  const engines = [redis, engine, other].filter((one) => one !== undefined);
  const list = engines.map(({ url, key, secret }, at) => ({
    id: `engine-${at + 1}`,
    ...{ url, key, secret },
    region: regions[at],
  }));
  const calls = engines.map(({ url, key: id, secret }) =>
    createLiveKit({ url, key: { id, secret } }),
  );
  const ledgerKey = generateKeyPairSync("ed25519").privateKey;
  const instanceKey = randomBytes(32);
  const shared = {
    ...urlsOf(database),
    CLUSTER: "1",
    INSTANCE_KEY: instanceKey.toString("base64url"),
    LEDGER_KEY: ledgerKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
  const programs: Program[] = [];
  const lists: string[] = [];
  const folders: { remove(): void }[] = [];
  const owned = async (room: string) =>
    await database.db
      .selectFrom("room_owner")
      .leftJoin("instance", "instance.id", "room_owner.instance")
      .select(["room_owner.engine", "instance.url"])
      .where("room_owner.room", "=", room)
      .executeTakeFirst();
  const write = (entries: readonly object[]): void => {
    for (const file of lists) writeFileSync(file, JSON.stringify(entries));
  };
  return {
    ...{ database, engine, redis },
    async addAccount({ id, secret }) {
      const accounts = createAccountStore(database.db);
      const made = await accounts.create(id);
      if (made === "exists") throw new Error(`there is an account of that name: ${id}`);
      const sealed = createSeal(instanceKey).seal(secret, id);
      await accounts.addKey({ id, accountId: made.id, sealed });
    },
    async start(name, publicUrl) {
      const folder = makeTestFolder();
      folders.push(folder);
      const [port, peerPort] = [await quietPort("127.0.0.1"), await quietPort("127.0.0.1")];
      const enginesFile = join(folder.path, "engines.json");
      writeFileSync(enginesFile, JSON.stringify(list));
      lists.push(enginesFile);
      const program = new Program({
        ...shared,
        GRATICULE_DATA: folder.path,
        LOCATION_SOURCES: writeSources(folder.path, geofeed),
        MEDIA_ENGINES: enginesFile,
        PUBLIC_URL: publicUrl,
        PORT: String(port),
        CLUSTER_ADDRESS: `127.0.0.1:${peerPort}`,
        DRAIN_SECONDS: "2",
        ...env,
      });
      programs.push(program);
      await program.url();
      return { name, program, port, peerPort };
    },
    async ownerOf(room) {
      const url = (await owned(room))?.url ?? undefined;
      return url === undefined ? undefined : Number(new URL(url).port);
    },
    async engineOf(room) {
      return (await owned(room))?.engine;
    },
    drain(engine) {
      write(list.map((one) => ({ ...one, draining: one.id === engine })));
    },
    strike(engine) {
      write(list.filter(({ id }) => id !== engine));
    },
    async listed(room, engine) {
      const asked = calls.filter((_, at) => engine === undefined || list[at]?.id === engine);
      const seats = await Promise.all(asked.map((livekit) => livekit.listSeats(room)));
      return seats.flatMap((some) => (some ?? []).map(({ identity }) => identity));
    },
    async roomOf(code) {
      const { room } = await database.db
        .selectFrom("meeting")
        .select("room")
        .where("code", "=", code)
        .executeTakeFirstOrThrow();
      return room;
    },
    async stop() {
      await Promise.all(programs.map((program) => program.stop("SIGKILL")));
      for (const folder of folders) folder.remove();
      for (const livekit of calls) livekit.close();
      for (const engine of engines) await engine.stop();
      await database.stop();
    },
  };
}
