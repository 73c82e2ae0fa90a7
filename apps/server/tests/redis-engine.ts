import { randomBytes } from "node:crypto";
import { accessSync, constants } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { createLiveKit } from "@graticule/server/media/livekit";
import {
  type RecordedChild,
  type StopStep,
  startChild,
} from "@graticule/server/processes/child-process";
import { freePort } from "@graticule/server/processes/free-port";
import { writeJsonFile } from "@graticule/server/processes/json-file";
import { startBalancer } from "./balancer.ts";
import { makeTestFolder, testLivekit } from "./harness.ts";
import { quietPort } from "./quiet-port.ts";

const redisServer = "/usr/bin/redis-server";

/** Whether Debian's package `redis-server` is here. */
export function hasRedis(): boolean {
  try {
    accessSync(redisServer, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

interface RedisNode {
  readonly url: string;
  child: RecordedChild;
}

/** Several LiveKit nodes that share one Redis, so one engine to a service. */
export interface RedisEngine {
  /** Of a balancer in front of the nodes. */
  readonly url: string;
  readonly key: string;
  readonly secret: string;
  readonly redis: RecordedChild;
  readonly nodes: readonly Readonly<RedisNode>[];
  /** Starts a node again that was killed. */
  restart(node: number): Promise<void>;
  stop(): Promise<void>;
}

/** Ends with the test, also where that is killed. */
const startWithTest: typeof startChild = (order) =>
  startChild({
    ...order,
    command: "/usr/bin/setpriv",
    args: ["--pdeathsig", "KILL", order.command, ...order.args],
  });

const atOnce: readonly StopStep[] = [{ signal: "SIGKILL", waitMs: 3_000 }];

/** Two LiveKit nodes on loopback and an empty Redis, in a folder of their own. */
export async function startRedisEngine(): Promise<RedisEngine> {
  const folder = makeTestFolder();
  const key = `GR${randomBytes(9).toString("hex")}`;
  const secret = randomBytes(36).toString("base64url");
  const redisPort = await quietPort("127.0.0.1");
  const inRun = (file: string): string => join(folder.path, "run", file);
  const redis = await startWithTest({
    command: redisServer,
    args: [
      ...["--port", String(redisPort), "--bind", "127.0.0.1", "--dir", folder.path],
      ...["--save", "", "--appendonly", "no"],
    ],
    recordFile: inRun("redis.json"),
    stopSteps: atOnce,
  });
  const ports = [await quietPort("127.0.0.1"), await quietPort("127.0.0.1")];

  async function startNode(at: number): Promise<RedisNode> {
    const port = ports[at] ?? 0;
    const url = `http://127.0.0.1:${port}`;
    const config = inRun(`livekit-${at}.yaml`);
    writeJsonFile(config, {
      port,
      bind_addresses: ["127.0.0.1"],
      keys: { [key]: secret },
      logging: { level: "error" },
      redis: { address: `127.0.0.1:${redisPort}` },
      rtc: {
        use_external_ip: false,
        node_ip: "127.0.0.1",
        enable_loopback_candidate: true,
        interfaces: { includes: ["lo"] },
        udp_port: await freePort("udp", [undefined]),
        tcp_port: 0,
        stun_servers: ["127.0.0.1:3478"],
      },
    });
    const child = await startWithTest({
      command: testLivekit(),
      args: ["--config", config],
      recordFile: inRun(`livekit-${at}.json`),
      stopSteps: atOnce,
    });
    const livekit = createLiveKit({ url, key: { id: key, secret } });
    // Also for the demo, which runs outside of a test.
    const giveUpAt = performance.now() + 20_000;
    while (!(await livekit.healthy())) {
      if (performance.now() > giveUpAt) throw new Error("a LiveKit node doesn't start");
      await delay(50);
    }
    livekit.close();
    return { url, child };
  }

  const nodes = [await startNode(0), await startNode(1)];
  const balancer = await startBalancer(ports);
  return {
    url: balancer.url,
    ...{ key, secret, redis, nodes },
    async restart(at) {
      const node = nodes[at];
      await node?.child.stop();
      const started = await startNode(at);
      if (node !== undefined) node.child = started.child;
    },
    async stop() {
      balancer.close();
      // A frozen process can be killed, too.
      await Promise.all([redis, ...nodes.map(({ child }) => child)].map((one) => one.stop()));
      folder.remove();
    },
  };
}
