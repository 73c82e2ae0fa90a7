import { applyUpdatePathSecret } from "ts-mls/createCommit.js";
import { deriveSecret } from "ts-mls/crypto/kdf.js";
import type { GroupContext } from "ts-mls/groupContext.js";
import { verifyLeafNodeSignature } from "ts-mls/leafNode.js";
import { verifyParentHashes } from "ts-mls/parentHash.js";
import { getCommitSecret } from "ts-mls/pathSecrets.js";
import { type PrivateKeyPath, toPrivateKeyPath } from "ts-mls/privateKeyPath.js";
import { decodeProposal, type Proposal } from "ts-mls/proposal.js";
import {
  addLeafNode,
  decodeRatchetTree,
  encodeRatchetTree,
  getHpkePublicKey,
  type RatchetTree,
  removeLeafNode,
  resolution,
  updateLeafNode,
} from "ts-mls/ratchetTree.js";
import { treeHash, treeHashRoot } from "ts-mls/treeHash.js";
import {
  left,
  nodeToLeafIndex,
  nodeWidth,
  parent,
  right,
  root,
  sibling,
  toLeafIndex,
  toNodeIndex,
} from "ts-mls/treemath.js";
import {
  applyUpdatePath,
  createUpdatePath,
  decodeUpdatePath,
  type UpdatePath,
} from "ts-mls/updatePath.js";
import { bytes, context, type Hex, holds, keysMatch, same, suite, whole } from "./vector.ts";

/** RFC 9420 appendix C. A relative that a node has not is null: the library throws there. */
export function treeMath(vector: {
  n_leaves: number;
  n_nodes: number;
  root: number;
  left: (number | null)[];
  right: (number | null)[];
  parent: (number | null)[];
  sibling: (number | null)[];
}): void {
  const leaves = vector.n_leaves;
  same("n_nodes", nodeWidth(leaves), vector.n_nodes);
  same("root", root(leaves), vector.root);
  const nodes = Array.from({ length: vector.n_nodes }, (_, node) => toNodeIndex(node));
  const relatives = (of: (node: (typeof nodes)[number]) => number) =>
    nodes.map((node) => orNull(() => of(node)));
  same("left", relatives(left), vector.left);
  same("right", relatives(right), vector.right);
  const parents = relatives((node) => parent(node, leaves));
  same("parent", parents, vector.parent);
  const siblings = relatives((node) => sibling(node, leaves));
  same("sibling", siblings, vector.sibling);
}

function orNull(find: () => number): number | null {
  try {
    return find();
  } catch {
    return null;
  }
}

/** RFC 9420 section 7.7: adding, updating and removing a leaf. */
export function treeOperations(vector: {
  tree_before: Hex;
  proposal: Hex;
  proposal_sender: number;
  tree_after: Hex;
}): void {
  const before = whole(decodeRatchetTree, vector.tree_before);
  const proposal = whole(decodeProposal, vector.proposal);
  const after = applied(before, { proposal, sender: vector.proposal_sender });
  same("tree_after", encodeRatchetTree(after), vector.tree_after);
}

function applied(
  tree: RatchetTree,
  { proposal, sender }: { proposal: Proposal; sender: number },
): RatchetTree {
  if ("add" in proposal) return addLeafNode(tree, proposal.add.keyPackage.leafNode)[0];
  if ("update" in proposal) {
    return updateLeafNode(tree, proposal.update.leafNode, toLeafIndex(sender));
  }
  if ("remove" in proposal) return removeLeafNode(tree, toLeafIndex(proposal.remove.removed));
  throw new Error(`a proposal of type ${proposal.proposalType} changes no leaf`);
}

/** RFC 9420 sections 4.1.1, 7.8, 7.9 and 7.3: what a newcomer verifies of the tree. */
export async function treeValidation(vector: {
  tree: Hex;
  group_id: Hex;
  resolutions: number[][];
  tree_hashes: Hex[];
}): Promise<void> {
  const tree = whole(decodeRatchetTree, vector.tree);
  same("resolutions", vector.resolutions.length, tree.length);
  same("tree_hashes", vector.tree_hashes.length, tree.length);
  for (const [index, node] of tree.entries()) {
    const at = toNodeIndex(index);
    same(`resolution of node ${index}`, resolution(tree, at), vector.resolutions[index]);
    const hash = await treeHash(tree, at, suite.hash);
    same(`tree hash of node ${index}`, hash, vector.tree_hashes[index]);
    if (node?.nodeType !== "leaf") continue;
    const leaf = nodeToLeafIndex(at);
    const groupId = bytes(vector.group_id);
    const signed = await verifyLeafNodeSignature(node.leaf, groupId, leaf, suite.signature);
    holds(`signature of leaf ${leaf}`, signed);
  }
  holds("parent hashes", await verifyParentHashes(tree, suite.hash));
}

interface TreeKem {
  group_id: Hex;
  epoch: number;
  confirmed_transcript_hash: Hex;
  ratchet_tree: Hex;
  leaves_private: {
    index: number;
    encryption_priv: Hex;
    signature_priv: Hex;
    path_secrets: { node: number; path_secret: Hex }[];
  }[];
  update_paths: {
    sender: number;
    update_path: Hex;
    path_secrets: (Hex | null)[];
    commit_secret: Hex;
    tree_hash_after: Hex;
  }[];
}

