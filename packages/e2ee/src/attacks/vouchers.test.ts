import { beforeEach, describe, expect, test } from "vitest";
import { toBase64Url } from "../base64url.ts";
import { applyCommit, makeCommit } from "../commit.ts";
import type { SigningKeyPair } from "../ed25519.ts";
import { beginGroup, joinGroup } from "../group.ts";
import { type HostHash, hostHashOf } from "../host-key.ts";
import { type GroupParts, makeKeyPackage } from "../keys.ts";
import { type LinkSecret, linkSeedOf, makeLinkSecret } from "../link-secret.ts";
import { delegate, type Voucher, vouch } from "../voucher.ts";
import { lax, laxChange, World } from "./world.ts";

/**
 * A vouched meeting: Hal is its host and inside, Cora his co-host. Mallory has the link and works
 * with the people who run the service.
 */
let world: World;
let host: SigningKeyPair;
let hash: HostHash;
let hal: GroupParts;

beforeEach(async () => {
  world = await World.of("no one");
  world.people.length = 0;
  host = await world.suite.signature.keygen();
  hash = await hostHashOf(host.publicKey);
  hal = await vouched("hal", host);
  const keys = await makeKeyPackage(hal);
  const sender = toBase64Url(world.sender.publicKey);
  world.people.push({
    parts: hal,
    keys,
    group: await beginGroup(hal, keys, { id: "group", sender }),
  });
});

function partsIn(identity: string): GroupParts {
  const parts = world.partsOf(identity);
  return { ...parts, meeting: { ...parts.meeting, secret: secretWith(hash) } };
}

/** The meeting's link with this ending. */
function secretWith(host?: HostHash): LinkSecret {
  return makeLinkSecret(linkSeedOf(world.link.secret), host);
}

function whomOf({ seat, signature }: GroupParts) {
  return { ...seat, signatureKey: signature.publicKey };
}

function occasion(): { code: string; sitting: string; host: HostHash } {
  const { meeting, sitting } = partsIn("hal");
  return { code: meeting.code, sitting, host: hash };
}

/** With a voucher by this key. */
async function vouched(
  identity: string,
  signer: SigningKeyPair,
  delegation?: Voucher["delegation"],
): Promise<GroupParts> {
  const parts = partsIn(identity);
  const by = { signer, signing: world.suite.signature };
  const voucher = await vouch(
    occasion(),
    whomOf(parts),
    delegation === undefined ? by : { ...by, delegation },
  );
  return { ...parts, voucher };
}

/** What Hal's page says of someone who wants in, whether he or another is to add them. */
async function halSays(parts: GroupParts): Promise<readonly string[]> {
  const { group } = world.find("hal");
  const changes = [await world.addition(parts.seat.identity, await makeKeyPackage(parts))];
  const made = await makeCommit(hal, group, changes);
  const { commit } = await laxChange(world, lax(group), changes);
  const taken = await applyCommit(hal, group, { changes, commit }).then(
    () => "taken",
    () => "refused",
  );
  return [made.kind, made.kind === "made" ? "taken" : taken];
}

