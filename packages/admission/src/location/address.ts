import { formatIpv4, readIpv4 } from "./ipv4-text.ts";
import { formatIpv6, readIpv6, readWord } from "./ipv6-text.ts";

/**
 * A parsed address. Never stored, never logged. `ipv4` also stands for IPv4-mapped IPv6.
 * `transition`: an IPv6 address that carries an IPv4 one (NAT64 RFC 6052, 6to4 RFC 3056, Teredo RFC
 * 4380); where its user is stays in doubt. `unknown`: the text was not canonical. Words and bits
 * are signed 32-bit patterns (small integers, no boxes), the most significant word first; `>>> 0`
 * makes them unsigned.
 */
export type CanonicalAddress =
  | { readonly kind: "ipv4"; readonly bits: number }
  | { readonly kind: "transition"; readonly bits: number }
  | {
      readonly kind: "ipv6";
      readonly word0: number;
      readonly word1: number;
      readonly word2: number;
      readonly word3: number;
    }
  | { readonly kind: "unknown" };

const unknownAddress: CanonicalAddress = { kind: "unknown" };

/**
 * Reads the text that a transport gives. Only the canonical form counts: dotted decimal without
 * leading zeros, or IPv6 as RFC 5952 writes it (lower case, shortest; a dotted tail only behind
 * `::ffff:` and `64:ff9b::`). Ports, brackets, zone ids, spaces, other bases: `unknown`.
 */
export function parseAddress(text: string): CanonicalAddress {
  const bits = readIpv4(text, 0);
  if (bits >= 0) return { kind: "ipv4", bits: bits | 0 };
  if (!readIpv6(text, "canonical")) return unknownAddress;
  return classify(readWord(0), readWord(1), readWord(2), readWord(3));
}

/** The text as four words, for networks in files: any form that RFC 4291 allows, IPv6 only. */
export function parseIpv6Words(text: string): readonly number[] | undefined {
  if (!readIpv6(text.toLowerCase(), "any")) return undefined;
  return [readWord(0) >>> 0, readWord(1) >>> 0, readWord(2) >>> 0, readWord(3) >>> 0];
}

/** The 32 bits of dotted decimal text without leading zeros, or undefined. */
export function parseIpv4Bits(text: string): number | undefined {
  const bits = readIpv4(text, 0);
  return bits < 0 ? undefined : bits;
}

/** The canonical text; of a transition address, that of the IPv4 address it carries. */
export function formatAddress(address: CanonicalAddress): string {
  switch (address.kind) {
    case "ipv4":
    case "transition":
      return formatIpv4(address.bits);
    case "ipv6":
      return formatIpv6([address.word0, address.word1, address.word2, address.word3]);
    case "unknown":
      return "unknown";
  }
}

/**
 * The key under which requests are counted for rate limits: the /24 of an IPv4 address, the /48 of
 * an IPv6 one, `unknown` for all text that is not canonical. Keep it in memory only.
 */
export function addressPrefix(text: string): string {
  const address = parseAddress(text);
  switch (address.kind) {
    case "ipv4":
    case "transition":
      return `${formatIpv4(address.bits & 0xffffff00)}/24`;
    case "ipv6":
      return `${formatIpv6([address.word0, address.word1 & 0xffff0000, 0, 0])}/48`;
    case "unknown":
      return "unknown";
  }
}

function classify(word0: number, word1: number, word2: number, word3: number): CanonicalAddress {
  if (word0 === 0 && word1 === 0 && word2 === 0xffff) return { kind: "ipv4", bits: word3 };
  if (word0 === 0x0064_ff9b && word1 === 0 && word2 === 0) {
    return { kind: "transition", bits: word3 };
  }
  if (word0 >>> 16 === 0x2002) {
    return { kind: "transition", bits: (word0 << 16) | (word1 >>> 16) };
  }
  if (word0 === 0x2001_0000) return { kind: "transition", bits: ~word3 };
  return { kind: "ipv6", word0, word1, word2, word3 };
}
