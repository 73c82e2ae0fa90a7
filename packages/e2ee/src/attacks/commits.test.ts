import {
  createGroupInfoWithExternalPubAndRatchetTree,
  createProposal,
  encodeExternalSender,
  encodeMlsMessage,
  joinGroupExternal,
  type Proposal,
  proposeAddExternal,
} from "ts-mls";
import { beforeEach, describe, expect, test } from "vitest";
import { toBase64Url } from "../base64url.ts";
import { applyCommit, makeCommit } from "../commit.ts";
import { makeCredential } from "../credential.ts";
import type { Change } from "../delivery.ts";
import { insidersOf, joinGroup } from "../group.ts";
import { makeKeyPackage, occasionOf } from "../keys.ts";
import type { SeatName } from "../occasion.ts";
import { pathlessCommit } from "./forge.ts";
import { lax, laxChange, laxCommit, nameOf, newLink, taken, World } from "./world.ts";

/** Ann, Bob and Cyn are honest; Eve is inside too, has the link, and commits what she likes. */
let world: World;

beforeEach(async () => {
  world = await World.of("ann", "bob", "cyn", "eve");
});

function refuses(code: string) {
  return expect.objectContaining({ code });
}

async function annTakes(changes: readonly Change[], commit: string): Promise<unknown> {
  const { parts, group } = world.find("ann");
  return await applyCommit(parts, group, { changes, commit }).then(
    () => "taken",
    (error: unknown) => error,
  );
}

async function annEnters(parts = world.partsOf("dan")) {
  return { parts, keys: await makeKeyPackage(parts) };
}

/** Eve's commit of what was announced, with her own proposals. */
async function evesCommit(changes: readonly Change[], own: Proposal[]): Promise<string> {
  const state = await taken(world, lax(world.find("eve").group), changes);
  return (await laxCommit(world, state, own)).commit;
}

async function addProposal(identity: string, parts = world.partsOf(identity)): Promise<Proposal> {
  const { publicPart } = await makeKeyPackage(parts);
  return { proposalType: "add", add: { keyPackage: publicPart } };
}

/** From someone with the link, for this key. */
async function credentialOf(seat: SeatName, signatureKey: Uint8Array): Promise<Uint8Array> {
  const parts = world.partsOf("eve");
  const by = { signatureKey, link: parts.link, signing: world.suite.signature };
  return await makeCredential(occasionOf(parts), seat, by);
}

function removeProposal(identity: string): Proposal {
  return { proposalType: "remove", remove: { removed: world.leafOf(identity) } };
}

