import { encodeExternalSender } from "ts-mls";
import { expect, test } from "vitest";
import { World } from "./attacks/world.ts";
import { asLibraryReads, hasOnlySender, sendersExtension } from "./external-sender.ts";

const key = Uint8Array.from({ length: 32 }, (_, at) => at);
const name = new TextEncoder().encode("Graticule delivery");

test("the group's context names its external sender as RFC 9420 section 12.1.8.1 encodes it, in a vector of them", async () => {
  // A vector: the key with its length, a basic credential, the name with its length.
  const sender = [32, ...key, 0, 1, name.length, ...name];
  expect([...sendersExtension(key).extensionData]).toEqual([sender.length, ...sender]);
  const world = await World.of("ann", "bob");
  expect(world.group.mls.groupContext.extensions).toEqual([
    sendersExtension(world.sender.publicKey),
  ]);
});

test("another key, another encoding, a second sender and a second extension are refused", async () => {
  const { groupContext } = (await World.of("ann")).group.mls;
  const has = (...extensions: (typeof groupContext)["extensions"]) =>
    hasOnlySender({ ...groupContext, extensions }, key);
  const right = sendersExtension(key);
  expect(has(right)).toBe(true);
  expect(has()).toBe(false);
  expect(has(right, right)).toBe(false);
  expect(has(sendersExtension(Uint8Array.from(key, (byte) => byte ^ 1)))).toBe(false);
  const credential = { credentialType: "basic" as const, identity: name };
  const bare = encodeExternalSender({ signaturePublicKey: key, credential });
  expect(has({ ...right, extensionData: bare })).toBe(false);
  expect(has({ ...right, extensionData: Uint8Array.of(0x40, ...right.extensionData) })).toBe(false);
  expect(asLibraryReads({ ...groupContext, extensions: [right] }).extensions).toEqual([
    { ...right, extensionData: bare },
  ]);
});
