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
  if (!canBegin(text)) return false;
  count = 0;
  gap = -1;
  let value = 0;
  let digits = 0;
  for (let at = text.charCodeAt(0) === COLON ? 1 : 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const digit = hexDigit(code);
    if (digit >= 0) {
      value = (value << 4) | digit;
      digits += 1;
    } else if (code === COLON && endAtColon(value, digits, form)) {
      value = 0;
      digits = 0;
    } else return code === DOT && readDottedTail(text, at - digits, form);
  }
  return endAtEnd(value, digits, form) && spread(form);
}

/** Of a length that occurs, and not with a single colon in front. */
function canBegin(text: string): boolean {
  if (text.length < 2 || text.length > 45) return false;
  return text.charCodeAt(0) !== COLON || text.charCodeAt(1) === COLON;
}

/** One of the four words of the address that was read last, as a signed 32-bit pattern. */
export function readWord(index: number): number {
  return ((groups[index * 2] as number) << 16) | (groups[index * 2 + 1] as number);
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

/** A colon ends a group, or is the second one of `::`. */
function endAtColon(value: number, digits: number, form: Ipv6Form): boolean {
  if (digits > 0) return endGroup(value, digits, form);
  if (gap >= 0) return false;
  gap = count;
  return true;
}

/** The end of the text ends a group, or stands behind `::`. */
function endAtEnd(value: number, digits: number, form: Ipv6Form): boolean {
  return digits > 0 ? endGroup(value, digits, form) : gap === count;
}

function endGroup(value: number, digits: number, form: Ipv6Form): boolean {
  if (digits > 4 || count > 7) return false;
  if (form === "canonical" && digits > 1 && value >>> (digits * 4 - 4) === 0) return false;
  groups[count] = value;
  count += 1;
  return true;
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
  for (let group = 7; group >= gap + missing; group--) {
    groups[group] = groups[group - missing] as number;
  }
  for (let group = gap; group < gap + missing; group++) groups[group] = 0;
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