/**
 * RFC 9420 sections 7.4 to 7.6: every member reads a commit's path, the vector's and one of our
 * own.
 */
export async function treeKem(vector: TreeKem): Promise<void> {
  const tree = whole(decodeRatchetTree, vector.ratchet_tree);
  const members = await Promise.all(vector.leaves_private.map((leaf) => memberOf(tree, leaf)));
  for (const update of vector.update_paths) {
    const sender = toLeafIndex(update.sender);
    const contextOf = (tree_hash: Uint8Array): GroupContext => context({ ...vector, tree_hash });

    const path = whole(decodeUpdatePath, update.update_path);
    const groupId = bytes(vector.group_id);
    const signed = await verifyLeafNodeSignature(path.leafNode, groupId, sender, suite.signature);
    holds(`the signature of path of ${sender}`, signed);
    const treeAfter = await applyUpdatePath(tree, sender, path, suite.hash);
    const hashAfter = await treeHashRoot(treeAfter, suite.hash);
    same(`path of ${sender}, tree_hash_after`, hashAfter, update.tree_hash_after);
    for (const member of members) {
      const at = `path of ${sender} at leaf ${member.leafIndex}`;
      const wanted = update.path_secrets[member.leafIndex];
      if (member.leafIndex === sender) {
        same(`${at}, path_secret`, wanted, null);
        continue;
      }
      const read = { tree, sender, path, groupContext: contextOf(hashAfter) };
      const secrets = await secretsAt(member, read);
      same(`${at}, path_secret`, secrets.pathSecret, wanted);
      same(`${at}, commit_secret`, secrets.commitSecret, update.commit_secret);
    }

    const key = vector.leaves_private.find((leaf) => leaf.index === sender)?.signature_priv;
    if (key === undefined) throw new Error(`leaf ${sender} has no private state`);
    await ownPathIsRead({ tree, members, sender }, contextOf(hashAfter), bytes(key));
  }
}

async function memberOf(
  tree: RatchetTree,
  leaf: TreeKem["leaves_private"][number],
): Promise<PrivateKeyPath> {
  const secrets = leaf.path_secrets.map(({ node, path_secret }) => [node, bytes(path_secret)]);
  const path = await toPrivateKeyPath(Object.fromEntries(secrets), leaf.index, suite);
  const privateKeys = { ...path.privateKeys, [leaf.index * 2]: bytes(leaf.encryption_priv) };
  for (const [index, privateKey] of Object.entries(privateKeys)) {
    const node = tree[Number(index)];
    if (node === undefined) throw new Error(`leaf ${leaf.index} has a key of blank node ${index}`);
    await keysMatch(getHpkePublicKey(node), privateKey);
  }
  return { leafIndex: leaf.index, privateKeys };
}

interface PathToRead {
  tree: RatchetTree;
  sender: ReturnType<typeof toLeafIndex>;
  path: UpdatePath;
  groupContext: GroupContext;
}

async function secretsAt(member: PrivateKeyPath, read: PathToRead) {
  const { tree, sender, path, groupContext } = read;
  const { nodeIndex, pathSecret } = await applyUpdatePathSecret(
    tree,
    member,
    sender,
    groupContext,
    path,
    [],
    suite,
  );
  const commitSecret = await getCommitSecret(tree, nodeIndex, pathSecret, suite.kdf);
  return { pathSecret, commitSecret };
}

async function ownPathIsRead(
  group: Pick<PathToRead, "tree" | "sender"> & { members: PrivateKeyPath[] },
  before: GroupContext,
  signatureKey: Uint8Array,
): Promise<void> {
  const { tree, sender } = group;
  const [treeAfter, path, pathSecrets] = await createUpdatePath(
    tree,
    sender,
    before,
    signatureKey,
    suite,
  );
  const rootSecret = pathSecrets.at(-1);
  if (rootSecret === undefined) throw new Error(`an own path of ${sender} has no secret`);
  const commitSecret = await deriveSecret(rootSecret.secret, "path", suite.kdf);
  const { groupId } = before;
  const signed = await verifyLeafNodeSignature(path.leafNode, groupId, sender, suite.signature);
  holds(`the signature of an own path of ${sender}`, signed);
  const treeHashAfter = await treeHashRoot(treeAfter, suite.hash);
  const merged = await applyUpdatePath(tree, sender, path, suite.hash);
  same(
    `an own path of ${sender}, tree`,
    [...(await treeHashRoot(merged, suite.hash))],
    [...treeHashAfter],
  );
  const groupContext = { ...before, treeHash: treeHashAfter, epoch: before.epoch + 1n };
  for (const member of group.members.filter(({ leafIndex }) => leafIndex !== sender)) {
    const secrets = await secretsAt(member, { tree, sender, path, groupContext });
    const what = `an own path of ${sender} at leaf ${member.leafIndex}, commit secret`;
    same(what, [...secrets.commitSecret], [...commitSecret]);
  }
}