describe("a member's commit (attack 37)", () => {
  test("is accepted when it commits what was announced", async () => {
    const changes = [await world.removal("cyn")];
    expect(await annTakes(changes, await evesCommit(changes, []))).toBe("taken");
  });

  // Broken on purpose: our own check of the path → the library's, which says "invalid".
  test("of nothing is accepted with a path, which renews Eve's keys, and refused without one", async () => {
    const { commit } = await laxCommit(world, lax(world.find("eve").group));
    expect(await annTakes([], commit)).toBe("taken");
    const bare = await pathlessCommit(world, world.find("eve").group);
    expect(await annTakes([], bare)).toEqual(refuses("wrong-commit"));
  });

  test("that adds the removed person again is refused", async () => {
    const changes = [await world.removal("cyn")];
    const commit = await evesCommit(changes, [await addProposal("cyn")]);
    expect(await annTakes(changes, commit)).toEqual(refuses("wrong-commit"));
  });

  test("that puts an addition in place of the announced removal is refused", async () => {
    const changes = [await world.removal("cyn")];
    const commit = await evesCommit([], [await addProposal("dan")]);
    expect(await annTakes(changes, commit)).toEqual(refuses("wrong-commit"));
  });

  test("that also removes a bystander is refused", async () => {
    const changes = [await world.removal("cyn")];
    const commit = await evesCommit(changes, [removeProposal("bob")]);
    expect(await annTakes(changes, commit)).toEqual(refuses("wrong-commit"));
  });

  test("that removes a bystander by her own proposal is refused, and so is the proposal", async () => {
    const { mls } = world.find("eve").group;
    const made = await createProposal(mls, true, removeProposal("bob"), world.suite);
    const proposal = toBase64Url(encodeMlsMessage(made.message));
    const changes: Change[] = [{ kind: "remove", identity: "bob", proposal }];
    const { commit } = await laxCommit(world, made.newState);
    expect(await annTakes(changes, commit)).toEqual(refuses("wrong-sender"));
    const { parts, group } = world.find("ann");
    await expect(makeCommit(parts, group, changes)).rejects.toEqual(refuses("wrong-sender"));
  });

  test("that removes a bystander by an unannounced proposal is refused", async () => {
    const [cyn, bob] = [await world.removal("cyn"), await world.removal("bob")];
    const commit = await evesCommit([cyn, bob], []);
    expect(await annTakes([cyn], commit)).toEqual(refuses("wrong-commit"));
  });

  test("that leaves out what was announced is refused", async () => {
    const [cyn, bob] = [await world.removal("cyn"), await world.removal("bob")];
    const commit = await evesCommit([bob], []);
    expect(await annTakes([bob, cyn], commit)).toEqual(refuses("wrong-commit"));
    expect(await annTakes([cyn, bob], await evesCommit([], []))).toEqual(refuses("wrong-commit"));
  });

  test("that puts another external sender into the group is refused", async () => {
    const mine = await world.suite.signature.keygen();
    const seat = { identity: "eve", name: nameOf("eve") };
    const identity = await credentialOf(seat, mine.publicKey);
    const extensionData = encodeExternalSender({
      signaturePublicKey: mine.publicKey,
      credential: { credentialType: "basic", identity },
    });
    const extensions = [{ extensionType: "external_senders" as const, extensionData }];
    const changes = [await world.removal("cyn")];
    const own: Proposal[] = [
      { proposalType: "group_context_extensions", groupContextExtensions: { extensions } },
    ];
    expect(await annTakes(changes, await evesCommit(changes, own))).toEqual(
      refuses("wrong-commit"),
    );
    expect(await annTakes(changes, await evesCommit([], own))).toEqual(refuses("wrong-commit"));
  });

  test("from outside, under another's leaf, is refused", async () => {
    const { group } = world.find("bob");
    const info = await createGroupInfoWithExternalPubAndRatchetTree(group.mls, [], world.suite);
    const mallory = await makeKeyPackage(world.partsOf("mallory"));
    const isBob = (leaf: { readonly hpkePublicKey: Uint8Array }): boolean =>
      leaf.hpkePublicKey === world.find("bob").keys.publicPart.leafNode.hpkePublicKey ||
      toBase64Url(leaf.hpkePublicKey) ===
        toBase64Url(world.find("bob").keys.publicPart.leafNode.hpkePublicKey);
    const config = {
      ...group.mls.clientConfig,
      authService: { validateCredential: async () => true },
      keyPackageEqualityConfig: {
        compareKeyPackages: () => false,
        compareKeyPackageToLeafNode: (_: unknown, leaf: { hpkePublicKey: Uint8Array }) =>
          isBob(leaf),
      },
    };
    const { publicMessage } = await joinGroupExternal(
      info,
      mallory.publicPart,
      mallory.privatePart,
      true,
      world.suite,
      undefined,
      config,
    );
    const commit = toBase64Url(
      encodeMlsMessage({ version: "mls10", wireformat: "mls_public_message", publicMessage }),
    );
    expect(await annTakes([], commit)).toEqual(refuses("wrong-commit"));
  });

  test.each([
    ["identity", { identity: "bob", name: nameOf("bob") }],
    ["name", { identity: "eve", name: nameOf("bob") }],
  ])("in which she takes another's %s is refused", async (_, seat) => {
    const changes = [await world.removal("cyn")];
    const state = await taken(world, lax(world.find("eve").group), changes);
    const at = 2 * world.leafOf("eve");
    const tree = [...state.ratchetTree];
    const node = tree[at];
    if (node?.nodeType !== "leaf") throw new Error("Eve has no leaf");
    const identity = await credentialOf(seat, node.leaf.signaturePublicKey);
    const credential = { credentialType: "basic" as const, identity };
    tree[at] = { nodeType: "leaf", leaf: { ...node.leaf, credential } };
    const { commit } = await laxCommit(world, { ...state, ratchetTree: tree });
    const code = seat.identity === "bob" ? "wrong-group" : "wrong-commit";
    expect(await annTakes(changes, commit)).toEqual(refuses(code));
  });
});

