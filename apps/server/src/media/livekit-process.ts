import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import {
  findRecordedChild,
  type RecordedChild,
  type StopStep,
  startChild,
} from "../processes/child-process.ts";
import { freePort } from "../processes/free-port.ts";
import { readJsonFile, writeJsonFile } from "../processes/json-file.ts";
import { lanAddress } from "../processes/own-address.ts";
import { createLiveKit } from "./livekit.ts";

const settingsSchema = z.object({
  key: z.string().min(8),
  secret: z.string().min(32),
  ports: z.object({ signalling: z.number().int(), udp: z.number().int(), tcp: z.number().int() }),
  /** What the running engine was started with, see {@link mediaOf}. */
  media: z.string(),
});
type Settings = z.infer<typeof settingsSchema>;

export interface EmbeddedEngine {
  /** Private: only the gate and this server may reach it. */
  readonly url: string;
  readonly key: string;
  readonly secret: string;
  readonly child: RecordedChild;
  readonly how: "started" | "adopted";
  stop(): Promise<void>;
}

export interface EngineOrder {
  readonly dataDir: string;
  readonly binary: string;
  /** Offered for media; undefined: loopback, and this machine's address in its own network. */
  readonly mediaAddress: string | undefined;
  readonly mediaUdpPort: number | undefined;
  readonly mediaTcpPort: number | undefined;
}

/** At the first signal it waits until everyone has left, at the second it ends. */
const stopSteps: readonly StopStep[] = [
  { signal: "SIGTERM", waitMs: 300 },
  { signal: "SIGTERM", waitMs: 3_000 },
];

const readyWithinMs = 15_000;

/**
 * Runs the LiveKit of a data folder, or takes over one that runs there with the same settings. It
 * listens on loopback, except for media, and knows one key. Its output is discarded, because it
 * names people's addresses. Throws, with the engine's own message, if it can't start.
 */
export async function startLivekit(order: EngineOrder): Promise<EmbeddedEngine> {
  const recordFile = join(order.dataDir, "run", "livekit.json");
  const known = readJsonFile(settingsFile(order), settingsSchema);
  const running = findRecordedChild({ recordFile, stopSteps });
  if (running !== undefined && known !== undefined) {
    const fits = known.media === mediaOf(order) && (await answers(known));
    if (fits) return engine(known, running, "adopted");
  }
  await running?.stop();
  let last: string | undefined;
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const settings = await chooseSettings(order, attempt === 0 ? known : undefined, known);
    writeJsonFile(settingsFile(order), settings);
    writeJsonFile(configFile(order), livekitConfig(order, settings));
    const child = await startChild({
      command: order.binary,
      args: ["--config", configFile(order)],
      recordFile,
      stopSteps,
    });
    if (await becomesReady(settings, child)) return engine(settings, child, "started");
    await child.stop();
    last = await whatItSays(order);
  }
  throw new Error(`The media engine (LiveKit) didn't start.\n${last ?? ""}`);
}

const settingsFile = (order: EngineOrder): string => join(order.dataDir, "engine.json");
const configFile = (order: EngineOrder): string => join(order.dataDir, "run", "livekit.yaml");
const urlOf = (settings: Settings): string => `http://127.0.0.1:${settings.ports.signalling}`;

function engine(
  settings: Settings,
  child: RecordedChild,
  how: EmbeddedEngine["how"],
): EmbeddedEngine {
  const { key, secret } = settings;
  return { url: urlOf(settings), key, secret, child, how, stop: () => child.stop() };
}

function mediaOf(order: EngineOrder): string {
  const { binary, mediaAddress, mediaUdpPort, mediaTcpPort } = order;
  const address = mediaAddress ?? lanAddress();
  return JSON.stringify([binary, mediaAddress, address, mediaUdpPort, mediaTcpPort]);
}

