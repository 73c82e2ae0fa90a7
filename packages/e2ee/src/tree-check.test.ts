import {
  emptyPskIndex,
  joinGroup as joinByLibrary,
  type LeafNode,
  type Node,
  type RatchetTree,
} from "ts-mls";
import { verifyParentHashes } from "ts-mls/parentHash.js";
import { treeHashRoot } from "ts-mls/treeHash.js";
import { beforeAll, describe, expect, test } from "vitest";
import { World } from "./attacks/world.ts";
import { makeCommit } from "./commit.ts";
import { decode, joinGroup } from "./group.ts";
import { makeKeyPackage } from "./keys.ts";
import { isGoodTree } from "./tree-check.ts";

/**
 * Eight people. Node 3 was set by p0 and has q3 unmerged; the root was set later by p4 and has no
 * one unmerged: an unmerged leaf below a merged ancestor. Leaf 7 is blank.
 */
let world: World;

async function eight(): Promise<World> {
  const made = await World.of("p0", "p1", "p2", "p3", "p4", "p5", "p6", "p7");
  await made.leave("p3", made.find("p0"));
  await made.join("q3", made.find("p0"));
  await made.leave("p7", made.find("p4"));
  return made;
}

/** Five people; q2 and q3 are unmerged in all nodes above them: no parent hash covers them. */
let newcomers: World;

async function five(): Promise<World> {
  const made = await World.of("p0", "p1", "p2", "p3", "p4");
  await made.leave("p2", made.find("p0"));
  await made.leave("p3", made.find("p0"));
  await made.join("q2", made.find("p0"));
  await made.join("q3", made.find("p0"));
  return made;
}

beforeAll(async () => {
  world = await eight();
  newcomers = await five();
});

function treeOf({ group }: World): RatchetTree {
  return [...group.mls.ratchetTree];
}

/** With the hash that it has: one of the other rules decides. */
async function isGood(tree: RatchetTree, isBelieved = true): Promise<boolean> {
  const { groupId } = world.group.mls.groupContext;
  const treeHash = await treeHashRoot(tree, world.suite.hash);
  const believes = async (): Promise<boolean> => isBelieved;
  return await isGoodTree(tree, { suite: world.suite, groupId, treeHash, isBelieved: believes });
}

function parentAt(tree: RatchetTree, at: number) {
  const node = tree[at];
  if (node?.nodeType !== "parent") throw new Error(`no parent at ${at}`);
  return node.parent;
}

function leafAt(tree: RatchetTree, leaf: number): LeafNode {
  const node = tree[2 * leaf];
  if (node?.nodeType !== "leaf") throw new Error(`no one at leaf ${leaf}`);
  return node.leaf;
}

function withNode(at: number, node: Node | undefined, tree = treeOf(world)): RatchetTree {
  return tree.with(at, node);
}

function withUnmerged(at: number, unmergedLeaves: number[], tree = treeOf(world)): RatchetTree {
  return tree.with(at, {
    nodeType: "parent",
    parent: { ...parentAt(tree, at), unmergedLeaves },
  });
}

function withLeaf(leaf: number, differences: Partial<LeafNode>, tree = treeOf(world)): RatchetTree {
  const node = { ...leafAt(tree, leaf), ...differences } as LeafNode;
  return withNode(2 * leaf, { nodeType: "leaf", leaf: node }, tree);
}

