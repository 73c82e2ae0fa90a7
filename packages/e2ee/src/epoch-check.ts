import type { Node, RatchetTree } from "ts-mls";
import { getHpkePublicKey } from "ts-mls/ratchetTree.js";
import { directPath, leafToNodeIndex, leafWidth, toLeafIndex } from "ts-mls/treemath.js";
import type { Change } from "./delivery.ts";
import { type Group, GroupError, insidersOf, onePlaceEach } from "./group.ts";
import {
  areKeysUnique,
  encryptionKeysOf,
  type GroupParts,
  isKeyPair,
  isPlainLeaf,
  takesSecrets,
} from "./keys.ts";
import { isSameInsider } from "./same-insiders.ts";

interface EpochChange {
  readonly before: Group;
  readonly after: Group;
  readonly changes: readonly Change[];
  /** The committer. One's own path needs no proof: it was made with its private keys. */
  readonly by: "self" | { readonly leaf: number; readonly hasPath: boolean };
}

/**
 * INVARIANT: after a commit, members who were not removed are unchanged, on the same leaf with the
 * same key; new ones were announced; nobody is inside twice; newcomers accept the tree, and later
 * commits can be made in it. Throws {@link GroupError}.
 */
export async function checkNextEpoch(parts: GroupParts, what: EpochChange): Promise<void> {
  const { mls, epoch } = what.after;
  if (mls.groupActiveState.kind !== "active") throw new GroupError("wrong-commit");
  if (mls.groupContext.epoch !== BigInt(epoch)) throw new GroupError("wrong-commit");
  checkPeople(what);
  if (!(await areKeysSound(parts, what))) throw new GroupError("wrong-commit");
}

function checkPeople({ before, after, changes }: EpochChange): void {
  const gone = new Set(changes.flatMap((one) => (one.kind === "remove" ? [one.identity] : [])));
  const come = new Set(changes.flatMap((one) => (one.kind === "add" ? [one.identity] : [])));
  const stays = new Map(
    insidersOf(before)
      .filter(({ identity }) => !gone.has(identity))
      .map((insider) => [insider.leaf, insider]),
  );
  for (const insider of onePlaceEach(after)) {
    const known = stays.get(insider.leaf);
    if (known === undefined ? !come.delete(insider.identity) : !isSameInsider(known, insider)) {
      throw new GroupError("wrong-commit");
    }
    stays.delete(insider.leaf);
  }
  if (stays.size + come.size > 0) throw new GroupError("wrong-commit");
}

/**
 * What ts-mls 1.6.4 does not check: plain leaves, unique keys, and a path whose keys take secrets
 * and match the ones sent (section 7.5). The service has checked that newcomers' keys take secrets.
 */
async function areKeysSound(
  { suite }: GroupParts,
  { before, after, by }: EpochChange,
): Promise<boolean> {
  const tree = after.mls.ratchetTree;
  const keys = encryptionKeysOf(tree);
  if (!areKeysUnique(tree, keys)) return false;
  const known = new Set(encryptionKeysOf(before.mls.ratchetTree));
  const news = new Map(
    tree.flatMap((node, at) =>
      node === undefined || known.has(keys[at]) ? [] : [[at, node] as const],
    ),
  );
  for (const node of news.values()) {
    if (node.nodeType === "leaf" && !isPlainLeaf(node.leaf)) return false;
    if (isOfPath(node) && !takesSecrets(getHpkePublicKey(node))) return false;
  }
  if (by === "self") return true;
  return isPathFresh(tree, news, by) && (await holdsPath(after, news, suite));
}

/**
 * INVARIANT: a committer's path has no key of the old tree, which would escape {@link holdsPath}.
 */
function isPathFresh(
  tree: RatchetTree,
  news: ReadonlyMap<number, Node>,
  { leaf, hasPath }: { readonly leaf: number; readonly hasPath: boolean },
): boolean {
  if (!hasPath) return true;
  const own = leafToNodeIndex(toLeafIndex(leaf));
  const path = [own, ...directPath(own, leafWidth(tree.length))];
  return path.every((at) => tree[at] === undefined || news.has(at));
}

function isOfPath(node: Node): boolean {
  return node.nodeType === "parent" || node.leaf.leafNodeSource === "commit";
}

/** Whether it has the private keys of all new nodes above its own leaf. `news`: by node index. */
async function holdsPath(
  { mls }: Group,
  news: ReadonlyMap<number, Node>,
  suite: GroupParts["suite"],
): Promise<boolean> {
  const { leafIndex, privateKeys } = mls.privatePath;
  const width = leafWidth(mls.ratchetTree.length);
  for (const at of directPath(leafToNodeIndex(toLeafIndex(leafIndex)), width)) {
    const node = news.get(at);
    if (node === undefined) continue;
    const privateKey = privateKeys[at];
    if (privateKey === undefined) return false;
    if (!(await isKeyPair(getHpkePublicKey(node), privateKey, suite))) return false;
  }
  return true;
}
