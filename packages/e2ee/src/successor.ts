import type { Node, RatchetTree } from "ts-mls";
import { getHpkePublicKey } from "ts-mls/ratchetTree.js";
import { directPath, leafToNodeIndex, leafWidth, toLeafIndex } from "ts-mls/treemath.js";
import { toBase64Url } from "./base64url.ts";
import {
  type Announced,
  type Group,
  GroupError,
  type Insider,
  insidersOf,
  onePlaceEach,
} from "./group.ts";
import {
  areKeysUnique,
  encryptionKeysOf,
  type GroupParts,
  isKeyPair,
  isPlainLeaf,
  takesSecrets,
} from "./keys.ts";

interface Succession {
  readonly before: Group;
  readonly after: Group;
  readonly changes: readonly Announced[];
  /** Who made the commit. One's own path was made with its private keys, and needs no proof. */
  readonly by: "self" | { readonly leaf: number; readonly hasPath: boolean };
}

/**
 * INVARIANT: after a commit, whoever was inside and was not removed is who they were, on the same leaf and with the same
 * key; whoever is new was announced; nobody is inside twice; and the tree is one that newcomers accept and that later commits
 * can be made in. Throws {@link GroupError}.
 */
export async function checkSuccessor(parts: GroupParts, what: Succession): Promise<void> {
  const { mls, epoch } = what.after;
  if (mls.groupActiveState.kind !== "active") throw new GroupError("wrong-commit");
  if (mls.groupContext.epoch !== BigInt(epoch)) throw new GroupError("wrong-commit");
  checkPeople(what);
  if (!(await areKeysSound(parts, what))) throw new GroupError("wrong-commit");
}

function checkPeople({ before, after, changes }: Succession): void {
  const gone = new Set(changes.flatMap((one) => (one.kind === "remove" ? [one.identity] : [])));
  const come = new Set(changes.flatMap((one) => (one.kind === "add" ? [one.identity] : [])));
  const stays = new Map(
    insidersOf(before)
      .filter(({ identity }) => !gone.has(identity))
      .map((insider) => [insider.leaf, insider]),
  );
  for (const insider of onePlaceEach(after)) {
    const known = stays.get(insider.leaf);
    if (known === undefined ? !come.delete(insider.identity) : !isSame(known, insider)) {
      throw new GroupError("wrong-commit");
    }
    stays.delete(insider.leaf);
  }
  if (stays.size + come.size > 0) throw new GroupError("wrong-commit");
}

function isSame(one: Insider, other: Insider): boolean {
  return (
    one.identity === other.identity &&
    one.name === other.name &&
    toBase64Url(one.signatureKey) === toBase64Url(other.signatureKey)
  );
}

/**
 * What ts-mls 1.6.4 leaves open: leaves like all others, keys that differ, and a path whose keys take secrets and are its own
 * (section 7.5). Whether those of a newcomer take secrets the service has looked at.
 */
async function areKeysSound(
  { suite }: GroupParts,
  { before, after, by }: Succession,
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
 * INVARIANT: no key of a committer’s path stood in the tree before. With one that did, also of someone who is removed
 * here, it would be believed without a look at what it opens.
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

/** Of everything new above its own leaf it has the private key. `news`: by place in the tree. */
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
