import type { Basis } from "@graticule/admission/location/evidence";
import { checksumKinds } from "../checksum.ts";
import type { SourceDownload, SourceSpec } from "../source-spec.ts";

/** A free source of location data that an operator can choose. */
export interface CatalogueEntry {
  /** In commands, file names and answers. */
  readonly id: string;
  readonly maker: string;
  /** What it is, in one sentence. */
  readonly what: string;
  readonly basis: Exclude<Basis, "operator">;
  readonly kind: SourceSpec["kind"];
  readonly lists?: SourceSpec["lists"];
  readonly urls: readonly string[];
  /** Where its maker publishes a checksum of the one file. */
  readonly checksumUrl?: string;
  readonly licence: {
    readonly name: string;
    /** What it asks for, in one line. */
    readonly says: string;
    readonly url: string;
  };
  /** As the licence wants it shown, with its address in parentheses; empty: it wants none. */
  readonly attribution: string;
  /** To download, in megabytes. */
  readonly sizeMB: number;
  readonly changes: "hourly" | "daily" | "weekly" | "monthly";
  readonly maxAgeDays: number;
  readonly redirectHosts?: readonly string[];
  /** A free account's secret that its maker wants. */
  readonly token?: { readonly name: string; readonly from: string };
  /** Whether it is made from the routes that networks announce. */
  readonly isOfRoutes?: true;
}

/** When the entries were last checked against what their makers publish. */
export const catalogueDate = "2026-07-22";

/** Taken together they can establish places without an account anywhere. */
export const recommended: readonly string[] = [
  "dbip",
  "iptoasn",
  "tor",
  "private-relay",
  "starlink",
  "mobile",
  "x4bnet-vpn",
];

const github = "https://github.com/sapics/ip-location-db/releases/download/latest";
const x4bnet = "https://raw.githubusercontent.com/X4BNet/lists_vpn/main/output";
const mit = {
  name: "MIT",
  says: "Use it freely; keep the licence text with copies.",
  url: "https://github.com/X4BNet/lists_vpn/blob/main/LICENSE",
};
const pddl = {
  name: "PDDL 1.0",
  says: "Public domain: nothing is asked for.",
  url: "https://opendatacommons.org/licenses/pddl/1-0/",
};
const published = (url: string) => ({
  name: "published by the network",
  says: "Published for this use, with no licence of its own.",
  url,
});
const feed = { basis: "measured", kind: "list", changes: "daily", attribution: "" } as const;

/**
 * Sources that cost nothing, with what their makers ask for. The data of GeoLite2 and IPLocate need
 * an account and a form of download that this service doesn't have; list such files yourself
 * (docs/deploy.md).
 */
