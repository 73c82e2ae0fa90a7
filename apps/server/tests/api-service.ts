import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { OutgoingHttpHeaders } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import type { MeetingCreated } from "@graticule/api/meetings";
import { openInstanceSeal } from "@graticule/server/accounts/seal";
import { createAccountStore } from "@graticule/server/accounts/store";
import type { Beacons } from "@graticule/server/beacon/responder";
import type { Config } from "@graticule/server/config/config";
import { createDeps, type Deps } from "@graticule/server/deps";
import type { App } from "@graticule/server/http/routing";
import { configuredSources } from "@graticule/server/location/configured-sources";
import { createLocator } from "@graticule/server/location/create-locator";
import type { Locator } from "@graticule/server/location/locator";
import type { EngineSeat, MediaEngine } from "@graticule/server/media/media-engine";
import { createServer } from "@graticule/server/server";
import { pino } from "pino";
import { administrator, instanceKey, type TestDatabase } from "./harness.ts";

/** Addresses in these tests' geofeed, and one that no source knows. */
export const from = {
  france: "198.51.100.7",
  china: "203.0.113.7",
  hongKong: "192.0.2.7",
  nowhere: "10.9.9.9",
} as const;

const geofeed = `198.51.100.0/24,FR,,,
203.0.113.0/24,CN,,,
192.0.2.0/24,HK,,,
127.1.0.0/16,FR,,,
127.2.0.0/16,CN,,,
`;

/** An engine that holds what a test puts into it and records what it was asked to end. */
export class RecordingEngine implements MediaEngine {
  readonly ended: string[] = [];
  readonly seats = new Map<string, readonly EngineSeat[]>();
  isHealthy = true;

  listRooms = async () => ({ rooms: [...this.seats.keys()], isWhole: true });
  listSeats = async (room: string) => this.seats.get(room) ?? [];
  removeSeat = async () => "done" as const;
  leaveFor = async () => false;
  tell = async () => "done" as const;
  readonly muted: string[] = [];
  mute = async (_room: string, identity: string) => {
    this.muted.push(identity);
    return "done" as const;
  };
  healthy = async () => this.isHealthy;
  endRoom = async (room: string) => {
    this.ended.push(room);
    return "done" as const;
  };
}

export interface Asked {
  readonly from?: string;
  readonly body?: unknown;
  readonly headers?: OutgoingHttpHeaders;
}

export interface Answered {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers freely
  readonly json: any;
}

export interface ApiService {
  readonly app: App;
  readonly deps: Deps;
  readonly engine: RecordingEngine;
  readonly operatorCookie: string;
  logged(): string;
  ask(method: string, path: string, asked?: Asked): Promise<Answered>;
  /** A link that makes the administrator; "done" if there is one. */
  setupUrl(): Promise<string | "done">;
  newMeeting(
    body?: object,
  ): Promise<MeetingCreated & { room: string; bearer: OutgoingHttpHeaders }>;
  /** An account with a key; resolves with its request headers. */
  newAccount(name: string): Promise<{ id: string; headers: OutgoingHttpHeaders }>;
  stop(): Promise<void>;
}

/** How a test's service differs from the others'. */
export interface ServiceOfTests {
  readonly locator?: Locator;
  readonly beacons?: Beacons;
  /** Its data folder; by default a new one. */
  readonly dataDir?: string;
  /** Its mail server; without it letters stay in the mailbox. */
  readonly mail?: Config["mail"];
  /** Where the server stands, which lets light rule places out. */
  readonly standsAt?: Config["beaconCoordinates"];
  /** How often it looks for what is due; 250 by default. */
  readonly jobsEveryMs?: number;
  /** Who reads `/metrics`; by default holders of the tests' token. */
  readonly metrics?: Config["metrics"];
  /** A server that has the files of the catalogue's makers. */
  readonly makers?: string;
}

const publicUrl = "http://meet.test";

/** The cookies that an answer sets, as the next request sends them. */
export function cookiesOf(answer: Answered): string {
  const set = [answer.headers["set-cookie"] ?? []].flat();
  return set.map((one) => String(one).split(";")[0]).join("; ");
}

/**
 * The whole server on a real database, without a real engine and without listening.
 *
 * @param parts replacements for these tests' parts
 */
