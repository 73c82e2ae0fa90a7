import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { request } from "node:http";
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
import { mintRequestToken } from "./engine-token.ts";

const settingsSchema = z.object({
  key: z.string().min(8),
  secret: z.string().min(32),
  ports: z.object({ signalling: z.number().int(), udp: z.number().int(), tcp: z.number().int() }),
  /** What the running one was started with, to see whether it still fits. */
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
  /** The address that the engine offers for media; undefined: loopback, and one of this machine in its own network where it has one. */
  readonly mediaAddress: string | undefined;
  readonly mediaUdpPort: number | undefined;
  readonly mediaTcpPort: number | undefined;
}

/** The first signal makes it wait until everyone has left, the second does not. It keeps no data. */
const stopSteps: readonly StopStep[] = [
  { signal: "SIGTERM", waitMs: 300 },
  { signal: "SIGTERM", waitMs: 3_000 },
];

const readyWithinMs = 15_000;

/**
 * Runs the LiveKit of a data folder, or takes over the one that runs there already with the same
 * settings. It listens on loopback, except for media; it knows one key only; its output is thrown
 * away, because it names people's addresses. Throws, with what it said, where it can't start.
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
  throw new Error(`The media engine (LiveKit) did not start.\n${last ?? ""}`);
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

/** The key stays for good, since tokens were made with it; ports are kept while they are free. */
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
      // Media over TCP listens on every address: only where media is to be reached from outside.
      tcp: order.mediaTcpPort ?? (open ? await freePort("tcp", [tcp || undefined]) : 0),
    },
    media: mediaOf(order),
  };
}

/**
 * STUN's own port (RFC 8489), at which nothing of ours listens, and nothing need answer. Not any port will do: Firefox joins no call that
 * names one of those on which it asks nobody, such as the discard port.
 */
const NO_STUN_PORT = 3478;

/**
 * How soon after one whole picture the engine asks for the next. By its own default a second: so long would whoever comes to an encrypted
 * call see nothing of someone whose first one Chromium lost, as it does where a worker stands before the frames. No browser makes them
 * oftener than each 300 ms, however often it is asked.
 */
const KEYFRAME_THROTTLE = { low_quality: "100ms", mid_quality: "100ms", high_quality: "100ms" };

/**
 * LiveKit's configuration. JSON is YAML. Without STUN servers it would send browsers, and so their
 * addresses, to a stranger's; its own media port must not be named either, since that breaks UDP.
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
      stun_servers: [`${address}:${NO_STUN_PORT}`],
      pli_throttle: KEYFRAME_THROTTLE,
      ...interfacesFor(order.mediaAddress),
    },
  };
}

function interfacesFor(mediaAddress: string | undefined): object {
  if (mediaAddress === undefined) return ownInterfaces(lanAddress());
  const ours = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  // An address that this machine does not have itself is that of a router in front of it.
  if (!ours.some((one) => one.address === mediaAddress)) return { node_ip: mediaAddress };
  return {
    node_ip: mediaAddress,
    enable_loopback_candidate: mediaAddress.startsWith("127."),
    ips: { includes: [`${mediaAddress}/32`] },
  };
}

/**
 * For browsers on this machine. Firefox goes from no loopback address to any other, so loopback alone would keep it out. With a
 * `node_ip` the engine would name that one address in the place of both.
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
function answers(settings: Settings): Promise<boolean> {
  const { key: id, secret, ports } = settings;
  const token = mintRequestToken({ video: { roomList: true } }, { id, secret });
  return listsRooms(ports.signalling, token);
}

/** On a connection of its own: an open one would make the engine wait 5 s when it is to end. */
function listsRooms(port: number, token: string): Promise<boolean> {
  return new Promise((resolve) => {
    const asked = request({
      host: "127.0.0.1",
      port,
      path: "/twirp/livekit.RoomService/ListRooms",
      method: "POST",
      agent: false,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      signal: AbortSignal.timeout(2_000),
    });
    asked.once("error", () => resolve(false));
    asked.once("response", (response) => {
      response.resume();
      response.once("close", () => resolve(response.statusCode === 200));
    });
    asked.end("{}");
  });
}

async function becomesReady(settings: Settings, child: RecordedChild): Promise<boolean> {
  const until = performance.now() + readyWithinMs;
  while (performance.now() < until && child.isRunning()) {
    if (await answers(settings)) return child.isRunning();
    await delay(20);
  }
  return false;
}

/** Starts it once more, for a moment and with nobody inside, to hear why it does not start. */
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