export const catalogue: readonly CatalogueEntry[] = [
  {
    id: "dbip",
    maker: "DB-IP",
    what: "Where addresses are used, by country.",
    basis: "measured",
    kind: "country-mmdb",
    urls: ["https://download.db-ip.com/free/dbip-country-lite-{YYYY}-{MM}.mmdb.gz"],
    licence: {
      name: "CC BY 4.0",
      says: "Use it freely; pages that show results link to DB-IP.",
      url: "https://db-ip.com/db/download/ip-to-country-lite",
    },
    attribution: "IP Geolocation by DB-IP (https://db-ip.com)",
    sizeMB: 4,
    changes: "monthly",
    maxAgeDays: 60,
  },
  {
    id: "iptoasn",
    maker: "IPtoASN",
    what: "In which country the owner of each announced network is registered.",
    basis: "registration",
    kind: "country-csv",
    urls: [
      "https://iptoasn.com/data/ip2country-v4.tsv.gz",
      "https://iptoasn.com/data/ip2country-v6.tsv.gz",
    ],
    licence: { ...pddl, url: "https://iptoasn.com" },
    attribution: "",
    sizeMB: 3,
    changes: "hourly",
    maxAgeDays: 30,
    isOfRoutes: true,
  },
  {
    id: "user-country",
    maker: "sapics/ip-location-db",
    what: "Registries' records, routes and geofeeds, brought together by country.",
    basis: "registration",
    kind: "country-mmdb",
    urls: [`${github}/user-country.mmdb`],
    redirectHosts: ["release-assets.githubusercontent.com", "objects.githubusercontent.com"],
    licence: pddl,
    attribution: "",
    sizeMB: 8,
    changes: "daily",
    maxAgeDays: 30,
  },
  {
    id: "registries",
    maker: "NRO",
    what: "What the five internet registries gave to whom, by country.",
    basis: "registration",
    kind: "delegated",
    urls: ["https://ftp.ripe.net/pub/stats/ripencc/nro-stats/latest/nro-delegated-stats"],
    licence: {
      name: "free use",
      says: "The registries publish it for everyone’s use.",
      url: "https://www.nro.net/about/rirs/statistics/",
    },
    attribution: "",
    sizeMB: 60,
    changes: "daily",
    maxAgeDays: 30,
  },
  {
    id: "ipinfo",
    maker: "IPinfo",
    what: "Where addresses are used, by country: a second maker that measures.",
    basis: "measured",
    kind: "country-mmdb",
    urls: ["https://ipinfo.io/data/ipinfo_lite.mmdb?token={TOKEN}"],
    checksumUrl: "https://ipinfo.io/data/ipinfo_lite.mmdb/checksums?token={TOKEN}",
    redirectHosts: ["storage.googleapis.com"],
    token: { name: "IPINFO_TOKEN", from: "https://ipinfo.io/lite" },
    licence: {
      name: "CC BY-SA 4.0",
      says: "Use it freely; credit IPinfo, and share changed data under the same licence.",
      url: "https://ipinfo.io/lite",
    },
    attribution: "IP address data powered by IPinfo (https://ipinfo.io)",
    sizeMB: 55,
    changes: "daily",
    maxAgeDays: 30,
  },
  {
    id: "geofeeds",
    maker: "GeoLocateMuch",
    what: "Where networks say that their own addresses are, checked against the registries.",
    basis: "declared",
    kind: "geofeed",
    urls: ["https://geolocatemuch.com/geofeeds/validated-all.csv"],
    licence: {
      name: "none stated",
      says: "Networks publish these themselves (RFC 8805); the collection states no licence.",
      url: "https://geolocatemuch.com",
    },
    attribution: "",
    sizeMB: 20,
    changes: "daily",
    maxAgeDays: 30,
  },
  {
    ...feed,
    id: "tor",
    maker: "The Tor Project",
    what: "Exits of the Tor network.",
    lists: "tor",
    urls: ["https://check.torproject.org/torbulkexitlist"],
    licence: {
      name: "public",
      says: "Published for this use.",
      url: "https://check.torproject.org",
    },
    sizeMB: 1,
    changes: "hourly",
    maxAgeDays: 7,
  },
  {
    ...feed,
    id: "private-relay",
    maker: "Apple",
    what: "Addresses that many users of iCloud Private Relay share.",
    lists: "shared-egress",
    urls: ["https://mask-api.icloud.com/egress-ip-ranges.csv"],
    licence: published(
      "https://developer.apple.com/icloud/prepare-your-network-for-icloud-private-relay/",
    ),
    sizeMB: 12,
    maxAgeDays: 30,
  },
  {
    ...feed,
    id: "cloudflare",
    maker: "Cloudflare",
    what: "Addresses that many users of Cloudflare WARP share.",
    lists: "shared-egress",
    urls: ["https://api.cloudflare.com/local-ip-ranges.csv"],
    licence: published("https://developers.cloudflare.com/warp-client/"),
    sizeMB: 6,
    maxAgeDays: 30,
  },
  {
    ...feed,
    id: "google-vpn",
    maker: "Google",
    what: "Addresses of Google’s VPN.",
    lists: "vpn",
    urls: ["https://www.gstatic.com/vpn/geofeed"],
    licence: published("https://www.gstatic.com/vpn/geofeed"),
    sizeMB: 1,
    maxAgeDays: 30,
  },
  {
    ...feed,
    id: "starlink",
    maker: "Starlink",
    what: "Addresses of Starlink’s satellite network.",
    lists: "satellite",
    urls: ["https://geoip.starlinkisp.net/feed.csv"],
    licence: published("https://geoip.starlinkisp.net"),
    sizeMB: 1,
    maxAgeDays: 30,
  },
  {
    id: "mobile",
    maker: "IPtoASN",
    what: "Mobile carriers’ networks, told by their names: finds about a quarter of mobile addresses.",
    basis: "registration",
    kind: "network-names",
    lists: "mobile",
    urls: [
      "https://iptoasn.com/data/ip2asn-v4.tsv.gz",
      "https://iptoasn.com/data/ip2asn-v6.tsv.gz",
    ],
    licence: { ...pddl, url: "https://iptoasn.com" },
    attribution: "",
    sizeMB: 9,
    changes: "hourly",
    maxAgeDays: 30,
  },
  {
    ...feed,
    id: "x4bnet-vpn",
    maker: "X4BNet",
    what: "Networks of VPN providers.",
    lists: "vpn",
    urls: [`${x4bnet}/vpn/ipv4.txt`, `${x4bnet}/vpn/ipv6.txt`],
    licence: mit,
    sizeMB: 1,
    maxAgeDays: 30,
  },
  {
    ...feed,
    id: "x4bnet-hosting",
    maker: "X4BNet",
    what: "Networks of data centres.",
    lists: "hosting",
    urls: [`${x4bnet}/datacenter/ipv4.txt`, `${x4bnet}/datacenter/ipv6.txt`],
    licence: mit,
    sizeMB: 1,
    maxAgeDays: 30,
  },
];

