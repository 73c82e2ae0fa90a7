import { fromBase64Url } from "./base64url.ts";

/** PKCS #8 of an Ed25519 key, before its 32 bytes (RFC 8410 section 7). */
const pkcs8Head = [
  ...[0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70],
  ...[0x04, 0x22, 0x04, 0x20],
];

/** Ed25519, 32 bytes each. */
export interface SigningKeyPair {
  readonly publicKey: Uint8Array;
  readonly signKey: Uint8Array;
}

/** `random`: 32 bytes of a cryptographic source. Rejects in a browser without Ed25519. */
export async function makeSigner(random: Uint8Array): Promise<SigningKeyPair> {
  return { signKey: random, publicKey: await publicKeyOf(random) };
}

/** `signKey`: 32 bytes (RFC 8032 section 5.1.5). Rejects in a browser without Ed25519. */
export async function publicKeyOf(signKey: Uint8Array): Promise<Uint8Array> {
  const { subtle } = globalThis.crypto;
  const pkcs8 = Uint8Array.of(...pkcs8Head, ...signKey);
  const key = await subtle.importKey("pkcs8", pkcs8, "Ed25519", true, ["sign"]);
  const { x = "" } = await subtle.exportKey("jwk", key);
  return fromBase64Url(x);
}
