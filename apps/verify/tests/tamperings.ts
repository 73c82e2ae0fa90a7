import { hashLength } from "@graticule/ledger/merkle";
import type { LogFiles } from "./signed-log.ts";

/** What someone does to the files of a log, and what has to be found. */

export interface Tampering {
  readonly what: string;
  readonly files: LogFiles;
}

type Random = (below: number) => number;

export function flipBit(files: LogFiles, path: string, bit: number): Tampering {
  const bytes = Uint8Array.from(files.get(path) ?? []);
  bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return { what: `bit ${bit} of ${path}`, files: new Map([...files, [path, bytes]]) };
}

/** Every bit of every file but the key's line, which is nobody's word but the reader's. */
export function* everyBit(files: LogFiles): Generator<Tampering> {
  for (const [path, bytes] of files) {
    if (path === "key") continue;
    for (let bit = 0; bit < bytes.length * 8; bit += 1) yield flipBit(files, path, bit);
  }
}

/** One of many ways, at a place of chance. Undefined: this time nothing would change. */
export function tamperAtRandom(files: LogFiles, random: Random): Tampering | undefined {
  const way = ways[random(ways.length)];
  const paths = [...files.keys()].filter((path) => path !== "key");
  const path = paths[random(paths.length)] ?? "";
  const bytes = files.get(path) ?? new Uint8Array();
  const changed = way?.(bytes, random, files.get(paths[random(paths.length)] ?? "") ?? bytes);
  if (changed === undefined || Buffer.compare(changed, bytes) === 0) return undefined;
  return { what: `${way?.name} ${path}`, files: new Map([...files, [path, changed]]) };
}

const ways: readonly ((
  bytes: Uint8Array,
  random: Random,
  other: Uint8Array,
) => Uint8Array | undefined)[] = [
  function flipped(bytes, random) {
    const at = random(bytes.length);
    return bytes.map((byte, place) => (place === at ? byte ^ (1 << random(8)) : byte));
  },
  function truncated(bytes, random) {
    return bytes.slice(0, random(bytes.length));
  },
  function lengthened(bytes, random) {
    return Buffer.concat([bytes, Buffer.alloc(1 + random(40), random(256))]);
  },
  function shifted(bytes, random) {
    const at = random(bytes.length);
    return Buffer.concat([bytes.slice(0, at), Buffer.of(random(256)), bytes.slice(at)]);
  },
  function cut(bytes, random) {
    const at = random(bytes.length);
    return Buffer.concat([bytes.slice(0, at), bytes.slice(at + 1 + random(100))]);
  },
  function removed() {
    return new Uint8Array();
  },
  /** Another file of this log in its place: swapped tiles, a bundle for a tile. */
  function swapped(_, __, other) {
    return other;
  },
  /** Pieces of 32 bytes change places: in a tile these are its hashes. */
  function reordered(bytes, random) {
    const count = Math.floor(bytes.length / hashLength);
    if (count < 2) return undefined;
    const [from, to] = [random(count), random(count)].map((at) => at * hashLength);
    const mixed = Uint8Array.from(bytes);
    mixed.set(bytes.subarray(from, (from ?? 0) + hashLength), to);
    mixed.set(bytes.subarray(to, (to ?? 0) + hashLength), from);
    return mixed;
  },
  /** Entries change places within their bundle. */
  function shuffled(bytes, random) {
    const entries = framesOf(bytes);
    if (entries.length < 2) return undefined;
    const [from, to] = [random(entries.length), random(entries.length)];
    const mixed = entries.with(from, entries[to] ?? bytes).with(to, entries[from] ?? bytes);
    return Buffer.concat(mixed);
  },
];

/** The entries of a bundle with their lengths, as far as it goes; what is left is the last. */
function framesOf(bytes: Uint8Array): Uint8Array[] {
  const frames: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = at + 2 + (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0);
    frames.push(bytes.subarray(at, end));
    at = end;
  }
  return frames;
}

/**
 * The oracle: the first bad index by nothing but comparing files with what they were. It shares no
 * code with the audit. -1: the checkpoint.
 */
export function firstBadIndex(truth: LogFiles, told: LogFiles): number {
  const bad = [...truth].flatMap(([path, was]) => {
    const is = told.get(path) ?? new Uint8Array();
    if (Buffer.compare(is, was) === 0) return [];
    if (path === "checkpoint") return [-1];
    const [, level = "", tile = ""] = path.split("/");
    const first = Number.parseInt(tile, 10) * 256;
    if (level === "entries") return [first + firstOther(framesOf(was), framesOf(is))];
    const pieces = (bytes: Uint8Array) =>
      Array.from({ length: Math.ceil(bytes.length / hashLength) }, (_, at) =>
        bytes.subarray(at * hashLength, (at + 1) * hashLength),
      );
    return [(first + firstOther(pieces(was), pieces(is))) * 256 ** Number(level)];
  });
  return Math.min(...bad);
}

/** What is behind the last is the last one's fault. */
function firstOther(was: readonly Uint8Array[], is: readonly Uint8Array[]): number {
  const at = was.findIndex((one, place) => Buffer.compare(one, is[place] ?? Buffer.of()) !== 0);
  return at < 0 ? was.length - 1 : at;
}
