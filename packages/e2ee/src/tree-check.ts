import type { LeafNode, Node, RatchetTree } from "ts-mls";
import { verifyLeafNodeSignature, verifyLeafNodeSignatureKeyPackage } from "ts-mls/leafNode.js";
import { calculateParentHash } from "ts-mls/parentHash.js";
import { findFirstNonBlankAncestor, resolution } from "ts-mls/ratchetTree.js";
import { treeHashRoot } from "ts-mls/treeHash.js";
import {
  directPath,
  leafToNodeIndex,
  leafWidth,
  left,
  right,
  root,
  toLeafIndex,
  toNodeIndex,
} from "ts-mls/treemath.js";
import { areKeysUnique, isPlainLeaf } from "./keys.ts";
import { areSameBytes } from "./same-bytes.ts";
import type { Suite } from "./suite.ts";

export interface TreeCheck {
  readonly suite: Suite;
  readonly groupId: Uint8Array;
  /** From the group's context. */
  readonly treeHash: Uint8Array;
  /** Whether this leaf's credential holds. */
  readonly isBelieved: (leaf: LeafNode) => Promise<boolean>;
}

/**
 * Whether a newcomer may believe this tree (RFC 9420 sections 7.9 and 12.4.3.1). Our own check:
 * ts-mls 1.6.4 wants one list of unmerged leaves on all nodes above one, and so refuses good trees.
 */
export async function isGoodTree(tree: RatchetTree, check: TreeCheck): Promise<boolean> {
  if (!isWellFormed(tree) || !areKeysUnique(tree) || !areUnmergedListed(tree)) return false;
  for (const [at, node] of tree.entries()) {
    if (node?.nodeType === "leaf" && !(await isGoodLeaf(node.leaf, at / 2, check))) return false;
  }
  if (!(await areParentsLinked(tree, check.suite))) return false;
  const hash = await treeHashRoot(tree, check.suite.hash);
  return areSameBytes(hash, check.treeHash);
}

/** Leaves are even nodes, parents odd ones, and not all are blank. */
function isWellFormed(tree: RatchetTree): boolean {
  const areInPlace = tree.every(
    (node, at) => node === undefined || (node.nodeType === "leaf") === (at % 2 === 0),
  );
  return areInPlace && tree.some((node) => node !== undefined);
}

/** Unmerged leaves exist, below their node and unmerged all the way to it; sorted (section 7.8). */
function areUnmergedListed(tree: RatchetTree): boolean {
  return tree.every((node, at) => {
    if (node?.nodeType !== "parent") return true;
    const { unmergedLeaves } = node.parent;
    const isOrdered = unmergedLeaves.every(
      (leaf, place) => place === 0 || leaf > (unmergedLeaves[place - 1] ?? leaf),
    );
    return isOrdered && unmergedLeaves.every((leaf) => isUnmergedBelow(tree, leaf, at));
  });
}

function isUnmergedBelow(tree: RatchetTree, leaf: number, at: number): boolean {
  const place = leafToNodeIndex(toLeafIndex(leaf));
  if (tree[place]?.nodeType !== "leaf") return false;
  const above = directPath(place, leafWidth(tree.length));
  const end = above.indexOf(toNodeIndex(at));
  return (
    end >= 0 &&
    above.slice(0, end).every((index) => {
      const between = tree[index];
      return between?.nodeType !== "parent" || between.parent.unmergedLeaves.includes(leaf);
    })
  );
}

/** Leaves come from key packages, and from their owners' commits. */
async function isGoodLeaf(leaf: LeafNode, index: number, check: TreeCheck): Promise<boolean> {
  const { suite, groupId } = check;
  if (!isPlainLeaf(leaf)) return false;
  switch (leaf.leafNodeSource) {
    case "key_package":
      if (!(await verifyLeafNodeSignatureKeyPackage(leaf, suite.signature))) return false;
      break;
    case "commit":
      if (!(await verifyLeafNodeSignature(leaf, groupId, index, suite.signature))) return false;
      break;
    case "update":
      return false;
  }
  return await check.isBelieved(leaf);
}

/**
 * Each parent that is not blank has the parent hash of exactly one node below it, and so on down to
 * a leaf that its owner signed: only those below a parent know its secret (section 7.9.2). Our own
 * check: ts-mls 1.6.4 does not ask whether those between are unmerged.
 */
async function areParentsLinked(tree: RatchetTree, { hash }: Suite): Promise<boolean> {
  const links = new Map<number, number>();
  for (const at of tree.keys()) {
    const above = await linkOf(tree, at, hash);
    if (above !== undefined) links.set(above, (links.get(above) ?? 0) + 1);
  }
  return tree.every((node, at) => node?.nodeType !== "parent" || links.get(at) === 1);
}

/** The parent that this node's parent hash is of. */
async function linkOf(
  tree: RatchetTree,
  place: number,
  hash: Suite["hash"],
): Promise<number | undefined> {
  const at = toNodeIndex(place);
  const node = tree[at];
  if (node === undefined || at === root(leafWidth(tree.length))) return undefined;
  const parentHash = parentHashOf(node);
  const above = findFirstNonBlankAncestor(tree, at);
  if (parentHash === undefined || tree[above]?.nodeType !== "parent") return undefined;
  const [expected] = await calculateParentHash(tree, at, hash);
  return areSameBytes(parentHash, expected) && areOthersUnmerged(tree, at, above)
    ? above
    : undefined;
}

function parentHashOf(node: Node): Uint8Array | undefined {
  if (node.nodeType === "parent") return node.parent.parentHash;
  return node.leaf.leafNodeSource === "commit" ? node.leaf.parentHash : undefined;
}

type Place = ReturnType<typeof toNodeIndex>;

/** All others below that parent on this side came later, and are unmerged there. */
function areOthersUnmerged(tree: RatchetTree, at: Place, above: Place): boolean {
  const parent = tree[above];
  if (parent?.nodeType !== "parent") return false;
  const side = at < above ? left(above) : right(above);
  const others = resolution(tree, side).filter((index) => index !== at);
  const width = leafWidth(tree.length);
  const unmerged = parent.parent.unmergedLeaves
    .map((leaf) => leafToNodeIndex(toLeafIndex(leaf)))
    .filter((index) => index === side || directPath(index, width).includes(side));
  return others.length === unmerged.length && others.every((index) => unmerged.includes(index));
}
