import { concat } from "./bytes.ts";

/**
 * RFC 6962 §2.1 and RFC 9162 §2.1.1, over SHA-256. Sizes go up to 2⁵³ − 1: no 32-bit operations.
 */

/** A port: SHA-256 (FIPS 180-4). Pure, 32 bytes in a new buffer; it keeps none of its input. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array;

export const hashLength = 32;

/** The leaves `from` (with) to `to` (without). */
export interface LeafRange {
  readonly from: number;
  readonly to: number;
}

/** Hash of the perfect subtree over leaves index · 2^level to (index + 1) · 2^level. */
export type ReadNode = (level: number, index: number) => Uint8Array;

/** RFC 9162 §2.1.1: SHA-256(0x00 ‖ entry). */
export function leafHash(sha256: Sha256, entry: Uint8Array): Uint8Array {
  if (entry.length >= asLeaf.length) return sha256(concat(Uint8Array.of(0), entry));
  asLeaf.set(entry, 1);
  return sha256(asLeaf.subarray(0, 1 + entry.length));
}

/** RFC 9162 §2.1.1: SHA-256(0x01 ‖ left ‖ right). */
export function nodeHash(sha256: Sha256, left: Uint8Array, right: Uint8Array): Uint8Array {
  if (left.length !== hashLength || right.length !== hashLength) {
    return sha256(concat(Uint8Array.of(1), left, right));
  }
  asNode.set(left, 1);
  asNode.set(right, 1 + hashLength);
  return sha256(asNode);
}

// Two prefixes, so that no node can be shown as a leaf. Reused for each hash: an audit makes
// millions of them.
const asLeaf = new Uint8Array(1 + 16_384);
const asNode = new Uint8Array(1 + 2 * hashLength).fill(1, 0, 1);

/** The largest power of two below `size` (RFC 9162 §2.1.1). @param size 2 or more */
export function splitOf(size: number): number {
  let half = 1;
  while (half * 2 < size) half *= 2;
  return half;
}

/**
 * RFC 9162 §2.1.1, MTH. Also over hashes of equal perfect subtrees, the last one unfinished or not.
 */
export function rootOf(sha256: Sha256, hashes: readonly Uint8Array[]): Uint8Array {
  if (hashes.length === 0) return sha256(new Uint8Array());
  return hashOfRange(sha256, { from: 0, to: hashes.length }, (level, index) =>
    nodeOver(sha256, hashes, { level, index }),
  );
}

function nodeOver(
  sha256: Sha256,
  hashes: readonly Uint8Array[],
  { level, index }: { readonly level: number; readonly index: number },
): Uint8Array {
  if (level === 0) return known(hashes[index]);
  return nodeHash(
    sha256,
    nodeOver(sha256, hashes, { level: level - 1, index: index * 2 }),
    nodeOver(sha256, hashes, { level: level - 1, index: index * 2 + 1 }),
  );
}

/** MTH(D[from:to]) of RFC 9162 §2.1.1. @param range not empty, and part of a tree or a proof */
export function hashOfRange(sha256: Sha256, { from, to }: LeafRange, read: ReadNode): Uint8Array {
  const size = to - from;
  const level = levelOf(size);
  if (level !== undefined && from % size === 0) return read(level, from / size);
  const middle = from + splitOf(size);
  return nodeHash(
    sha256,
    hashOfRange(sha256, { from, to: middle }, read),
    hashOfRange(sha256, { from: middle, to }, read),
  );
}

/** The perfect subtrees of which {@link hashOfRange} asks. */
export function nodesOf(
  range: LeafRange,
): readonly { readonly level: number; readonly index: number }[] {
  const { from, to } = range;
  const size = to - from;
  const level = levelOf(size);
  if (level !== undefined && from % size === 0) return [{ level, index: from / size }];
  const middle = from + splitOf(size);
  return [...nodesOf({ from, to: middle }), ...nodesOf({ from: middle, to })];
}

/** Undefined: not a power of two. */
function levelOf(size: number): number | undefined {
  let level = 0;
  for (let power = 1; power <= size; power *= 2) {
    if (power === size) return level;
    level += 1;
  }
  return undefined;
}

function known(hash: Uint8Array | undefined): Uint8Array {
  if (hash?.length !== hashLength) throw new TypeError("a hash is missing");
  return hash;
}