export async function startApiService(
  database: TestDatabase,
  parts: ServiceOfTests = {},
): Promise<ApiService> {
  const folder = mkdtempSync(join(tmpdir(), "graticule-api-"));
  writeFileSync(join(folder, "own.csv"), geofeed);
  const sourcesFile = join(folder, "sources.json");
  const source = { id: "own", maker: "test", kind: "geofeed", role: "operator", path: "own.csv" };
  writeFileSync(sourcesFile, JSON.stringify([source]));
  const lines: string[] = [];
  const sink = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  const engine = new RecordingEngine();
  const locator =
    parts.locator ??
    (await createLocator({ sources: configuredSources({ sourcesFile, dataDir: folder }) }));
  const { beacons, jobsEveryMs = 250 } = parts;
  const dataDir = parts.dataDir ?? folder;
  const deps = await createDeps({
    config: {
      ...testConfig(dataDir),
      beaconCoordinates: parts.standsAt,
      mail: parts.mail,
      locationMirror: parts.makers,
      ...(parts.metrics === undefined ? {} : { metrics: parts.metrics }),
    },
    publicUrl,
    database: database.service,
    engine: {
      url: "http://127.0.0.1:9",
      key: "engine",
      secret: "engine-secret-engine-secret-1234",
    },
    log: pino({ level: "trace", base: null }, sink),
    parts: {
      locator,
      mediaEngine: engine,
      ...(beacons === undefined ? {} : { beacons }),
      jobsEveryMs,
    },
  });
  const app = await createServer(deps);

  const ask = async (method: string, path: string, asked: Asked = {}): Promise<Answered> => {
    const reply = await app.inject({
      method: method as "GET",
      url: path,
      remoteAddress: asked.from ?? from.nowhere,
      headers: { ...asked.headers } as Record<string, string>,
      ...(asked.body === undefined ? {} : { payload: asked.body as object }),
    });
    const isJson = /\bjson\b/.test(String(reply.headers["content-type"]));
    return {
      status: reply.statusCode,
      headers: reply.headers,
      text: reply.payload,
      json: isJson && reply.payload !== "" ? JSON.parse(reply.payload) : undefined,
    };
  };

  const setupUrl = (): Promise<string | "done"> => deps.people.setup.newUrl();
  const { email, password } = administrator;
  const link = await setupUrl();
  const opened =
    link === "done"
      ? await ask("POST", "/api/auth/sign-in/email", { body: { email, password } })
      : await ask("POST", "/api/setup", { body: { token: link.split("#")[1], ...administrator } });
  const operatorCookie = cookiesOf(opened);

  return {
    app,
    deps,
    engine,
    operatorCookie,
    ask,
    setupUrl,
    logged: () => lines.join(""),
    async newMeeting(body = {}) {
      const headers = { cookie: operatorCookie };
      const made = await ask("POST", "/api/meetings", {
        headers,
        body: { title: "Talk", ...body },
      });
      const meeting = made.json as MeetingCreated;
      const secret = meeting.manageUrl.split("#")[1];
      const room = deps.directory.findMeeting(meeting.code)?.policy.room ?? "";
      return { ...meeting, room, bearer: { authorization: `Bearer ${secret}` } };
    },
    async newAccount(name) {
      const accounts = createAccountStore(database.db);
      const made = await accounts.create(name);
      if (made === "exists") throw new Error(`there is an account ${name}`);
      const secret = `secret-of-${name}-with-colon:inside`;
      const sealed = openInstanceSeal({ dataDir, instanceKey }).seal(secret, `key-${name}`);
      await accounts.addKey({ id: `key-${name}`, accountId: made.id, sealed });
      await deps.accounts.keyRing.refresh();
      const basic = Buffer.from(`key-${name}:${secret}`).toString("base64");
      return { id: made.id, headers: { authorization: `Basic ${basic}` } };
    },
    async stop() {
      await app.close();
      await deps.close();
      await locator.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function testConfig(dataDir: string): Config {
  return {
    publicUrl,
    host: "127.0.0.1",
    port: undefined,
    tls: undefined,
    dataDir,
    cluster: undefined,
    instanceKey,
    ledgerKey: undefined,
    database: undefined,
    engine: { kind: "external", url: "", key: "", secret: "" },
    trustedProxies: [],
    drainMs: 0,
    balancers: [],
    mediaAddress: undefined,
    mediaUdpPort: undefined,
    mediaTcpPort: undefined,
    beaconAddresses: ["127.0.0.1"],
    beaconPort: undefined,
    sourcesFile: undefined,
    locationMirror: undefined,
    mail: undefined,
    geoUpdateHours: 0,
    beaconCoordinates: undefined,
    outboundAllow: ["127.0.0.0/8"],
    roomsPerAccount: 200,
    metrics: { token: "token-of-the-tests", openToThisMachine: false },
    logLevel: "trace",
  };
}

export function everyoneExcept(...codes: string[]) {
  return { deny: codes.map((code) => ({ kind: "place", code })) };
}

/** Resolves once `holds` does; checked whenever the directory changes. */
export async function whenDirectory(
  service: ApiService,
  holds: () => boolean | Promise<boolean>,
): Promise<void> {
  if (await holds()) return;
  await new Promise<void>((resolve, reject) => {
    const look = async (): Promise<void> => {
      if (!(await holds())) return;
      stop();
      resolve();
    };
    const stop = service.deps.directory.onChange(() => void look().catch(reject));
  });
}
