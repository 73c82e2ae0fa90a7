import { mlsExporter } from "ts-mls";
import { getHpkePublicKey } from "ts-mls/ratchetTree.js";
import { expect, test } from "vitest";
import { World } from "./attacks/world.ts";
import { fromBase64Url, toBase64Url } from "./base64url.ts";
import { applyCommit, makeCommit } from "./commit.ts";
import { keyIndexOf } from "./frame-key.ts";
import { authenticatorOf, baseKeyOf, decode, type Group, GroupError, insidersOf } from "./group.ts";
import { makeKeyPackage } from "./keys.ts";
import { linkKeyOf } from "./link-key.ts";
import { makeLinkSecret } from "./link-secret.ts";

const everybody = ["ann", "bob", "cyn", "dan"];

/** What frame keys are made of, and what everyone has alike, as one member sees them. */
async function seenBy(world: World, group: Group): Promise<readonly string[]> {
  const parts = world.partsOf("ann");
  return [authenticatorOf(group), await baseKeyOf(parts, group)].map(toBase64Url);
}

test("everyone in one epoch has the same keys, which differ in each epoch", async () => {
  const world = await World.of("ann", "bob");
  const all = new Set<string>();
  const expectAlike = async (): Promise<void> => {
    const views = await Promise.all(world.people.map(({ group }) => seenBy(world, group)));
    for (const view of views) expect(view).toEqual(views[0]);
    for (const one of views[0] ?? []) all.add(one);
  };
  await expectAlike();
  await world.join("cyn", world.find("bob"));
  await expectAlike();
  await world.join("dan", world.find("cyn"));
  await expectAlike();
  await world.leave("bob", world.find("dan"));
  await expectAlike();
  expect(all.size).toBe(4 * 2);
  const identities = insidersOf(world.group).map(({ identity, leaf }) => [leaf, identity]);
  expect(identities).toEqual([
    [0, "ann"],
    [2, "cyn"],
    [3, "dan"],
  ]);
});

test("with everything it kept a removed member has none of the new epoch's keys (attack 36)", async () => {
  const world = await World.of(...everybody);
  // Her own commit is in the tree: she has the secrets of everything above her.
  await world.leave("dan", world.find("cyn"));
  await world.join("dan", world.find("cyn"));
  const cyn = world.find("cyn");
  const before = await seenBy(world, cyn.group);
  const change = await world.removal("cyn");
  world.people.splice(world.people.indexOf(cyn), 1);
  const commit = await world.change([change], { by: world.find("bob"), newcomers: [] });
  const after = await seenBy(world, world.group);
  expect(new Set([...before, ...after]).size).toBe(before.length + after.length);
  expect(await seenBy(world, cyn.group)).toEqual(before);
  // She can't follow, whether she checks or not.
  const following = applyCommit(cyn.parts, cyn.group, { changes: [change], commit });
  await expect(following).rejects.toMatchObject({ code: "wrong-commit" });
  const ownCommit = makeCommit(cyn.parts, cyn.group, [change]);
  await expect(ownCommit).rejects.toMatchObject({ code: "invalid" });
  // No private key that she holds is one that anything was, or will be, sealed to.
  const keyAt = ({ mls }: Group, at: number): readonly string[] => {
    const node = mls.ratchetTree[at];
    return node === undefined ? [] : [toBase64Url(getHpkePublicKey(node))];
  };
  const held = Object.keys(cyn.group.mls.privatePath.privateKeys).map(Number);
  const hers = held.flatMap((at) => keyAt(cyn.group, at));
  const theirs = [...world.group.mls.ratchetTree.keys()].flatMap((at) => keyAt(world.group, at));
  expect(hers.length).toBeGreaterThan(1);
  expect(theirs.filter((key) => hers.includes(key))).toEqual([]);
});

test("without the link's secret no one has the frame keys, whatever they know of the group", async () => {
  const world = await World.of("ann", "bob");
  const { suite, link } = world.partsOf("ann");
  const another = await linkKeyOf(makeLinkSecret(new Uint8Array(32).fill(7)));
  const own = await baseKeyOf({ suite, link }, world.group);
  expect(await baseKeyOf({ suite, link: another }, world.group)).not.toEqual(own);
  const exported = await mlsExporter(
    world.group.mls.keySchedule.exporterSecret,
    "SFrame 1.0 Base Key",
    new Uint8Array(),
    32,
    suite,
  );
  expect(exported).not.toEqual(own);
});

test("nothing of a past epoch is kept for reading late messages", async () => {
  const world = await World.of("ann", "bob");
  await world.join("cyn");
  await world.leave("cyn", world.find("bob"));
  for (const { group } of world.people) expect(group.mls.historicalReceiverData.size).toBe(0);
});

// Broken on purpose: what ts-mls reads is accepted → all three are read.
test("a message in another encoding is not read: a longer length, another byte for what is absent, a byte after it", async () => {
  const world = await World.of("ann", "bob");
  const changes = [await world.addition("cyn", await makeKeyPackage(world.partsOf("cyn")))];
  const ann = world.find("ann");
  const result = await makeCommit(ann.parts, ann.group, changes);
  if (result.kind !== "made") throw new Error("no commit");
  const bytes = fromBase64Url(result.made.commit);
  const reads = (...parts: readonly (Uint8Array | number)[]): string => {
    const made = parts.flatMap((part) => (typeof part === "number" ? [part] : [...part]));
    try {
      return decode(toBase64Url(Uint8Array.from(made))).wireformat;
    } catch (error) {
      return error instanceof GroupError ? error.code : "thrown";
    }
  };
  expect(reads(bytes)).toBe("mls_public_message");
  // After version and wire format: the group's name.
  expect(bytes[4]).toBe("group".length);
  expect(reads(bytes.subarray(0, 4), 0x40, bytes.subarray(4))).toBe("unreadable");
  // After epoch, sender, no data, kind, and one reference: no path.
  expect([...bytes.subarray(24, 27)]).toEqual([3, 34, 2]);
  expect(bytes[60]).toBe(0);
  expect(reads(bytes.subarray(0, 60), 2, bytes.subarray(61))).toBe("unreadable");
  expect(reads(bytes, 0)).toBe("unreadable");
});

test("epochs wrap round the ring of frame keys", () => {
  expect([keyIndexOf(0, 0), keyIndexOf(250, 4), keyIndexOf(250, 5)]).toEqual([0, 254, 0]);
});
