import { parseIpv4Bits, parseIpv6Words } from "./address.ts";

/** How many 32-bit words an address of a family has. */
export type Width = 1 | 4;

/** A closed range of addresses of one family. Words are unsigned, most significant first. */
export interface Network {
  readonly width: Width;
  readonly first: readonly number[];
  readonly last: readonly number[];
}

/**
 * Reads `address/length`, or one address, as files of networks write them. Undefined if the text is
 * anything else, or if bits behind the prefix are set (`10.0.0.1/8`): such a line is broken or cut.
 */
export function parseNetwork(text: string): Network | undefined {
  const slash = text.indexOf("/");
  const first = parseWords(slash < 0 ? text : text.slice(0, slash));
  if (first === undefined) return undefined;
  const width = first.length as Width;
  const lengthText = slash < 0 ? String(width * 32) : text.slice(slash + 1);
  if (!/^(0|[1-9]\d{0,2})$/.test(lengthText)) return undefined;
  const prefixLength = Number(lengthText);
  if (prefixLength > width * 32) return undefined;
  const last = first.map((word, index) => (word | hostMask(prefixLength - index * 32)) >>> 0);
  const clean = first.every((word, index) => (word & hostMask(prefixLength - index * 32)) === 0);
  return clean ? { width, first, last } : undefined;
}

/** Reads `first` and `last` of a range; undefined unless both are of one family and in order. */
export function parseRange(firstText: string, lastText: string): Network | undefined {
  const first = parseWords(firstText);
  const last = parseWords(lastText);
  if (first === undefined || last === undefined || first.length !== last.length) return undefined;
  const width = first.length as Width;
  return compareWords(first, 0, last, 0, width) <= 0 ? { width, first, last } : undefined;
}

/** Negative, zero or positive, as the address at word `atA` of `a` lies before, on or after the other. */
export function compareWords(
  a: ArrayLike<number>,
  atA: number,
  b: ArrayLike<number>,
  atB: number,
  width: Width,
): number {
  for (let word = 0; word < width; word++) {
    const difference = (a[atA + word] as number) - (b[atB + word] as number);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The address that follows, or undefined behind the last one of the family. */
export function nextAddress(words: readonly number[]): readonly number[] | undefined {
  const next = [...words];
  for (let word = next.length - 1; word >= 0; word--) {
    if (next[word] !== 0xffff_ffff) {
      next[word] = (next[word] as number) + 1;
      return next;
    }
    next[word] = 0;
  }
  return undefined;
}

function parseWords(text: string): readonly number[] | undefined {
  const bits = parseIpv4Bits(text);
  return bits === undefined ? parseIpv6Words(text) : [bits];
}

/** The bits of a word that lie behind a prefix which covers `prefixBits` of it. */
function hostMask(prefixBits: number): number {
  if (prefixBits <= 0) return 0xffff_ffff;
  return prefixBits >= 32 ? 0 : 0xffff_ffff >>> prefixBits;
}
