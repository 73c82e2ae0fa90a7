import { BlockList } from "node:net";
import { type CanonicalAddress, formatAddress } from "@graticule/admission/location/address";
import type { LocationData } from "@graticule/admission/location/location-table";
import { LocationTable } from "@graticule/admission/location/location-table";
import { parseNetwork } from "@graticule/admission/location/network";
import { specialNetworks } from "@graticule/admission/location/special-ranges";
import { parsePlace } from "@graticule/jurisdiction/place";
import { randomWords } from "./addresses.ts";

/** The npm reader of one database: the country code it finds, unchanged. */
export type ReadCode = (address: string) => string | undefined;

/**
 * Compares our merged table with the MMDB reader of each source, and returns how many answers
 * differ: on the first and last address of every network of every source (where any source's value
 * changes, and the address before), and on `randomCount` random addresses. For addresses that are
 * reserved or carry another address, the table must return nothing.
 */
export function countMismatches(
  data: LocationData,
  readers: readonly ReadCode[],
  randomCount: number,
): number {
  const table = new LocationTable(data);
  const special = specialLists();
  let mismatches = 0;
  const check = (address: CanonicalAddress): void => {
    const text = formatAddress(address);
    const family = address.kind === "ipv6" ? "ipv6" : "ipv4";
    const isSpecial = special[family].check(text, family);
    const words = new Map(table.evidenceOf(address).map(({ source, says }) => [source.id, says]));
    mismatches += data.sources.filter(({ id }, at) => {
      const expected = isSpecial ? undefined : parsePlace(readers[at]?.(text) ?? "");
      const word = words.get(id);
      return (word?.kind === "place" ? word.place : undefined) !== expected;
    }).length;
  };
  for (const address of edges(data)) check(address);
  const next = randomWords(20_261);
  for (let count = 0; count < randomCount; count++) {
    check(count % 10 < 7 ? { kind: "ipv4", bits: next() } : randomIpv6(next));
  }
  return mismatches;
}

/** Every address at which the table changes, and the one before it. */
function* edges({ ipv4, ipv6 }: LocationData): Generator<CanonicalAddress> {
  for (const bits of ipv4.starts) {
    yield { kind: "ipv4", bits };
    if (bits > 0) yield { kind: "ipv4", bits: bits - 1 };
  }
  for (let at = 0; at < ipv6.starts.length; at += 4) {
    const words = [...ipv6.starts.subarray(at, at + 4)];
    yield ipv6Of(words);
    yield ipv6Of(before(words));
  }
}

function before(words: readonly number[]): number[] {
  const result = [...words];
  for (let at = 3; at >= 0; at--) {
    if (result[at] !== 0) {
      result[at] = (result[at] as number) - 1;
      break;
    }
    result[at] = 0xffff_ffff;
  }
  return result;
}

function ipv6Of(words: readonly number[]): CanonicalAddress {
  const [word0 = 0, word1 = 0, word2 = 0, word3 = 0] = words;
  return { kind: "ipv6", word0, word1, word2, word3 };
}

/** Within 2000::/3, where addresses are. */
function randomIpv6(next: () => number): CanonicalAddress {
  return ipv6Of([((next() & 0x1fff_ffff) | 0x2000_0000) >>> 0, next(), next(), next()]);
}

/**
 * Node's own matcher, so that the special networks are not checked by our own table. One list per
 * family: in a shared one `::/3` would hold every IPv4 address.
 */
function specialLists(): Record<"ipv4" | "ipv6", BlockList> {
  const lists = { ipv4: new BlockList(), ipv6: new BlockList() };
  for (const text of specialNetworks) {
    const [address = "", length = ""] = text.split("/");
    const family = parseNetwork(text)?.width === 4 ? "ipv6" : "ipv4";
    lists[family].addSubnet(address, Number(length), family);
  }
  return lists;
}
