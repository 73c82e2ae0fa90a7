import { existsSync } from "node:fs";
import { isIP } from "node:net";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { parseNetwork } from "@graticule/admission/location/network";
import { z } from "zod";
import { type ClusterAddress, clusterConfig, clusterProblems, clusterSettings } from "./cluster.ts";
import { type EngineConfig, engineFor, misplacedList } from "./engine-config.ts";

/** The service's configuration, read once from the environment; see docs/deploy.md. */
export interface Config {
  /** What people type: `https://meet.example.org`. Undefined: derived from host and port. */
  readonly publicUrl: string | undefined;
  readonly host: string;
  /** Undefined: 8080, or the next free port. */
  readonly port: number | undefined;
  readonly tls: { readonly certFile: string; readonly keyFile: string } | undefined;
  readonly dataDir: string;
  /** Undefined: this is the only process on its database. */
  readonly cluster: ClusterAddress | undefined;
  /** Undefined: `instance.key` of the data folder. */
  readonly instanceKey: Buffer | undefined;
  /** PEM. Undefined: `ledger.key` of the data folder. */
  readonly ledgerKey: string | undefined;
  /** One that the operator runs: as the service's role, and as the owner of its tables. */
  readonly database: { readonly url: string; readonly ownerUrl: string } | undefined;
  readonly engine: EngineConfig;
  /** CIDR list of proxies whose X-Forwarded-For counts. */
  readonly trustedProxies: readonly string[];
  /** How long it goes on after a signal to stop, while it says that it isn't ready. */
  readonly drainMs: number;
  /** CIDR list of TCP balancers, whose connections begin with a PROXY header. */
  readonly balancers: readonly string[];
  /** Where the embedded engine offers media; undefined: loopback, and this machine's own network. */
  readonly mediaAddress: string | undefined;
  /** Media ports of the embedded engine; undefined: free ones are chosen and kept. */
  readonly mediaUdpPort: number | undefined;
  readonly mediaTcpPort: number | undefined;
  /** Where pages reach the beacon, of both families; empty: none, as on a loopback address. */
  readonly beaconAddresses: readonly string[];
  /** UDP; undefined: the system chooses one at each start. */
  readonly beaconPort: number | undefined;
  /** The file that lists location sources; undefined: the data that came with the packages. */
  readonly sourcesFile: string | undefined;
  /** A server of the operator's own that has the catalogue's files. */
  readonly locationMirror: string | undefined;
  /** Hours between two downloads of location sources that name an address; 0: never by itself. */
  readonly geoUpdateHours: number;
  /** Where this server stands, decimal degrees; undefined: no round trip rules a place out. */
  readonly beaconCoordinates: { readonly latitude: number; readonly longitude: number } | undefined;
  /** Networks, otherwise closed, that webhooks and downloads may reach; plain http only there. */
  readonly outboundAllow: readonly string[];
  /** Meetings and backends' rooms that one account may have at a time. */
  readonly roomsPerAccount: number;
  /** The server that takes mail, and whom it is from; undefined: mail stays in the mailbox page. */
  readonly mail: { readonly url: string; readonly from: string | undefined } | undefined;
  /** Who reads `/metrics` beside the administrator's session. */
  readonly metrics: {
    /** Bearer; undefined: there is none. */
    readonly token: string | undefined;
    /** Whether every program of this machine may, without a token. */
    readonly openToThisMachine: boolean;
  };
  readonly logLevel: string;
}

/** Something in the environment that can't be used, and what to do about it. */
export interface ConfigProblem {
  readonly name: string;
  readonly problem: string;
}

export type ConfigResult =
  | { readonly kind: "config"; readonly config: Config; readonly notes: readonly string[] }
  | { readonly kind: "problems"; readonly problems: readonly ConfigProblem[] };

const port = z.coerce
  .number({ error: "must be a number from 1 to 65535" })
  .int({ error: "must be a whole number from 1 to 65535" })
  .min(1, { error: "must be a number from 1 to 65535" })
  .max(65_535, { error: "must be a number from 1 to 65535" });

const existingFile = z
  .string()
  .refine(existsSync, { error: "names a file that doesn't exist; set it to the path of a file" });

/** What is no address at all passes: another check names it. */
function isOrigin(text: string): boolean {
  const url = URL.parse(text);
  return url === null || (url.pathname === "/" && url.search === "" && url.hash === "");
}

