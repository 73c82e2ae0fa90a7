import { beforeEach, describe, expect, test } from "vitest";
import { toBase64Url } from "../base64url.ts";
import { applyCommit, makeCommit } from "../commit.ts";
import { joinGroup } from "../group.ts";
import { type KeyPackageBundle, makeKeyPackage } from "../keys.ts";
import type { Suite } from "../suite.ts";
import { forgeKeys, keysSignedBy } from "./forge.ts";
import { lax, laxChange, laxCommit, taken, World } from "./world.ts";

let world: World;

beforeEach(async () => {
  world = await World.of("ann", "bob", "cyn", "eve");
});

const spoilsTree = ["has Bob's key", "has an extension"] as const;

async function spoiltKeys(of: World, what: (typeof spoilsTree)[number]): Promise<KeyPackageBundle> {
  const parts = of.partsOf("mallory");
  const { hpkePublicKey } = of.find("bob").keys.publicPart.leafNode;
  if (what === "has Bob's key") return await forgeKeys(parts, { leaf: { hpkePublicKey } });
  const { capabilities } = (await makeKeyPackage(parts)).publicPart.leafNode;
  const extensions = [{ extensionType: 0xff01, extensionData: new Uint8Array(3) }];
  const leaf = { extensions, capabilities: { ...capabilities, extensions: [0xff01] } };
  return await forgeKeys(parts, { leaf });
}

describe("a key package of someone with the link that would spoil the tree for later members", () => {
  test.each(spoilsTree)("is doubted, but not the others beside it: %s", async (what) => {
    const mallory = await world.addition("mallory", await spoiltKeys(world, what));
    const dan = await world.addition("dan", await makeKeyPackage(world.partsOf("dan")));
    const { parts, group } = world.find("ann");
    const result = await makeCommit(parts, group, [dan, mallory]);
    expect(result).toEqual({ kind: "doubted", identity: "mallory" });
    expect((await makeCommit(parts, group, [dan])).kind).toBe("made");
  });

  test.each(spoilsTree)("is accepted by no one, no matter who commits it: %s", async (what) => {
    const dan = { parts: world.partsOf("dan"), keys: await makeKeyPackage(world.partsOf("dan")) };
    const changes = [
      await world.addition("mallory", await spoiltKeys(world, what)),
      await world.addition("dan", dan.keys),
    ];
    const { commit, welcome } = await laxChange(world, lax(world.find("eve").group), changes);
    const { parts, group } = world.find("ann");
    const applying = applyCommit(parts, group, { changes, commit });
    await expect(applying).rejects.toMatchObject({ code: "wrong-commit" });
    // Newcomers would not accept it either.
    const sender = toBase64Url(world.sender.publicKey);
    const announced = { id: "group", epoch: group.epoch + 1, sender, welcome, commit };
    const entering = joinGroup(dan.parts, dan.keys, announced);
    await expect(entering).rejects.toMatchObject({ code: "invalid" });
  });

  test("is the later one of two with one key, of which the first is not doubted", async () => {
    const dan = await makeKeyPackage(world.partsOf("dan"));
    const { hpkePublicKey } = dan.publicPart.leafNode;
    const mallory = await forgeKeys(world.partsOf("mallory"), { leaf: { hpkePublicKey } });
    const changes = [await world.addition("dan", dan), await world.addition("mallory", mallory)];
    const { parts, group } = world.find("ann");
    const result = await makeCommit(parts, group, changes);
    expect(result).toEqual({ kind: "doubted", identity: "mallory" });
  });
});

describe("an addition that can't be committed ends no one's keys", () => {
  test("someone's second seat with the signature key of the first is doubted, inside and beside the first", async () => {
    const { parts, group } = world.find("ann");
    const second = await keysSignedBy(world.partsOf("mallory"), world.find("bob").keys);
    const dan = await world.addition("dan", await makeKeyPackage(world.partsOf("dan")));
    const mallory = await world.addition("mallory", second);
    const doubted = { kind: "doubted", identity: "mallory" };
    expect(await makeCommit(parts, group, [dan, mallory])).toEqual(doubted);
    const first = await makeKeyPackage(world.partsOf("mal"));
    const twin = await keysSignedBy(world.partsOf("mallory"), first);
    const both = [await world.addition("mal", first), await world.addition("mallory", twin)];
    expect(await makeCommit(parts, group, both)).toEqual(doubted);
  });

  test("what can't be read is doubted, and the others come in", async () => {
    const { parts, group } = world.find("ann");
    const dan = await world.addition("dan", await makeKeyPackage(world.partsOf("dan")));
    const mallory = { kind: "add", identity: "mallory", proposal: "AAAA" } as const;
    const result = await makeCommit(parts, group, [mallory, dan]);
    expect(result).toEqual({ kind: "doubted", identity: "mallory" });
  });
});

describe("a committer whose path is not what it seems", () => {
  /** Eve's commit of Cyn's removal, with keys made by her own cryptography. */
  async function evesPath(hpke: Partial<Suite["hpke"]>): Promise<unknown> {
    const changes = [await world.removal("cyn")];
    const state = await taken(world, lax(world.find("eve").group), changes);
    const suite = { ...world.suite, hpke: { ...world.suite.hpke, ...hpke } };
    const { commit } = await laxCommit({ suite }, state);
    const { parts, group } = world.find("ann");
    return await applyCommit(parts, group, { changes, commit }).then(
      () => "taken",
      ({ code }) => code,
    );
  }

  test("is accepted while it is what it seems", async () => {
    expect(await evesPath({})).toBe("taken");
  });

  test("has other public keys than those whose secrets it sends: refused", async () => {
    const { generateKeyPair } = world.suite.hpke;
    expect(await evesPath({ deriveKeyPair: generateKeyPair })).toBe("wrong-commit");
  });

  test("has the removed member's key: refused, though it is not new", async () => {
    const { hpkePublicKey } = world.find("cyn").keys.publicPart.leafNode;
    let keys = 0;
    const exportPublicKey: Suite["hpke"]["exportPublicKey"] = async (key) =>
      keys++ === 0 ? await world.suite.hpke.exportPublicKey(key) : hpkePublicKey;
    expect(await evesPath({ exportPublicKey })).toBe("wrong-commit");
  });

  test("has keys that take no secrets: refused", async () => {
    let keys = 0;
    const exportPublicKey = async () =>
      Uint8Array.from({ length: 32 }, (_, at) => (at === 0 && keys++ % 2 === 1 ? 1 : 0));
    expect(await evesPath({ exportPublicKey })).toBe("wrong-commit");
  });
});
