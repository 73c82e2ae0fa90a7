import { areEqual } from "./bytes.ts";
import {
  hashOfRange,
  type LeafRange,
  nodeHash,
  type ReadNode,
  type Sha256,
  splitOf,
} from "./merkle.ts";

/** Inclusion and consistency proofs, made and checked: RFC 9162 §2.1.3, §2.1.4. */

/** `sizes`: there is no such tree. `length`: too few or too many hashes. */
export type ProofVerdict = "holds" | "sizes" | "length" | "root";

/** RFC 9162 §2.1.3.1, PATH(index, D[size]): ranges, leaf to root. @param index below `size` */
export function inclusionRanges(index: number, size: number): readonly LeafRange[] {
  return pathWithin(index, { from: 0, to: size });
}

function pathWithin(index: number, { from, to }: LeafRange): readonly LeafRange[] {
  if (to - from <= 1) return [];
  const middle = from + splitOf(to - from);
  const left = { from, to: middle };
  const right = { from: middle, to };
  return index < middle ? [...pathWithin(index, left), right] : [...pathWithin(index, right), left];
}

/** RFC 9162 §2.1.4.1, PROOF(older, D[size]): ranges. @param older an earlier size, 1 to `size` */
export function consistencyRanges(older: number, size: number): readonly LeafRange[] {
  return older === size ? [] : subproof(older, { from: 0, to: size }, true);
}

/** SUBPROOF. `isWhole`: the subtree is all of the older tree, and the checker knows its hash. */
function subproof(older: number, range: LeafRange, isWhole: boolean): readonly LeafRange[] {
  const { from, to } = range;
  if (older === to) return isWhole ? [] : [range];
  const middle = from + splitOf(to - from);
  const left = { from, to: middle };
  const right = { from: middle, to };
  return older <= middle
    ? [...subproof(older, left, isWhole), right]
    : [...subproof(older, right, false), left];
}

/** The hashes of a proof, read from wherever the tree is kept. */
export function proofOf(
  sha256: Sha256,
  ranges: readonly LeafRange[],
  read: ReadNode,
): readonly Uint8Array[] {
  return ranges.map((range) => hashOfRange(sha256, range, read));
}

export interface Inclusion {
  readonly index: number;
  readonly size: number;
  /** The hash of the leaf, not the entry. */
  readonly leaf: Uint8Array;
  readonly proof: readonly Uint8Array[];
  readonly root: Uint8Array;
}

/** RFC 9162 §2.1.3.2. */
export function checkInclusion(sha256: Sha256, inclusion: Inclusion): ProofVerdict {
  const { index, size, leaf, proof, root } = inclusion;
  if (!isSize(size) || !isSize(index) || index >= size) return "sizes";
  const sides = sidesAbove(index, size - 1);
  if (sides.length !== proof.length) return "length";
  const hash = proof.reduce(
    (below, step, at) =>
      sides[at] === "left" ? nodeHash(sha256, step, below) : nodeHash(sha256, below, step),
    leaf,
  );
  return areEqual(hash, root) ? "holds" : "root";
}

export interface Consistency {
  readonly older: number;
  readonly olderRoot: Uint8Array;
  readonly size: number;
  readonly root: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

/** RFC 9162 §2.1.4.2; and an empty tree, which has one root and is consistent with every other. */
export function checkConsistency(sha256: Sha256, consistency: Consistency): ProofVerdict {
  const { older, olderRoot, size, root, proof } = consistency;
  if (!isSize(older) || !isSize(size) || older > size) return "sizes";
  if (older > 0 && older < size) return checkGrowth(sha256, consistency);
  if (proof.length > 0) return "length";
  const areEmpty = older > 0 || areEqual(olderRoot, sha256(new Uint8Array()));
  return areEmpty && (older < size || areEqual(olderRoot, root)) ? "holds" : "root";
}

function checkGrowth(sha256: Sha256, consistency: Consistency): ProofVerdict {
  const { older, olderRoot, size, root, proof } = consistency;
  let at = older - 1;
  let last = size - 1;
  while (isOdd(at)) {
    at = half(at);
    last = half(last);
  }
  // The older tree is one perfect subtree: its root is where the path begins.
  const [start, ...steps] = at === 0 ? [olderRoot, ...proof] : proof;
  const sides = sidesAbove(at, last);
  if (start === undefined || sides.length !== steps.length) return "length";
  let before = start;
  let after = start;
  for (const [place, step] of steps.entries()) {
    if (sides[place] === "left") {
      before = nodeHash(sha256, step, before);
      after = nodeHash(sha256, step, after);
    } else {
      after = nodeHash(sha256, after, step);
    }
  }
  return areEqual(before, olderRoot) && areEqual(after, root) ? "holds" : "root";
}

/**
 * The side of each hash of a proof, from a node to the root: fn and sn of RFC 9162 §2.1.3.2. A
 * proof must be as long. @param index of the node in its level  @param lastIndex of that level's
 * last node
 */
function sidesAbove(index: number, lastIndex: number): readonly ("left" | "right")[] {
  const sides: ("left" | "right")[] = [];
  let at = index;
  let last = lastIndex;
  while (last > 0) {
    const side = isOdd(at) || at === last ? "left" : "right";
    // The last node of a level without a neighbour goes up as it is.
    while (side === "left" && !isOdd(at)) {
      at = half(at);
      last = half(last);
    }
    sides.push(side);
    at = half(at);
    last = half(last);
  }
  return sides;
}

function isSize(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function isOdd(value: number): boolean {
  return value % 2 === 1;
}

function half(value: number): number {
  return Math.floor(value / 2);
}