describe("in a vouched meeting", () => {
  test("someone the host vouched for comes in, also through a co-host whom the host lets vouch", async () => {
    expect(await halSays(await vouched("ann", host))).toEqual(["made", "taken"]);
    const cora = partsIn("cora");
    const delegation = await delegate(occasion(), whomOf(cora), {
      host,
      signing: world.suite.signature,
    });
    expect(await halSays(await vouched("bob", cora.signature, delegation))).toEqual([
      "made",
      "taken",
    ]);
  });

  test("someone with the link alone is added by no one: a public link admits no one to the keys", async () => {
    expect(await halSays(partsIn("mallory"))).toEqual(["doubted", "refused"]);
  });

  test("someone the link does not name vouches in vain", async () => {
    const other = await world.suite.signature.keygen();
    expect(await halSays(await vouched("mallory", other))).toEqual(["doubted", "refused"]);
    const cora = partsIn("cora");
    const delegation = await delegate(occasion(), whomOf(cora), {
      host: other,
      signing: world.suite.signature,
    });
    const forged = { ...delegation, host: toBase64Url(host.publicKey) };
    for (const one of [delegation, forged]) {
      expect(await halSays(await vouched("mallory", cora.signature, one))).toEqual([
        "doubted",
        "refused",
      ]);
    }
  });

  test("a co-host's delegation can't be passed on or used with another key", async () => {
    const [cora, dan] = [partsIn("cora"), partsIn("dan")];
    const { signature: signing } = world.suite;
    const given = await delegate(occasion(), whomOf(cora), { host, signing });
    const onward = await delegate(occasion(), whomOf(dan), { host: cora.signature, signing });
    expect(await halSays(await vouched("mallory", dan.signature, onward))).toEqual([
      "doubted",
      "refused",
    ]);
    expect(await halSays(await vouched("mallory", dan.signature, given))).toEqual([
      "doubted",
      "refused",
    ]);
  });

  test("someone vouched for can vouch for no one: a voucher is no delegation", async () => {
    const ann = await vouched("ann", host);
    const { signature = "" } = ann.voucher ?? {};
    const asDelegation = { identity: "ann", signature, host: toBase64Url(host.publicKey) };
    expect(await halSays(await vouched("mallory", ann.signature, asDelegation))).toEqual([
      "doubted",
      "refused",
    ]);
  });

  test("someone vouched for under one identity has no other with the same key", async () => {
    const { voucher, signature } = await vouched("ann", host);
    expect(await halSays({ ...partsIn("mallory"), signature, voucher })).toEqual([
      "doubted",
      "refused",
    ]);
  });

  test("a voucher counts only under the name that the host was shown", async () => {
    const mallory = partsIn("mallory");
    const by = { signer: host, signing: world.suite.signature };
    const shown = { ...whomOf(mallory), name: "Mallory, intern" };
    const voucher = await vouch(occasion(), shown, by);
    expect(await halSays({ ...mallory, voucher })).toEqual(["doubted", "refused"]);
  });

  test("a voucher for someone else, another key, another sitting or another meeting doesn't count", async () => {
    const ann = await vouched("ann", host);
    const mallory = partsIn("mallory");
    expect(await halSays({ ...mallory, voucher: ann.voucher })).toEqual(["doubted", "refused"]);
    const { signature: signing } = world.suite;
    const by = { signer: host, signing };
    for (const [what, whom] of [
      [occasion(), { ...whomOf(mallory), signatureKey: ann.signature.publicKey }],
      [{ ...occasion(), sitting: "2026-11-21T03:00:00.000Z" }, whomOf(mallory)],
      [{ ...occasion(), code: "abc-defg-hik" }, whomOf(mallory)],
    ] as const) {
      const voucher = await vouch(what, whom, by);
      expect(await halSays({ ...mallory, voucher })).toEqual(["doubted", "refused"]);
    }
  });

  test("no one enters a group where someone is not vouched for", async () => {
    const { group } = world.find("hal");
    const ghost = await world.addition("mallory", await makeKeyPackage(partsIn("mallory")));
    const haunted = await laxChange(world, lax(group), [ghost]);
    world.find("hal").group = { ...group, epoch: group.epoch + 1, mls: haunted.state };
    const ann = await vouched("ann", host);
    const keys = await makeKeyPackage(ann);
    const change = await world.addition("ann", keys);
    const { commit, welcome } = await laxChange(world, haunted.state, [change]);
    const sender = toBase64Url(world.sender.publicKey);
    const announced = { id: "group", epoch: group.epoch + 2, sender, welcome, commit };
    await expect(joinGroup(ann, keys, announced)).rejects.toMatchObject({ code: "invalid" });
  });

  test("the same seed without its ending, or with another, is another meeting: vouching can't be removed", async () => {
    const mallory = await vouched("mallory", host);
    const other = await world.suite.signature.keygen();
    for (const ending of [undefined, await hostHashOf(other.publicKey)]) {
      const meeting = { ...mallory.meeting, secret: secretWith(ending) };
      const by = { signer: other, signing: world.suite.signature };
      const voucher = await vouch({ ...occasion(), host: ending ?? hash }, whomOf(mallory), by);
      for (const brought of [mallory.voucher, voucher]) {
        expect(await halSays({ ...mallory, meeting, voucher: brought })).toEqual([
          "doubted",
          "refused",
        ]);
      }
    }
  });
});

test("where no one vouches a voucher is no part of a credential", async () => {
  const plain = await World.of("ann");
  const { parts, group } = plain.find("ann");
  const by = { signer: host, signing: plain.suite.signature };
  const bob = plain.partsOf("bob");
  const voucher = await vouch(occasion(), whomOf(bob), by);
  const changes = [await plain.addition("bob", await makeKeyPackage({ ...bob, voucher }))];
  expect(await makeCommit(parts, group, changes)).toEqual({ kind: "doubted", identity: "bob" });
});
