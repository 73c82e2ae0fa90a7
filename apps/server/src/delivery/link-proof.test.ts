import { World } from "@graticule/e2ee/attacks/world";
import { toBase64Url } from "@graticule/e2ee/base64url";
import { isProven, makeCredential } from "@graticule/e2ee/credential";
import { makeKeyPackage, occasionOf } from "@graticule/e2ee/keys";
import fc from "fast-check";
import { expect, test } from "vitest";
import { isProvenByLink } from "./link-proof.ts";
import { readKeyPackage } from "./mls-wire.ts";

const world = await World.of("ann");
const parts = world.partsOf("ann");
const { code } = parts.meeting;
const { sitting } = parts;
const linkKey = toBase64Url(world.link.key.publicKey);

test("the service finds the same proof in a page's key package as members do", async () => {
  const { keyPackage } = await makeKeyPackage(parts);
  const head = readKeyPackage(keyPackage);
  if (head === undefined) throw new Error("it was not read");
  const occasion = { code, sitting, linkKey };
  expect(isProvenByLink(head, occasion)).toBe(true);
  const another = { ...head, signatureKey: toBase64Url(new Uint8Array(32).fill(3)) };
  expect(isProvenByLink(another, occasion)).toBe(false);
  expect(isProvenByLink({ ...head, name: "Bob" }, occasion)).toBe(false);
  expect(isProvenByLink({ ...head, identity: "bob" }, occasion)).toBe(false);
  expect(isProvenByLink(head, { ...occasion, code: "abc-defg-hik" })).toBe(false);
  expect(isProvenByLink(head, { ...occasion, sitting: "2026-12-05T03:00:00.000Z" })).toBe(false);
  // A key under which any signature verifies.
  const one = toBase64Url(Uint8Array.from({ length: 32 }, (_, at) => (at === 0 ? 1 : 0)));
  expect(isProvenByLink(head, { ...occasion, linkKey: one })).toBe(false);
});

test("for any subject, both find the same", async () => {
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom("a\ud800b", '","', "\u2028"),
  );
  await fc.assert(
    fc.asyncProperty(text, text, async (identity, name) => {
      const by = {
        signatureKey: parts.signature.publicKey,
        link: parts.link,
        signing: parts.suite.signature,
      };
      const credential = await makeCredential(occasionOf(parts), { identity, name }, by);
      expect(await isProven(occasionOf(parts), credential, by)).toBe(true);
      const proof = JSON.parse(new TextDecoder().decode(credential))[2];
      const signatureKey = toBase64Url(by.signatureKey);
      const head = { identity, name, signatureKey, proof, voucher: undefined };
      expect(isProvenByLink(head, { code, sitting, linkKey })).toBe(true);
    }),
  );
});
