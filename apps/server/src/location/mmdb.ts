import { type Boundaries, BoundaryBuilder } from "@graticule/admission/location/boundaries";
import type { Width } from "@graticule/admission/location/network";
import { decodeMmdbValue, type MmdbValue } from "./mmdb-value.ts";
import { RejectedSource } from "./rejected-source.ts";

/** A MaxMind DB file, read whole. Format: https://maxmind.github.io/MaxMind-DB/ (version 2.0). */
export interface Mmdb {
  /** When the maker built it. */
  readonly builtAt: number;
  /** The records in order of their first occurrence; boundary value `n` above 0 is `records[n - 1]`. */
  readonly records: readonly MmdbValue[];
  readonly ipv4: Boundaries;
  readonly ipv6: Boundaries;
}

interface Tree {
  readonly bytes: Uint8Array;
  readonly nodeCount: number;
  readonly recordSize: number;
  readonly ipVersion: 4 | 6;
  readonly builtAt: number;
}

const metadataMarker = Uint8Array.from([0xab, 0xcd, 0xef, ...Buffer.from("MaxMind.com")]);
const separatorBytes = 16;

/** Reads a whole database. Throws {@link RejectedSource} for one that is not sound. */
export function readMmdb(bytes: Uint8Array): Mmdb {
  const tree = readTree(bytes);
  const records = new Records(tree);
  const ipv4Root = tree.ipVersion === 4 ? 0 : descendLeft(tree, 96);
  const ipv4 = walk(tree, { node: ipv4Root, width: 1, hidden: undefined }, records);
  const ipv6 =
    tree.ipVersion === 4
      ? new BoundaryBuilder(4).build()
      : walk(tree, { node: 0, width: 4, hidden: ipv4Root }, records);
  return { builtAt: tree.builtAt, records: records.values, ipv4, ipv6 };
}

function readTree(bytes: Uint8Array): Tree {
  const marker = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).lastIndexOf(
    metadataMarker,
  );
  if (marker < 0)
    throw new RejectedSource(
      "it has no MaxMind DB metadata: it's another kind of file, or it's cut off",
    );
  const start = marker + metadataMarker.length;
  const metadata = decodeMmdbValue(bytes.subarray(start), 0);
  const field = (name: string): number => {
    const value = metadata instanceof Map ? metadata.get(name) : undefined;
    if (typeof value !== "number") throw new RejectedSource("its metadata is incomplete");
    return value;
  };
  const nodeCount = field("node_count");
  const recordSize = field("record_size");
  const ipVersion = field("ip_version");
  if (field("binary_format_major_version") !== 2) throw new RejectedSource("its format isn't 2.x");
  if (![24, 28, 32].includes(recordSize)) throw new RejectedSource("its record size is unknown");
  if (ipVersion !== 4 && ipVersion !== 6) throw new RejectedSource("its IP version is unknown");
  const treeBytes = (nodeCount * recordSize) / 4;
  if (nodeCount < 1 || treeBytes + separatorBytes > marker) {
    throw new RejectedSource("its search tree is longer than the file");
  }
  if (bytes.subarray(treeBytes, treeBytes + separatorBytes).some((byte) => byte !== 0)) {
    throw new RejectedSource("its data doesn't begin where the metadata says");
  }
  return {
    bytes: bytes.subarray(0, marker),
    nodeCount,
    recordSize,
    ipVersion,
    builtAt: field("build_epoch") * 1000,
  };
}

/** Decodes each record that the tree points to once, and numbers them. */
class Records {
  readonly values: MmdbValue[] = [];
  readonly #numbers = new Map<number, number>();
  readonly #tree: Tree;
  readonly #data: Uint8Array;

  constructor(tree: Tree) {
    this.#tree = tree;
    this.#data = tree.bytes.subarray((tree.nodeCount * tree.recordSize) / 4 + separatorBytes);
  }

  /** The number of the record behind a pointer of the tree; 0 where the tree says "nothing". */
  numberOf(pointer: number): number {
    if (pointer === this.#tree.nodeCount) return 0;
    const known = this.#numbers.get(pointer);
    if (known !== undefined) return known;
    const offset = pointer - this.#tree.nodeCount - separatorBytes;
    if (offset < 0 || offset >= this.#data.length) {
      throw new RejectedSource("its search tree points outside the data");
    }
    this.values.push(decodeMmdbValue(this.#data, offset));
    this.#numbers.set(pointer, this.values.length);
    return this.values.length;
  }
}

/** Where a walk begins, and the subtree (IPv4 inside IPv6, also by its aliases) that it skips. */
interface Start {
  readonly node: number;
  readonly width: Width;
  readonly hidden: number | undefined;
}

function walk(tree: Tree, { node, width, hidden }: Start, records: Records): Boundaries {
  const builder = new BoundaryBuilder(width);
  const words = new Uint32Array(width);
  let visits = 0;
  const visit = (at: number, depth: number): void => {
    if (at >= tree.nodeCount) {
      builder.from(words, 0, records.numberOf(at));
      return;
    }
    if (at === hidden) {
      builder.from(words, 0, 0);
      return;
    }
    visits += 1;
    // A sound tree visits each node once; a broken one could have us walk for ever.
    if (depth >= width * 32 || visits > tree.nodeCount * 4) {
      throw new RejectedSource("its search tree runs in circles");
    }
    visit(recordAt(tree, at, 0), depth + 1);
    const word = depth >>> 5;
    const bit = 0x8000_0000 >>> (depth & 31);
    words[word] = (words[word] as number) | bit;
    visit(recordAt(tree, at, 1), depth + 1);
    words[word] = (words[word] as number) & ~bit;
  };
  visit(node, 0);
  return builder.build();
}

function descendLeft(tree: Tree, bits: number): number {
  let node = 0;
  for (let depth = 0; depth < bits && node < tree.nodeCount; depth++)
    node = recordAt(tree, node, 0);
  return node;
}

function recordAt({ bytes, recordSize }: Tree, node: number, side: 0 | 1): number {
  const at = (node * recordSize) / 4;
  const byte = (offset: number): number => bytes[at + offset] as number;
  switch (recordSize) {
    case 24:
      return side === 0
        ? (byte(0) << 16) | (byte(1) << 8) | byte(2)
        : (byte(3) << 16) | (byte(4) << 8) | byte(5);
    case 28:
      return side === 0
        ? ((byte(3) & 0xf0) << 20) | (byte(0) << 16) | (byte(1) << 8) | byte(2)
        : ((byte(3) & 0x0f) << 24) | (byte(4) << 16) | (byte(5) << 8) | byte(6);
    default: {
      const from = side * 4;
      const high = (byte(from) << 24) | (byte(from + 1) << 16);
      return (high | (byte(from + 2) << 8) | byte(from + 3)) >>> 0;
    }
  }
}
