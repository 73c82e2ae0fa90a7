import { readIpv4 } from "./ipv4-text.ts";

/** How strictly text is read: only as RFC 5952 writes it, or in any form of RFC 4291. */
export type Ipv6Form = "canonical" | "any";

const DOT = 46;
const COLON = 58;

/** The eight groups of the address that was read last. */
const groups = new Uint16Array(8);
/** How many groups of the text at hand were read, and before which one `::` stood (-1: nowhere). */
let count = 0;
let gap = -1;

/** Reads a whole text; false if it is not of that form. The words then lie in {@link readWord}. */
export function readIpv6(text: string, form: Ipv6Form): boolean {
  if (text.length < 2 || text.length > 45) return false;
  count = 0;
  gap = -1;
  if (text.charCodeAt(0) !== COLON) return readRest(text, 0, form);
  gap = 0;
  return text.charCodeAt(1) === COLON && readRest(text, 2, form);
}

/** One of the four 32-bit words of the address that was read last. */
export function readWord(index: number): number {
  return (((groups[index * 2] as number) << 16) | (groups[index * 2 + 1] as number)) >>> 0;
}

/** The text of four words as RFC 5952 writes it, without dotted tails. */
export function formatIpv6(words: readonly number[]): string {
  for (const [index, word] of words.entries()) {
    groups[index * 2] = word >>> 16;
    groups[index * 2 + 1] = word & 0xffff;
  }
  const hex = Array.from(groups, (group) => group.toString(16));
  const run = longestZeroRun();
  const length = run & 15;
  const start = run >>> 4;
  if (length < 2) return hex.join(":");
  return `${hex.slice(0, start).join(":")}::${hex.slice(start + length).join(":")}`;
}

/** Reads groups from `at` to the end of the text. */
function readRest(text: string, at: number, form: Ipv6Form): boolean {
  if (at === text.length) return spread(form);
  const end = readGroup(text, at, form);
  if (end < 0) return false;
  const next = text.charCodeAt(end);
  if (next === DOT) return readDottedTail(text, at, form);
  count += 1;
  if (end === text.length) return spread(form);
  if (next !== COLON) return false;
  if (text.charCodeAt(end + 1) !== COLON) {
    return end + 1 < text.length && readRest(text, end + 1, form);
  }
  if (gap >= 0) return false;
  gap = count;
  return readRest(text, end + 2, form);
}

/** Reads one group of up to four hexadecimal digits; where it ends, or -1. */
function readGroup(text: string, from: number, form: Ipv6Form): number {
  if (count > 7) return -1;
  let value = 0;
  let at = from;
  while (at - from < 4) {
    const digit = hexDigit(text.charCodeAt(at));
    if (digit < 0) break;
    value = value * 16 + digit;
    at += 1;
  }
  if (at === from) return -1;
  if (form === "canonical" && at - from > 1 && text.charCodeAt(from) === 48) return -1;
  groups[count] = value;
  return at;
}

function hexDigit(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  return code >= 97 && code <= 102 ? code - 87 : -1;
}

/** An IPv4 tail; canonical only in IPv4-mapped and NAT64 addresses. */
function readDottedTail(text: string, from: number, form: Ipv6Form): boolean {
  const bits = readIpv4(text, from);
  if (bits < 0 || count > 6) return false;
  if (form === "canonical") {
    const head = text.slice(0, from);
    if (head !== "::ffff:" && head !== "64:ff9b::") return false;
  }
  groups[count] = bits >>> 16;
  groups[count + 1] = bits & 0xffff;
  count += 2;
  return spread("any");
}

/** Opens the gap that `::` stands for and, if asked, checks that it is where RFC 5952 puts it. */
function spread(form: Ipv6Form): boolean {
  const missing = 8 - count;
  if (gap < 0) return missing === 0 && (form === "any" || (longestZeroRun() & 15) < 2);
  if (missing < 1) return false;
  groups.copyWithin(gap + missing, gap, count);
  groups.fill(0, gap, gap + missing);
  return form === "any" || (missing > 1 && longestZeroRun() === gap * 16 + missing);
}

/** The first of the longest runs of zero groups (RFC 5952, 4.2.3), as start * 16 + length. */
function longestZeroRun(): number {
  let start = 0;
  let length = 0;
  let run = 0;
  for (let index = 0; index < 8; index++) {
    run = groups[index] === 0 ? run + 1 : 0;
    if (run > length) {
      length = run;
      start = index - run + 1;
    }
  }
  return start * 16 + length;
}