const webUrl = z
  .url({
    protocol: /^https?$/,
    error:
      "must be an address that begins with https:// or http://, such as https://meet.example.org",
  })
  .refine(isOrigin, {
    error:
      "must have no path: the service needs an origin of its own, such as https://meet.example.org",
  })
  .transform((url) => new URL(url).origin);

const engineUrl = z.url({
  protocol: /^(https?|wss?)$/,
  error: "must begin with http://, https://, ws:// or wss://, such as http://127.0.0.1:7880",
});

// Not a URL in the browsers' sense: a socket's folder may stand in `?host=`, with no host before.
const databaseUrl = z.string().regex(/^postgres(ql)?:\/\/\S+$/, {
  error: "must look like postgres://user:password@host:5432/name",
});

const address = z
  .string()
  .refine((text) => isIP(text) === 4, { error: "must be an IPv4 address, such as 192.0.2.10" });

function isNetwork(text: string): boolean {
  const [base = "", length, ...rest] = text.split("/");
  const family = isIP(base);
  if (family === 0 || rest.length > 0 || base.includes("%")) return false;
  if (length === undefined) return true;
  const [shortest, longest] = family === 4 ? [0, 32] : [isMapped(base) ? 96 : 0, 128];
  return /^\d{1,3}$/.test(length) && Number(length) >= shortest && Number(length) <= longest;
}

/** Whether it is an IPv4 address written as IPv6, whose first 96 bits say nothing. */
function isMapped(ipv6: string): boolean {
  return new URL(`http://[${ipv6}]`).hostname.startsWith("[::ffff:");
}

const networks = z
  .string()
  .transform((text) => text.split(/[\s,]+/).filter(Boolean))
  .refine((list) => list.every(isNetwork), {
    error: "must be addresses or networks separated by commas, such as 10.0.0.0/8,2001:db8::/32",
  });

function wholeNumber(least: number, most: number) {
  const error = `must be a whole number from ${least} to ${most}`;
  return z.coerce.number({ error }).int({ error }).min(least, { error }).max(most, { error });
}

const coordinatesError = "must be latitude and longitude in decimal degrees, such as 48.85,2.35";
const coordinates = z
  .string()
  .regex(/^\s*-?\d{1,2}(\.\d+)?\s*,\s*-?\d{1,3}(\.\d+)?\s*$/, { error: coordinatesError })
  .transform((text) => text.split(",").map(Number))
  .transform(([latitude = Number.NaN, longitude = Number.NaN]) => ({ latitude, longitude }))
  .refine(({ latitude, longitude }) => Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180, {
    error: coordinatesError,
  });

const environment = z.object({
  ...clusterSettings,
  PUBLIC_URL: webUrl.optional(),
  HOST: z
    .string()
    .refine((text) => text === "localhost" || isIP(text) !== 0, {
      error: "must be an address of this machine, such as 127.0.0.1 or 0.0.0.0",
    })
    .default("127.0.0.1"),
  PORT: port.optional(),
  TLS_CERT: existingFile.optional(),
  TLS_KEY: existingFile.optional(),
  DATABASE_URL: databaseUrl.optional(),
  DATABASE_OWNER_URL: databaseUrl.optional(),
  LIVEKIT_URL: engineUrl.optional(),
  LIVEKIT_KEY: z.string().optional(),
  LIVEKIT_SECRET: z.string().optional(),
  LIVEKIT_SERVER: existingFile.optional(),
  MEDIA_ENGINES: existingFile.optional(),
  GRATICULE_DATA: z.string().optional(),
  TRUSTED_PROXIES: networks.default([]),
  PROXY_PROTOCOL: networks.default([]),
  MEDIA_ADDRESS: address.optional(),
  MEDIA_UDP_PORT: port.optional(),
  MEDIA_TCP_PORT: port.optional(),
  BEACON_ADDRESSES: z
    .string()
    .transform((text) => text.split(/[\s,]+/).filter((one) => one !== "" && one !== "off"))
    .refine((list) => list.length <= 4 && list.every((one) => isIP(one) !== 0), {
      error: "must be up to four addresses separated by commas, or off",
    })
    .optional(),
  BEACON_PORT: port.optional(),
  LOCATION_SOURCES: existingFile.optional(),
  LOCATION_MIRROR: z.url({ protocol: /^https?$/, error: "must be a web address" }).optional(),
  GEO_UPDATE_HOURS: wholeNumber(0, 8_760).default(24),
  BEACON_COORDINATES: coordinates.optional(),
  OUTBOUND_ALLOW: networks
    .refine((list) => list.every((text) => parseNetwork(text) !== undefined), {
      error: "must name whole networks: 10.0.0.0/8, not 10.0.0.1/8",
    })
    .default([]),
  DRAIN_SECONDS: wholeNumber(0, 3_600).default(0),
  ROOMS_PER_ACCOUNT: wholeNumber(1, 10_000_000).default(10_000),
  SMTP_URL: z
    .url({
      protocol: /^smtps?$/,
      error: "must look like smtps://user:password@mail.example.org:465 or smtp://127.0.0.1:25",
    })
    .optional(),
  MAIL_FROM: z.email({ error: "must be an email address" }).optional(),
  METRICS_TOKEN: z
    .string()
    .regex(/^[A-Za-z0-9._~+/-]{16,200}$/, {
      error: "must have 16 to 200 characters: letters, digits and . _ ~ + / -",
    })
    .optional(),
  METRICS_OPEN_TO_THIS_MACHINE: z.enum(["0", "1"], { error: "must be 1 or 0" }).default("0"),
  LOG_LEVEL: z
    .enum(["silent", "fatal", "error", "warn", "info", "debug", "trace"], {
      error: "must be one of silent, fatal, error, warn, info, debug, trace",
    })
    .default("info"),
});
type Environment = z.infer<typeof environment>;