describe("a tree with an unmerged leaf below a merged ancestor", () => {
  test("is what it says, and is good", async () => {
    const tree = treeOf(world);
    expect(parentAt(tree, 3).unmergedLeaves).toEqual([3]);
    expect(parentAt(tree, 7).unmergedLeaves).toEqual([]);
    expect(await isGood(tree)).toBe(true);
  });

  test("is rejected by the library, which is why we check ourselves; mended by an upgrade?", async () => {
    const parts = world.partsOf("q7");
    const keys = await makeKeyPackage(parts);
    const { parts: ofP0, group } = world.find("p0");
    const result = await makeCommit(ofP0, group, [await world.addition("q7", keys)]);
    if (result.kind !== "made") throw new Error("not made");
    const { commit, welcome = "" } = result.made;
    const message = decode(welcome);
    if (message.wireformat !== "mls_welcome") throw new Error("no welcome");
    const { publicPart, privatePart } = keys;
    const { clientConfig } = group.mls;
    const library = joinByLibrary(
      message.welcome,
      publicPart,
      privatePart,
      emptyPskIndex,
      world.suite,
      undefined,
      undefined,
      clientConfig,
    );
    await expect(library).rejects.toThrow("must list leaf node in its unmerged_leaves");
    const sender = Buffer.from(world.sender.publicKey).toString("base64url");
    const announced = { id: "group", epoch: group.epoch + 1, sender, welcome, commit };
    await expect(joinGroup(parts, keys, announced)).resolves.toBeDefined();
  });
});

