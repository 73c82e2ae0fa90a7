import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { writeMmdb } from "../mmdb-writer.ts";
import {
  addressOf,
  type CountryRange,
  fileOf,
  networksOf,
  type Packaged,
  rangesOf,
} from "./ranges.ts";

/** One file as its maker's server has it. */
export interface MakerFile {
  readonly body: Buffer;
  readonly builtAt: number;
}

/**
 * Files of the catalogue's makers in the forms in which they publish them, made from the databases
 * in the npm packages and dated `now`. By `ID/FILE`.
 * @param of `all`, or a first few blocks of either family alone, so that tests are fast
 */
export function makeFiles(now: number, of: "all" | "few"): ReadonlyMap<string, MakerFile> {
  const rangesIn = (name: Packaged) => rangesOf(name, of === "all" ? () => true : isInFewBlocks);
  const iptoasn = rangesIn("iptoasn");
  const month = new Date(now).toISOString().slice(0, 7);
  const file = (text: string): MakerFile => ({ body: Buffer.from(text), builtAt: now });
  const packed = (text: string): MakerFile => ({ body: gzipSync(text), builtAt: now });
  const tsv = (family: 4 | 6) =>
    iptoasn
      .filter((range) => range.family === family)
      .map(({ first, last, code }) =>
        [addressOf(family, first), addressOf(family, last), code].join("\t"),
      );
  const named = (family: 4 | 6) =>
    tsv(family).map((line, number) => {
      const [first, last, code] = line.split("\t");
      const name = number % 24 === 7 ? "EXAMPLE-MOBILE-AS Example" : "EXAMPLE-AS Example";
      return [first, last, 64_496 + (number % 16), code, name].join("\t");
    });
  const database = (name: Packaged) =>
    of === "all" ? redated(fileOf(name), now) : mmdbOf(rangesIn(name), now);
  const dbip = database("dbip");
  return new Map(
    Object.entries({
      [`dbip/dbip-country-lite-${month}.mmdb.gz`]: { body: gzipSync(dbip), builtAt: now },
      "iptoasn/ip2country-v4.tsv.gz": packed(
        `${tsv(4).join("\n")}\n0.0.0.0\t0.255.255.255\tNone\n`,
      ),
      "iptoasn/ip2country-v6.tsv.gz": packed(`${tsv(6).join("\n")}\n`),
      "mobile/ip2asn-v4.tsv.gz": packed(
        `${named(4).join("\n")}\n0.0.0.0\t0.255.255.255\t0\tNone\tNot routed\n`,
      ),
      "mobile/ip2asn-v6.tsv.gz": packed(`${named(6).join("\n")}\n`),
      "user-country/user-country.mmdb": { body: database("registrations"), builtAt: now },
      "registries/nro-delegated-stats": file(delegated(rangesIn("registrations"), now)),
      "ipinfo/ipinfo_lite.mmdb": { body: dbip, builtAt: now },
      "ipinfo/checksums": file(
        JSON.stringify({ checksums: { md5: sumOf("md5", dbip), sha256: sumOf("sha256", dbip) } }),
      ),
      "geofeeds/validated-all.csv": file("# prefix,country\n192.0.2.0/24,DE,DE-BE,Berlin,\n"),
      "tor/torbulkexitlist": file("198.51.100.7\n198.51.100.8\n"),
      "private-relay/egress-ip-ranges.csv": file("172.224.224.0/27,GB,GB-EN,London,\n"),
      "cloudflare/local-ip-ranges.csv": file("104.28.0.0/24,DE,DE-HE,Frankfurt,\n"),
      "google-vpn/geofeed": file("34.1.0.0/24,US,US-CA,,\n"),
      "starlink/feed.csv": file("98.97.0.0/24,FR,FR-IDF,Paris,\n"),
      "x4bnet-vpn/ipv4.txt": file("198.51.100.128/25\n"),
      "x4bnet-vpn/ipv6.txt": file("2001:db8:1::/48\n"),
      "x4bnet-hosting/ipv4.txt": file("203.0.113.0/25\n"),
      "x4bnet-hosting/ipv6.txt": file("2001:db8:2::/48\n"),
    }),
  );
}

function sumOf(kind: "md5" | "sha256", body: Buffer): string {
  return createHash(kind).update(body).digest("hex");
}

/** Ranges that begin in 9.0.0.0/8 or 2a0c::/20. */
function isInFewBlocks(family: 4 | 6, first: number): boolean {
  return family === 4 ? first >>> 24 === 9 : first >>> 12 === 0x2a0c0;
}

function mmdbOf(ranges: readonly CountryRange[], builtAt: number): Buffer {
  const networks = ranges.flatMap((range) =>
    networksOf(range).map((network) => [network, range.code] as const),
  );
  return writeMmdb({ networks: Object.fromEntries(networks), builtAt });
}

/** A MaxMind DB file with another date in its metadata. */
function redated(file: Buffer, builtAt: number): Buffer {
  const key = Buffer.from("build_epoch");
  const control = file.lastIndexOf(key) + key.length;
  // An extended type has a byte of its own; the low bits are the number's length.
  const length = (file[control] as number) & 0x1f;
  file.writeUIntBE(Math.floor(builtAt / 1_000), control + 2, length);
  return file;
}

/** `registry|cc|type|start|value|date|status|opaque-id`, with a heading and summaries. */
function delegated(ranges: readonly CountryRange[], now: number): string {
  const date = new Date(now).toISOString().slice(0, 10).replaceAll("-", "");
  const ipv4 = ranges
    .filter(({ family }) => family === 4)
    .map(({ first, last, code }) => [code, "ipv4", addressOf(4, first), last - first + 1n]);
  const ipv6 = ranges
    .filter(({ family }) => family === 6)
    .flatMap((range) =>
      networksOf(range).map((network) => [range.code, "ipv6", ...network.split("/")]),
    );
  const records = [...ipv4, ...ipv6].map((columns) =>
    ["ripencc", ...columns, "20200101", "allocated", "e-stats"].join("|"),
  );
  const summaries = [
    ["ipv4", ipv4.length],
    ["ipv6", ipv6.length],
  ].map(([family, count]) => `nro|*|${family}|*|${count}|summary`);
  const heading = `2|nro|${date}|${records.length}|19830101|${date}|+0000`;
  return `${[heading, ...summaries, ...records].join("\n")}\n`;
}
