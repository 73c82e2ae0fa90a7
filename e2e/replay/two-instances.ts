import { generateKeyPairSync, randomBytes } from "node:crypto";
import {
  makeTestFolder,
  startTestDatabase,
  startTestEngine,
  startTestService,
  type TestService,
  urlsOf,
} from "@graticule/server/tests/harness";
import { Program } from "@graticule/server/tests/program";
import { quietPort } from "@graticule/server/tests/quiet-port";
import { startBalancer } from "../../demo/cluster/balancer.ts";
import type { Places } from "./places.ts";

/** The service as two instances behind a balancer. */
export interface TwoInstances {
  /** The instance in this process, which gets no connections before `kill`. */
  readonly service: TestService;
  /** Kills the other one, which owns every room. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

export async function startTwoInstances({
  host,
  port,
  sourcesFile,
}: Pick<Places, "host" | "port" | "sourcesFile">): Promise<TwoInstances> {
  const undo: (() => Promise<void> | void)[] = [];
  const stop = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const database = await startTestDatabase();
    undo.push(database.stop);
    const engine = await startTestEngine({ mediaAddress: host });
    undo.push(engine.stop);
    const { privateKey } = generateKeyPairSync("ed25519");
    const folder = makeTestFolder();
    undo.push(folder.remove);
    const env = async () => ({
      ...urlsOf(database),
      CLUSTER: "1",
      CLUSTER_ADDRESS: `${host}:${await quietPort(host)}`,
      INSTANCE_KEY: instanceKey,
      LEDGER_KEY: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
      LIVEKIT_URL: engine.url,
      LIVEKIT_KEY: engine.key,
      LIVEKIT_SECRET: engine.secret,
      LOCATION_SOURCES: sourcesFile,
      PUBLIC_URL: `http://${host}:${port}`,
      PROXY_PROTOCOL: host,
      HOST: host,
      PORT: String(await quietPort(host)),
    });
    const instanceKey = randomBytes(32).toString("base64url");
    const owners = await env();
    const owner = new Program({ ...owners, GRATICULE_DATA: folder.path });
    undo.push(async () => void (await owner.stop("SIGKILL")));
    await owner.url();
    const others = await env();
    const service = await startTestService({ database, env: others });
    undo.push(service.stop);
    let up = Number(owners.PORT);
    const balancer = await startBalancer(() => [up], { host, port });
    undo.push(() => balancer.close());
    return {
      service,
      async kill() {
        up = Number(others.PORT);
        await owner.stop("SIGKILL");
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