describe("a tree that breaks one rule of the standard is not good (sections 7.3, 7.8, 7.9)", () => {
  test("no one is in it", async () => {
    expect(await isGood([undefined])).toBe(false);
  });

  test("a parent is in a leaf's place, a leaf in a parent's", async () => {
    const tree = treeOf(world);
    const check = (spoilt: RatchetTree) =>
      isGoodTree(spoilt, {
        suite: world.suite,
        groupId: world.group.mls.groupContext.groupId,
        treeHash: world.group.mls.groupContext.treeHash,
        isBelieved: async () => true,
      });
    expect(await check(tree.with(14, tree[3]))).toBe(false);
    expect(await check(tree.with(13, tree[0]))).toBe(false);
  });

  test("two nodes have one encryption key, or two leaves one signature key", async () => {
    const tree = treeOf(world);
    const { hpkePublicKey, signaturePublicKey } = leafAt(tree, 5);
    expect(await isGood(withLeaf(6, { hpkePublicKey }))).toBe(false);
    expect(await isGood(withLeaf(6, { signaturePublicKey }))).toBe(false);
    const parent = { ...parentAt(tree, 3), hpkePublicKey };
    expect(await isGood(withNode(3, { nodeType: "parent", parent }))).toBe(false);
  });

  test("a list of unmerged leaves is out of order, or names one twice", async () => {
    expect(await isGood(withUnmerged(3, [3, 3]))).toBe(false);
    expect(await isGood(withUnmerged(3, [3, 2]))).toBe(false);
    // Where no parent hash covers the list: at the root.
    const tree = treeOf(newcomers);
    expect(parentAt(tree, 7).unmergedLeaves).toEqual([2, 3]);
    expect(await isGood(tree)).toBe(true);
    expect(await isGood(withUnmerged(7, [3, 2], tree))).toBe(false);
    expect(await isGood(withUnmerged(7, [2, 2, 3], tree))).toBe(false);
  });

  test("a list of unmerged leaves names a blank leaf, or one that isn't below", async () => {
    expect(await isGood(withUnmerged(11, [7]))).toBe(false);
    expect(await isGood(withUnmerged(3, [3, 5]))).toBe(false);
    expect(await isGood(withUnmerged(3, [3, 400]))).toBe(false);
  });

  test("a leaf is unmerged above, but not in a parent between", async () => {
    expect(await isGood(withUnmerged(7, [3]))).toBe(false);
    expect(await isGood(withUnmerged(3, [], withUnmerged(7, [3])))).toBe(false);
  });

  test("a leaf has an extension, or takes no basic credentials", async () => {
    const extensions = [{ extensionType: 0xff01, extensionData: new Uint8Array(1) }];
    expect(await isGood(withLeaf(5, { extensions }))).toBe(false);
    const { capabilities } = leafAt(treeOf(world), 5);
    const others = { ...capabilities, credentials: ["x509" as const] };
    expect(await isGood(withLeaf(5, { capabilities: others }))).toBe(false);
  });

  test("a leaf's signature is invalid: it came with a key package, or with a commit", async () => {
    const tree = treeOf(world);
    expect([leafAt(tree, 5).leafNodeSource, leafAt(tree, 4).leafNodeSource]).toEqual([
      "key_package",
      "commit",
    ]);
    const signature = new Uint8Array(64);
    expect(await isGood(withLeaf(5, { signature }))).toBe(false);
    expect(await isGood(withLeaf(3, { signature }, treeOf(newcomers)))).toBe(false);
    expect(await isGood(withLeaf(4, { signature }))).toBe(false);
  });

  test("a leaf that came with a commit is elsewhere, or belongs to another group", async () => {
    const tree = treeOf(world);
    const [p4, p5] = [tree[8], tree[10]];
    expect(await isGood(tree.with(8, p5).with(10, p4))).toBe(false);
    const { suite } = world;
    const { treeHash } = world.group.mls.groupContext;
    const groupId = new TextEncoder().encode("another");
    const check = { suite, groupId, treeHash, isBelieved: async () => true };
    expect(await isGoodTree(tree, check)).toBe(false);
  });

  test("a leaf was renewed by a proposal, as no leaf can be", async () => {
    const renewed = { leafNodeSource: "update" } as Partial<LeafNode>;
    expect(await isGood(withLeaf(4, renewed))).toBe(false);
    expect(await isGood(withLeaf(3, renewed, treeOf(newcomers)))).toBe(false);
  });

  test("someone is not believed", async () => {
    expect(await isGood(treeOf(world), false)).toBe(false);
  });

  test("a parent has another key, another parent hash, or came from nowhere", async () => {
    const tree = treeOf(world);
    const { publicKey } = await world.suite.hpke.generateKeyPair();
    const hpkePublicKey = await world.suite.hpke.exportPublicKey(publicKey);
    for (const at of [1, 3, 7, 9, 11]) {
      const parent = { ...parentAt(tree, at), hpkePublicKey };
      expect(await isGood(withNode(at, { nodeType: "parent", parent }))).toBe(false);
    }
    const parentHash = new Uint8Array(32);
    // Node 3's led to the root before this one: nothing follows from it any more.
    for (const at of [1, 9, 11]) {
      const parent = { ...parentAt(tree, at), parentHash };
      expect(await isGood(withNode(at, { nodeType: "parent", parent }))).toBe(false);
    }
    const parent = { hpkePublicKey, parentHash: new Uint8Array(), unmergedLeaves: [] };
    expect(await isGood(withNode(5, { nodeType: "parent", parent }))).toBe(false);
    expect(await isGood(withNode(13, { nodeType: "parent", parent }))).toBe(false);
  });

  test("a blank is where a path's parent was, or someone below it is another", async () => {
    expect(await isGood(withNode(1, undefined))).toBe(false);
    expect(await isGood(withNode(12, undefined))).toBe(false);
  });

  test("its hash differs from the group's", async () => {
    const { groupId, treeHash } = world.group.mls.groupContext;
    const check = { suite: world.suite, groupId, isBelieved: async () => true };
    const tree = treeOf(world);
    expect(await isGoodTree(tree, { ...check, treeHash })).toBe(true);
    const other = Uint8Array.from(treeHash, (byte, at) => (at === 0 ? byte ^ 1 : byte));
    expect(await isGoodTree(tree, { ...check, treeHash: other })).toBe(false);
  });
});

test("a newcomer is not hidden from their parents, though every parent hash holds", async () => {
  const made = await World.of("p0", "p1", "p2", "p3");
  await made.leave("p3", made.find("p2"));
  await made.join("q3", made.find("p2"));
  const tree = treeOf(made);
  expect([1, 3, 5].map((at) => tree[at]?.nodeType)).toEqual([undefined, "parent", undefined]);
  expect(parentAt(tree, 3).unmergedLeaves).toEqual([3]);
  expect(await isGood(tree)).toBe(true);
  const hidden = withUnmerged(3, [], tree);
  // The library checks no more than this.
  expect(await verifyParentHashes(hidden, world.suite.hash)).toBe(true);
  expect(await isGood(hidden)).toBe(false);
});