/** LiveKit's own names of two settings, where ours aren't set. */
const otherNames = {
  LIVEKIT_KEY: "LIVEKIT_API_KEY",
  LIVEKIT_SECRET: "LIVEKIT_API_SECRET",
} as const;

/** Every setting there is, by each of its names. */
export const settingNames: readonly string[] = [
  ...Object.keys(environment.shape),
  ...Object.values(otherNames),
];

/** Names that belong together: either all of them are set or none. */
const together: readonly (readonly (keyof Environment)[])[] = [
  ["TLS_CERT", "TLS_KEY"],
  ["LIVEKIT_URL", "LIVEKIT_KEY", "LIVEKIT_SECRET"],
];

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Reads the whole configuration. An empty variable counts as not set. All problems are reported at
 * once; a value is never repeated in them, since it may be a secret.
 */
export function readConfig(variables: Variables): ConfigResult {
  const set = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ""));
  const parsed = environment.safeParse({
    ...set,
    LIVEKIT_KEY: set["LIVEKIT_KEY"] ?? set[otherNames.LIVEKIT_KEY],
    LIVEKIT_SECRET: set["LIVEKIT_SECRET"] ?? set[otherNames.LIVEKIT_SECRET],
  });
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => ({
      name: String(issue.path[0]),
      problem: issue.message,
    }));
    return { kind: "problems", problems };
  }
  const problems = [
    ...together.flatMap((names) => missingPartners(parsed.data, names)),
    ...missingRole(parsed.data),
    ...clusterProblems(parsed.data),
    ...misplacedList(parsed.data, variables),
  ];
  if (problems.length > 0) return { kind: "problems", problems };
  const config = toConfig(parsed.data, variables);
  return { kind: "config", config, notes: notesOn(config) };
}

/** The configuration of this process; the only place that reads the process's environment. */
export function readProcessConfig(): ConfigResult {
  return readConfig(process.env);
}

/** What to print for problems, one line each. */
export function describeProblems(problems: readonly ConfigProblem[]): string {
  const lines = problems.map((one) => `  ${one.name} ${one.problem}.`);
  return ["Some settings can't be used:", ...lines].join("\n");
}

function missingPartners(
  env: Environment,
  names: readonly (keyof Environment)[],
): readonly ConfigProblem[] {
  const missing = names.filter((name) => env[name] === undefined);
  if (missing.length === 0 || missing.length === names.length) return [];
  const others = names.filter((name) => !missing.includes(name)).join(" and ");
  return missing.map((name) => ({ name, problem: `is missing: set it together with ${others}` }));
}

