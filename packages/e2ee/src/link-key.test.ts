import { createPublicKey, hkdfSync, verify } from "node:crypto";
import { expect, test } from "vitest";
import { fromBase64Url, toBase64Url } from "./base64url.ts";
import { linkKeyOf, linkPublicKeyOf } from "./link-key.ts";
import { makeLinkSecret } from "./link-secret.ts";
import { loadSuite } from "./suite.ts";

const seed = Uint8Array.from({ length: 32 }, (_, at) => at);
const secret = makeLinkSecret(seed);

function derived(label: string): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", seed, new Uint8Array(), label, 32));
}

test("a link's key is what another program makes of its secret, by RFC 5869 and RFC 8032", async () => {
  const { publicKey, signKey, frameSalt } = await linkKeyOf(secret);
  expect(signKey).toEqual(derived("Graticule link key 1"));
  expect(frameSalt).toEqual(derived("Graticule frame salt 1"));
  const x = toBase64Url(publicKey);
  expect(await linkPublicKeyOf(secret)).toBe(x);
  const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
  const { signature } = await loadSuite();
  const message = new TextEncoder().encode("hello");
  const signed = await signature.sign(signKey, message);
  expect(verify(null, message, key, signed)).toBe(true);
});

// For link makers in other languages: docs/api.md has the same.
test("an example for other programs holds", async () => {
  expect(secret).toBe("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8");
  expect(await linkPublicKeyOf(secret)).toBe("RVWZcfiHip8wqcB5b5_2tBqjoNdG5nfSczSUNud7r_E");
});

test("what is made from a secret reveals nothing of it: its parts differ from each other and from it", async () => {
  const { publicKey, signKey, frameSalt } = await linkKeyOf(secret);
  const all = [publicKey, signKey, frameSalt, fromBase64Url(secret)].map(toBase64Url);
  expect(new Set(all).size).toBe(4);
});