/** The key never changes, since tokens were made with it; ports are kept while they are free. */
async function chooseSettings(
  order: EngineOrder,
  ports: Settings | undefined,
  keys: Settings | undefined,
): Promise<Settings> {
  const open = order.mediaAddress !== undefined;
  const udp = order.mediaUdpPort ?? ports?.ports.udp ?? (open ? 7882 : undefined);
  const tcp = order.mediaTcpPort ?? ports?.ports.tcp ?? (open ? 7881 : undefined);
  return {
    key: keys?.key ?? `GR${randomBytes(9).toString("hex")}`,
    secret: keys?.secret ?? randomBytes(36).toString("base64url"),
    ports: {
      signalling: await freePort("tcp", [ports?.ports.signalling], "127.0.0.1"),
      udp: order.mediaUdpPort ?? (await freePort("udp", [udp])),
      // Media over TCP listens on every address, so only where media are to come from outside.
      tcp: order.mediaTcpPort ?? (open ? await freePort("tcp", [tcp || undefined]) : 0),
    },
    media: mediaOf(order),
  };
}

/**
 * STUN's port (RFC 8489), at which nothing listens or need answer. Firefox joins no call that names
 * a port that it blocks, such as discard.
 */
const noStunPort = 3478;

/**
 * How soon after one key frame the engine asks for the next. Its default is a second, for which a
 * newcomer to an encrypted call would not see someone whose first key frame Chromium lost, as it
 * does where a worker transforms the frames. Browsers make one every 300 ms at most.
 */
const keyFrameThrottle = { low_quality: "100ms", mid_quality: "100ms", high_quality: "100ms" };

/**
 * LiveKit's configuration as JSON, which is YAML. Without STUN servers LiveKit would send browsers,
 * and so their addresses, to a public one; naming its own media port breaks UDP.
 */
function livekitConfig(order: EngineOrder, settings: Settings): unknown {
  const { signalling, udp, tcp } = settings.ports;
  const address = order.mediaAddress ?? "127.0.0.1";
  return {
    port: signalling,
    bind_addresses: ["127.0.0.1"],
    keys: { [settings.key]: settings.secret },
    logging: { level: "error" },
    rtc: {
      use_external_ip: false,
      udp_port: udp,
      tcp_port: tcp,
      stun_servers: [`${address}:${noStunPort}`],
      pli_throttle: keyFrameThrottle,
      ...interfacesFor(order.mediaAddress),
    },
  };
}

function interfacesFor(mediaAddress: string | undefined): object {
  if (mediaAddress === undefined) return ownInterfaces(lanAddress());
  const ours = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  // An address that this machine does not have is that of a router in front of it.
  if (!ours.some((one) => one.address === mediaAddress)) return { node_ip: mediaAddress };
  return {
    node_ip: mediaAddress,
    enable_loopback_candidate: mediaAddress.startsWith("127."),
    ips: { includes: [`${mediaAddress}/32`] },
  };
}

/**
 * For browsers on this machine. Firefox connects from no loopback address to any other, so loopback
 * alone would keep it out. With `node_ip` the engine would name only that address.
 */
function ownInterfaces(inNetwork: string | undefined): object {
  if (inNetwork === undefined) {
    const loopback = process.platform === "linux" ? "lo" : "lo0";
    const only = { interfaces: { includes: [loopback] } };
    return { node_ip: "127.0.0.1", enable_loopback_candidate: true, ...only };
  }
  const both = ["127.0.0.1/32", `${inNetwork}/32`];
  return { enable_loopback_candidate: true, ips: { includes: both } };
}

/** Asks with our key, so that another LiveKit on the same port is not taken for ours. */
async function answers(settings: Settings): Promise<boolean> {
  const { key: id, secret } = settings;
  const livekit = createLiveKit({ url: urlOf(settings), key: { id, secret }, deadlineMs: 2_000 });
  const isHealthy = await livekit.healthy();
  // A connection left open would make the engine wait 5 s when it is to end.
  livekit.close();
  return isHealthy;
}

async function becomesReady(settings: Settings, child: RecordedChild): Promise<boolean> {
  const until = performance.now() + readyWithinMs;
  while (performance.now() < until && child.isRunning()) {
    if (await answers(settings)) return child.isRunning();
    await delay(20);
  }
  return false;
}

function whatItSays(order: EngineOrder): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn(order.binary, ["--config", configFile(order)], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    let said = "";
    const listen = (chunk: Buffer): void => {
      said = `${said}${chunk.toString()}`.slice(-2_000);
    };
    child.stdout.on("data", listen);
    child.stderr.on("data", listen);
    const timer = setTimeout(() => child.kill("SIGKILL"), 2_000);
    const finish = (): void => {
      clearTimeout(timer);
      resolve(said.trim());
    };
    child.once("error", finish);
    child.once("close", finish);
  });
}
