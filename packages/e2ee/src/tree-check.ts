import type { LeafNode, Node, RatchetTree } from "ts-mls";
import { verifyLeafNodeSignature, verifyLeafNodeSignatureKeyPackage } from "ts-mls/leafNode.js";
import { verifyParentHashes } from "ts-mls/parentHash.js";
import { treeHashRoot } from "ts-mls/treeHash.js";
import {
  directPath,
  leafToNodeIndex,
  leafWidth,
  toLeafIndex,
  toNodeIndex,
} from "ts-mls/treemath.js";
import { toBase64Url } from "./base64url.ts";
import type { Suite } from "./suite.ts";

export interface TreeCheck {
  readonly suite: Suite;
  readonly groupId: Uint8Array;
  /** As the group's context has it. */
  readonly treeHash: Uint8Array;
  /** Whether this leaf's credential is to be believed. */
  readonly isBelieved: (leaf: LeafNode) => Promise<boolean>;
}

/**
 * Whether somebody who comes in may believe this tree (RFC 9420 sections 7.9 and 12.4.3.1). Ours and not the library's: ts-mls
 * 1.6.4 asks every node above an unmerged leaf for the same list of unmerged leaves, and so turns good trees away.
 */
export async function isGoodTree(tree: RatchetTree, check: TreeCheck): Promise<boolean> {
  if (!isWellFormed(tree) || !areKeysUnique(tree) || !areUnmergedListed(tree)) return false;
  for (const [at, node] of tree.entries()) {
    if (node?.nodeType === "leaf" && !(await isGoodLeaf(node.leaf, at / 2, check))) return false;
  }
  if (!(await verifyParentHashes(tree, check.suite.hash))) return false;
  const hash = await treeHashRoot(tree, check.suite.hash);
  return toBase64Url(hash) === toBase64Url(check.treeHash);
}

/** Leaves stand at even places, parents at odd ones, and there is somebody. */
function isWellFormed(tree: RatchetTree): boolean {
  const areInPlace = tree.every(
    (node, at) => node === undefined || (node.nodeType === "leaf") === (at % 2 === 0),
  );
  return areInPlace && tree.some((node) => node !== undefined);
}

/** No two nodes share an encryption key, no two leaves a signature key. */
function areKeysUnique(tree: RatchetTree): boolean {
  const nodes = tree.filter((node): node is Node => node !== undefined);
  const encryption = nodes.map((node) =>
    toBase64Url(node.nodeType === "leaf" ? node.leaf.hpkePublicKey : node.parent.hpkePublicKey),
  );
  const signature = nodes.flatMap((node) =>
    node.nodeType === "leaf" ? [toBase64Url(node.leaf.signaturePublicKey)] : [],
  );
  return areDifferent(encryption) && areDifferent(signature);
}

function areDifferent(texts: readonly string[]): boolean {
  return new Set(texts).size === texts.length;
}

/**
 * Each unmerged leaf of a node is there, stands below it, and is unmerged in each node between the two that is not blank; lists
 * are in order (section 7.8).
 */
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

/** Leaves come with key packages, and are renewed by their owners' commits alone. */
async function isGoodLeaf(leaf: LeafNode, index: number, check: TreeCheck): Promise<boolean> {
  const { suite, groupId } = check;
  if (leaf.extensions.length > 0 || !leaf.capabilities.credentials.includes("basic")) return false;
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