describe("the service adds a ghost without the link's secret (attack 37)", () => {
  async function ghost() {
    const keys = await makeKeyPackage(world.partsOf("ghost", await newLink()));
    return { keys, changes: [await world.addition("ghost", keys)] };
  }

  test("no one commits it, and they say which one they doubt", async () => {
    const { parts, group } = world.find("ann");
    const { changes } = await ghost();
    const result = await makeCommit(parts, group, changes);
    expect(result).toEqual({ kind: "doubted", identity: "ghost" });
  });

  test("no one accepts it if it is committed", async () => {
    const { changes } = await ghost();
    const { commit } = await laxChange(world, lax(world.find("eve").group), changes);
    expect(await annTakes(changes, commit)).toEqual(refuses("invalid"));
  });

  test("no one enters a group that has one", async () => {
    const { changes } = await ghost();
    const haunted = await laxChange(world, lax(world.find("eve").group), changes);
    const dan = await annEnters();
    const { groupContext } = haunted.state;
    world.find("ann").group = { ...world.group, epoch: world.group.epoch + 1, mls: haunted.state };
    const change = await world.addition("dan", dan.keys);
    const { commit, welcome } = await laxChange(world, haunted.state, [change]);
    const announced = { id: "group", epoch: Number(groupContext.epoch) + 1, welcome, commit };
    const sender = toBase64Url(world.sender.publicKey);
    const entering = joinGroup(dan.parts, dan.keys, { ...announced, sender });
    await expect(entering).rejects.toEqual(refuses("invalid"));
  });
});

test("a proof from another sitting counts for nothing in this one: the keys of a repeating meeting are today's (attack 37)", async () => {
  const { parts, group } = world.find("ann");
  const last = await makeKeyPackage({
    ...world.partsOf("dan"),
    sitting: "2026-11-21T03:00:00.000Z",
  });
  const changes = [await world.addition("dan", last)];
  expect(await makeCommit(parts, group, changes)).toEqual({ kind: "doubted", identity: "dan" });
  const { commit } = await laxChange(world, lax(world.find("eve").group), changes);
  expect(await annTakes(changes, commit)).toEqual(refuses("invalid"));
});

test("someone's own page enters again with its signature key, by the commit that removes its old leaf", async () => {
  const again = await makeKeyPackage(world.partsOf("bob"));
  const { parts, group } = world.find("ann");
  const changes = [await world.removal("bob"), await world.addition("bob", again)];
  expect((await makeCommit(parts, group, changes)).kind).toBe("made");
  // While it is still there, no one has that key a second time.
  const [, addition] = changes;
  const alone = addition === undefined ? [] : [addition];
  expect(await makeCommit(parts, group, alone)).toEqual({ kind: "doubted", identity: "bob" });
});