export function entryOf(id: string): CatalogueEntry | undefined {
  return catalogue.find((entry) => entry.id === id);
}

/** Of these sources those that are made from routes, whose addresses are the ones in use. */
export function idsOfRoutes(sources: readonly Pick<SourceSpec, "id" | "maker">[]): string[] {
  return sources.flatMap(({ id, maker }) => {
    const entry = entryOf(id);
    return entry?.isOfRoutes === true && entry.maker === maker ? [id] : [];
  });
}

const dayMs = 86_400_000;

/**
 * An entry as a source that serves from `path`.
 * @param mirror a server of the operator's own, which has each file, and each checksum, at
 * `/ID/FILE`; undefined: the maker's
 */
export function specOf(
  entry: CatalogueEntry,
  path: string,
  mirror: string | undefined,
): SourceSpec & { readonly download: SourceDownload } {
  const { id, maker, basis, kind, lists, licence, attribution, checksumUrl, token } = entry;
  const at = (url: string) => (mirror === undefined ? url : mirrored(url, id, mirror));
  const download: SourceDownload = {
    urls: entry.urls.map(at),
    digest:
      checksumUrl === undefined
        ? { kind: "none" }
        : { kind: "url", url: at(checksumUrl), kinds: checksumKinds },
    redirectHosts: mirror === undefined ? (entry.redirectHosts ?? []) : [],
    tokenFrom: mirror === undefined ? token?.name : undefined,
  };
  const maxAgeMs = entry.maxAgeDays * dayMs;
  return {
    id,
    maker,
    basis,
    kind,
    path,
    licence: licence.name,
    attribution,
    maxAgeMs,
    lists,
    download,
  };
}

function mirrored(url: string, id: string, mirror: string): string {
  const file = url.replace(/\?.*$/, "").split("/").at(-1) ?? "";
  return `${mirror.replace(/\/$/, "")}/${id}/${file}`;
}
