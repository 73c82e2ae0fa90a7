import { createGroup } from "ts-mls";
import { encode } from "ts-mls/codec/tlsEncoder.js";
import { varLenTypeEncoder } from "ts-mls/codec/variableLength.js";
import { externalSenderEncoder } from "ts-mls/externalSender.js";
import { beforeEach, expect, test } from "vitest";
import { toBase64Url } from "../base64url.ts";
import type { SigningKeyPair } from "../ed25519.ts";
import { type Group, joinGroup } from "../group.ts";
import { makeKeyPackage } from "../keys.ts";
import { lax, laxChange, World } from "./world.ts";

type Extensions = Group["mls"]["groupContext"]["extensions"];

let world: World;

beforeEach(async () => {
  world = await World.of("eve");
});

/** As RFC 9420 section 12.1.8.1 has it, written without the code under test. */
function senderExtension(...senders: readonly SigningKeyPair[]): Extensions[number] {
  const identity = new TextEncoder().encode("Graticule delivery");
  const credential = { credentialType: "basic" as const, identity };
  const extensionData = encode(varLenTypeEncoder(externalSenderEncoder))(
    senders.map(({ publicKey }) => ({ signaturePublicKey: publicKey, credential })),
  );
  return { extensionType: "external_senders", extensionData };
}

/** Dan's answer to a welcome into a group that Eve made as she liked. */
async function danAnswers(made: {
  readonly extensions?: Extensions;
  readonly id?: string;
  readonly epoch?: number;
  readonly sender?: SigningKeyPair;
}): Promise<unknown> {
  const { extensions = [senderExtension(world.sender)], id = "group", epoch = 1 } = made;
  const eve = world.find("eve");
  const alone = await createGroup(
    new TextEncoder().encode("group"),
    eve.keys.publicPart,
    eve.keys.privatePart,
    [],
    world.suite,
    lax(eve.group).clientConfig,
  );
  const mls = { ...alone, groupContext: { ...alone.groupContext, extensions } };
  eve.group = { ...eve.group, mls };
  const parts = world.partsOf("dan");
  const keys = await makeKeyPackage(parts);
  const change = await world.addition("dan", keys, made.sender);
  const { commit, welcome } = await laxChange(world, mls, [change]);
  const sender = toBase64Url(world.sender.publicKey);
  return await joinGroup(parts, keys, { id, epoch, sender, welcome, commit }).then(
    () => "comes in",
    ({ code }) => code,
  );
}

test("a newcomer enters the announced group", async () => {
  expect(await danAnswers({})).toBe("comes in");
});

test("no one enters a group other than the announced one (attack 37)", async () => {
  expect(await danAnswers({ id: "another" })).toBe("wrong-group");
  expect(await danAnswers({ epoch: 2 })).toBe("wrong-group");
  expect(await danAnswers({ epoch: 0 })).toBe("wrong-group");
});

test("no one enters a group that another sender may propose in (attack 37)", async () => {
  const mine = await world.suite.signature.keygen();
  const own = { extensions: [senderExtension(mine)], sender: mine };
  expect(await danAnswers(own)).toBe("wrong-sender");
  const both = [senderExtension(world.sender), senderExtension(mine)];
  expect(await danAnswers({ extensions: both })).toBe("wrong-sender");
  expect(await danAnswers({ extensions: [...both].reverse() })).toBe("wrong-sender");
  const inOne = [senderExtension(world.sender, mine)];
  expect(await danAnswers({ extensions: inOne })).toBe("wrong-sender");
});

test("no one enters a group with anything else in its context (attack 37)", async () => {
  const { extensionType, extensionData } = senderExtension(world.sender);
  const required = {
    extensionType: "required_capabilities" as const,
    extensionData: new Uint8Array(3),
  };
  const asked = [senderExtension(world.sender), required];
  expect(await danAnswers({ extensions: asked })).toBe("wrong-sender");
  const longer = Uint8Array.of(...extensionData, 0);
  const padded = [{ extensionType, extensionData: longer }];
  expect(await danAnswers({ extensions: padded })).toBe("wrong-sender");
});

test("no one enters a tree that a committer made beside the one it commits", async () => {
  const eve = world.find("eve");
  const dan = { parts: world.partsOf("dan"), keys: await makeKeyPackage(world.partsOf("dan")) };
  const changes = [await world.addition("dan", dan.keys)];
  const told = await laxChange(world, lax(eve.group), changes);
  const fay = await world.addition("fay", await makeKeyPackage(world.partsOf("fay")));
  const beside = await laxChange(world, lax(eve.group), [...changes, fay]);
  const announced = {
    id: "group",
    epoch: eve.group.epoch + 1,
    sender: toBase64Url(world.sender.publicKey),
    commit: told.commit,
  };
  const enter = (welcome: string) => joinGroup(dan.parts, dan.keys, { ...announced, welcome });
  await expect(enter(beside.welcome)).rejects.toMatchObject({ code: "wrong-commit" });
  // What stands in place of the commit isn't one.
  const [{ proposal = "" } = {}] = changes;
  const instead = { ...announced, commit: proposal, welcome: told.welcome };
  await expect(joinGroup(dan.parts, dan.keys, instead)).rejects.toMatchObject({
    code: "wrong-commit",
  });
  await expect(enter(told.welcome)).resolves.toBeDefined();
});