describe("the service announces one thing and proposes another (attack 37)", () => {
  async function bothRefuse(changes: readonly Change[], code: string): Promise<void> {
    const { parts, group } = world.find("ann");
    await expect(makeCommit(parts, group, changes)).rejects.toEqual(refuses(code));
    const { commit } = await laxChange(world, lax(world.find("eve").group), changes);
    expect(await annTakes(changes, commit)).toEqual(refuses(code));
  }

  test("a removal of someone else's leaf", async () => {
    const { proposal } = await world.removal("bob");
    await bothRefuse([{ kind: "remove", identity: "cyn", proposal }], "wrong-change");
  });

  test("a removal in place of an addition", async () => {
    const { proposal } = await world.removal("bob");
    const { parts, group } = world.find("ann");
    const changes: Change[] = [{ kind: "add", identity: "bob", proposal }];
    await expect(makeCommit(parts, group, changes)).rejects.toEqual(refuses("wrong-change"));
    const { commit } = await laxChange(world, lax(world.find("eve").group), changes);
    expect(await annTakes(changes, commit)).toEqual(refuses("wrong-change"));
  });

  test("an addition of someone with the link, under another name", async () => {
    const { proposal } = await world.addition(
      "mallory",
      await makeKeyPackage(world.partsOf("mallory")),
    );
    const changes: Change[] = [{ kind: "add", identity: "dan", proposal }];
    const { parts, group } = world.find("ann");
    expect(await makeCommit(parts, group, changes)).toEqual({ kind: "doubted", identity: "dan" });
    const { commit } = await laxChange(world, lax(world.find("eve").group), changes);
    expect(await annTakes(changes, commit)).toEqual(refuses("wrong-change"));
  });

  test("someone who is already inside: two leaves of one identity", async () => {
    world.reload("bob");
    const again = await makeKeyPackage(world.partsOf("bob"));
    await bothRefuse([await world.addition("bob", again)], "wrong-group");
  });

  test("no one enters a group where one identity has two leaves", async () => {
    world.reload("bob");
    const again = await world.addition("bob", await makeKeyPackage(world.partsOf("bob")));
    const dan = await annEnters();
    const changes = [again, await world.addition("dan", dan.keys)];
    const { commit, welcome } = await laxChange(world, lax(world.find("eve").group), changes);
    const sender = toBase64Url(world.sender.publicKey);
    const announced = { id: "group", epoch: world.group.epoch + 1, sender, welcome, commit };
    const entering = joinGroup(dan.parts, dan.keys, announced);
    await expect(entering).rejects.toEqual(refuses("wrong-group"));
  });
});

describe("a proposal by someone else (attack 37)", () => {
  test("from another external sender is refused", async () => {
    const { publicKey } = world.sender;
    const { signKey } = await world.suite.signature.keygen();
    const proposal = await world.propose(removeProposal("bob"), { publicKey, signKey });
    const { parts, group } = world.find("ann");
    const changes: Change[] = [{ kind: "remove", identity: "bob", proposal }];
    await expect(makeCommit(parts, group, changes)).rejects.toEqual(refuses("invalid"));
  });

  test("by a newcomer is refused, when asked for the commit and when committed", async () => {
    const { parts, group } = world.find("ann");
    const info = await createGroupInfoWithExternalPubAndRatchetTree(group.mls, [], world.suite);
    const dan = await annEnters();
    const { publicPart, privatePart } = dan.keys;
    const message = await proposeAddExternal(info, publicPart, privatePart, world.suite);
    const proposal = toBase64Url(encodeMlsMessage(message));
    const changes: Change[] = [{ kind: "add", identity: "dan", proposal }];
    await expect(makeCommit(parts, group, changes)).rejects.toEqual(refuses("wrong-sender"));
    const { commit } = await laxChange(world, lax(world.find("eve").group), changes);
    expect(await annTakes(changes, commit)).toEqual(refuses("wrong-sender"));
  });

  test("from an earlier epoch is refused", async () => {
    const early = await world.removal("cyn");
    await world.join("dan");
    const { parts, group } = world.find("ann");
    await expect(makeCommit(parts, group, [early])).rejects.toEqual(refuses("invalid"));
  });

  test("made twice is refused", async () => {
    const cyn = await world.removal("cyn");
    const { parts, group } = world.find("ann");
    await expect(makeCommit(parts, group, [cyn, cyn])).rejects.toEqual(refuses("wrong-change"));
  });
});

test("members keep their identity, no matter who commits", async () => {
  const before = insidersOf(world.find("ann").group);
  await world.join("dan", world.find("eve"));
  const after = insidersOf(world.find("ann").group);
  expect(after.slice(0, 4)).toEqual(before);
  expect(after.map(({ identity }) => identity)).toEqual(["ann", "bob", "cyn", "eve", "dan"]);
});
