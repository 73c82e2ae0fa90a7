import { keysEvent, keysMessage } from "@graticule/api/keys";
import { makeCommit } from "@graticule/e2ee/commit";
import { beginGroup, type Group, insidersOf } from "@graticule/e2ee/group";
import { hostHashOf, hostKeyOf, makeHostSeed } from "@graticule/e2ee/host-key";
import { type GroupParts, loadMemberParts, makeKeyPackage } from "@graticule/e2ee/keys";
import { makeLinkSecret } from "@graticule/e2ee/link-secret";
import { delegate, vouch } from "@graticule/e2ee/voucher";
import { createProposer, readCommit, readKeyPackage } from "@graticule/server/delivery/mls-wire";
import { expect, test } from "vitest";

/** As in `conversation.ts`. */
const mostPeople = 1_000;
const mostAtOnce = 100;
const code = "abc-defg-hij";
const sitting = "2026-11-28T03:00:00.000Z";

type Tree = Group["mls"]["ratchetTree"];
type Node = NonNullable<Tree[number]>;
type Leaf = (Node & { readonly nodeType: "leaf" })["leaf"];

const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));
/** The longest that the service gives: of someone signed in, with their tab. */
const identityOf = (at: number): string =>
  `person-${String(at).padStart(20, "x")}.${"t".repeat(12)}`;
/** The longest in bytes that a join may have. */
const name = "名".repeat(80);

/** Everyone vouched for by a delegate of the host: the longest credentials. */
async function vouchedPeople() {
  const hostKey = await hostKeyOf(makeHostSeed(random(32)));
  const host = await hostHashOf(hostKey.publicKey);
  const meeting = { code, secret: makeLinkSecret(random(32), host) };
  const loaded = await loadMemberParts(meeting, { identity: identityOf(0), name });
  const { suite, signature: cohost } = loaded;
  const signing = suite.signature;
  const occasion = { code, sitting, host };
  const keyed = { identity: identityOf(0), signatureKey: cohost.publicKey };
  const delegation = await delegate(occasion, keyed, { host: hostKey, signing });
  return async (at: number): Promise<GroupParts> => {
    const seat = { identity: identityOf(at), name };
    const signature = at === 0 ? cohost : await signing.keygen();
    const whom = { ...seat, signatureKey: signature.publicKey };
    const voucher = await vouch(occasion, whom, { signer: cohost, delegation, signing });
    return { ...loaded, seat, signature, sitting, voucher };
  };
}

/** A member with keys that no one has, on a leaf renewed by a commit. */
function standIn(leaf: Leaf, at: number): Node {
  if (leaf.leafNodeSource !== "key_package") throw new Error("no leaf of a key package");
  const { lifetime: _, ...rest } = leaf;
  if (rest.credential.credentialType !== "basic") throw new Error("no credential of ours");
  const text = new TextDecoder().decode(rest.credential.identity);
  // Only their own: the credential has the delegate's too.
  const identity = new TextEncoder().encode(text.replace(identityOf(0), identityOf(at)));
  return {
    nodeType: "leaf",
    leaf: {
      ...rest,
      hpkePublicKey: random(32),
      signaturePublicKey: random(32),
      credential: { credentialType: "basic", identity },
      leafNodeSource: "commit",
      parentHash: random(32),
    },
  };
}

/** No blank nodes above the leaves, and all leaves unmerged below each: the longest tree. */
function fullTree(own: Leaf, people: number): Tree {
  return Array.from({ length: 2 * people - 1 }, (_, at): Node => {
    if (at === 0) return { nodeType: "leaf", leaf: own };
    if (at % 2 === 0) return standIn(own, at / 2);
    const reach = (at ^ (at + 1)) >> 1;
    const [first, last] = [(at - reach) / 2, Math.min((at + reach) / 2, people - 1)];
    const unmergedLeaves = Array.from({ length: last - first + 1 }, (_each, more) => first + more);
    return {
      nodeType: "parent",
      parent: {
        hpkePublicKey: random(32),
        parentHash: random(32),
        unmergedLeaves: unmergedLeaves as never,
      },
    };
  });
}

// Most of a welcome is the tree. In characters: 964,000 with names of twelve letters, 1,303,000
// with the longest; the commit 106,000. It failed when 1,000,000 were allowed.
test("the longest commit and welcome, for a hundred entering a vouched group of a thousand, are accepted and passed on", async () => {
  const personAt = await vouchedPeople();
  const [first, proposer] = [await personAt(0), createProposer()];
  const keys = await makeKeyPackage(first);
  const begun = await beginGroup(first, keys, { id: "g".repeat(22), sender: proposer.sender });
  const before = mostPeople - mostAtOnce + 1;
  const tree = fullTree(keys.publicPart.leafNode, before);
  const group: Group = { ...begun, mls: { ...begun.mls, ratchetTree: tree } };
  const at = { group: group.id, epoch: group.epoch };
  const gone = before - 1;
  const changes = [
    {
      kind: "remove" as const,
      identity: identityOf(gone),
      proposal: proposer.propose(at, { kind: "remove", leaf: gone }).message,
    },
  ] as { kind: "add" | "remove"; identity: string; proposal: string }[];
  for (let more = 0; more < mostAtOnce; more += 1) {
    const parts = await personAt(before + more);
    const { keyPackage } = await makeKeyPackage(parts);
    expect(readKeyPackage(keyPackage)).toBeDefined();
    const { message } = proposer.propose(at, { kind: "add", keyPackage });
    changes.push({ kind: "add", identity: parts.seat.identity, proposal: message });
  }
  const result = await makeCommit(first, group, changes);
  if (result.kind !== "made") throw new Error("doubted");
  const { commit, welcome = "", next } = result.made;
  expect(insidersOf(next)).toHaveLength(mostPeople);
  expect(readCommit(commit, welcome)).toMatchObject({ hasPath: true });
  const said = keysMessage.safeParse({ kind: "commit", ...at, commit, welcome });
  expect(said.error).toBeUndefined();
  const { sender } = proposer;
  const told = [
    { kind: "please", ...at, changes },
    { kind: "change", ...at, changes, commit },
    { kind: "welcome", ...at, keyIndex: 0, sender, welcome, commit },
  ];
  for (const event of told) expect(keysEvent.safeParse(event).error).toBeUndefined();
});