/** The service's role owns nothing: a database of the operator's has two. */
function missingRole({
  DATABASE_URL: service,
  DATABASE_OWNER_URL: owner,
}: Environment): readonly ConfigProblem[] {
  if ((service === undefined) === (owner === undefined)) return [];
  const [name, of] =
    service === undefined
      ? ["DATABASE_URL", "the service's own role, which owns nothing"]
      : [
          "DATABASE_OWNER_URL",
          "the role that owns the tables (if one role did everything until now, that one)",
        ];
  const help = "To print the SQL that creates both roles: npm run database -- roles";
  return [{ name, problem: `is missing: set it to the same database with ${of}. ${help}` }];
}

function toConfig(env: Environment, variables: Variables): Config {
  return {
    publicUrl: env.PUBLIC_URL,
    host: env.HOST,
    port: env.PORT,
    tls:
      env.TLS_CERT === undefined || env.TLS_KEY === undefined
        ? undefined
        : { certFile: env.TLS_CERT, keyFile: env.TLS_KEY },
    dataDir: resolve(env.GRATICULE_DATA ?? usualDataFolder(variables)),
    ...clusterConfig(env),
    database:
      env.DATABASE_URL === undefined || env.DATABASE_OWNER_URL === undefined
        ? undefined
        : { url: env.DATABASE_URL, ownerUrl: env.DATABASE_OWNER_URL },
    engine: engineFor(env, variables),
    trustedProxies: env.TRUSTED_PROXIES,
    balancers: env.PROXY_PROTOCOL,
    mediaAddress: env.MEDIA_ADDRESS ?? mediaAddressFor(env.HOST),
    mediaUdpPort: env.MEDIA_UDP_PORT,
    mediaTcpPort: env.MEDIA_TCP_PORT,
    beaconAddresses: env.BEACON_ADDRESSES ?? beaconAddressesFor(env),
    beaconPort: env.BEACON_PORT,
    sourcesFile: env.LOCATION_SOURCES,
    locationMirror: env.LOCATION_MIRROR,
    mail: env.SMTP_URL === undefined ? undefined : { url: env.SMTP_URL, from: env.MAIL_FROM },
    geoUpdateHours: env.GEO_UPDATE_HOURS,
    beaconCoordinates: env.BEACON_COORDINATES,
    outboundAllow: env.OUTBOUND_ALLOW,
    drainMs: env.DRAIN_SECONDS * 1_000,
    roomsPerAccount: env.ROOMS_PER_ACCOUNT,
    metrics: {
      token: env.METRICS_TOKEN,
      openToThisMachine: env.METRICS_OPEN_TO_THIS_MACHINE === "1",
    },
    logLevel: env.LOG_LEVEL,
  };
}

function usualDataFolder(variables: Variables): string {
  if (process.getuid?.() === 0) return "/var/lib/graticule";
  const shared = variables["XDG_DATA_HOME"] ?? join(homedir(), ".local", "share");
  return join(shared, "graticule");
}

/** An address at which the page is reached serves media, too. */
function mediaAddressFor(host: string): string | undefined {
  const everywhere = host === "0.0.0.0";
  return isIP(host) === 4 && !everywhere && !isLoopback(host) ? host : undefined;
}

/** Where media goes. On loopback all media come from this machine, and say nothing of anyone. */
function beaconAddressesFor({ MEDIA_ADDRESS, HOST }: Environment): readonly string[] {
  const reached = MEDIA_ADDRESS ?? mediaAddressFor(HOST);
  return reached === undefined || isLoopback(reached) ? [] : [reached];
}

const isLoopback = (host: string): boolean =>
  host === "localhost" || host === "::1" || host.startsWith("127.");

function notesOn(config: Config): readonly string[] {
  if (isLoopback(config.host)) return [];
  const notes: string[] = [];
  const secure = config.tls !== undefined || config.publicUrl?.startsWith("https:") === true;
  if (!secure) {
    notes.push(
      "Cameras and microphones won't work from other machines: browsers allow them only on secure pages. " +
        "Set TLS_CERT and TLS_KEY, or put a TLS proxy in front and set PUBLIC_URL to its https address.",
    );
  }
  if (config.engine.kind === "embedded" && config.mediaAddress === undefined) {
    notes.push(
      "Audio and video reach only this machine and its own network. Set MEDIA_ADDRESS to the " +
        "address at which others reach this machine.",
    );
  }
  return notes;
}
