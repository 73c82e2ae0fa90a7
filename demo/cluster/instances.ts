import { generateKeyPairSync, randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  makeTestFolder,
  startTestDatabase,
  startTestEngine,
  urlsOf,
  writeSources,
} from "@graticule/server/tests/harness";
import { Program } from "@graticule/server/tests/program";
import { quietPort } from "@graticule/server/tests/quiet-port";

/** One process of the demo's service. */
export interface Instance {
  readonly name: string;
  readonly program: Program;
  readonly port: number;
  readonly peerPort: number;
}

/** What the instances share: a database, two media engines and the two keys. */
export interface Ground {
  start(name: string, publicUrl: string): Promise<Instance>;
  /** The port on which other instances reach this room's owner. Undefined: it has none now. */
  ownerOf(room: string): Promise<number | undefined>;
  /** The id of the engine on which the room is placed. */
  engineOf(room: string): Promise<string | undefined>;
  roomOf(code: string): Promise<string>;
  stop(): Promise<void>;
}

export async function startGround(geofeed: string): Promise<Ground> {
  const [database, ...engines] = await Promise.all([
    startTestDatabase(),
    startTestEngine(),
    startTestEngine(),
  ]);
  const list = engines.map(({ url, key, secret }, at) => ({
    id: `engine-${at + 1}`,
    ...{ url, key, secret },
  }));
  const ledgerKey = generateKeyPairSync("ed25519").privateKey;
  const shared = {
    ...urlsOf(database),
    CLUSTER: "1",
    PROXY_PROTOCOL: "127.0.0.1",
    INSTANCE_KEY: randomBytes(32).toString("base64url"),
    LEDGER_KEY: ledgerKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
  const programs: Program[] = [];
  const folders: { remove(): void }[] = [];
  const owned = async (room: string) =>
    await database.db
      .selectFrom("room_owner")
      .leftJoin("instance", "instance.id", "room_owner.instance")
      .select(["room_owner.engine", "instance.url"])
      .where("room_owner.room", "=", room)
      .executeTakeFirst();
  return {
    async start(name, publicUrl) {
      const folder = makeTestFolder();
      folders.push(folder);
      const [port, peerPort] = [await quietPort("127.0.0.1"), await quietPort("127.0.0.1")];
      const enginesFile = join(folder.path, "engines.json");
      writeFileSync(enginesFile, JSON.stringify(list));
      const program = new Program({
        ...shared,
        GRATICULE_DATA: folder.path,
        LOCATION_SOURCES: writeSources(folder.path, geofeed),
        MEDIA_ENGINES: enginesFile,
        PUBLIC_URL: publicUrl,
        PORT: String(port),
        CLUSTER_ADDRESS: `127.0.0.1:${peerPort}`,
        DRAIN_SECONDS: "2",
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
      for (const engine of engines) await engine.stop();
      await database.stop();
    },
  };
}
