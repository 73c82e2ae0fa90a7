import { fromBase64Url, toBase64Url } from "./base64url.ts";
import type { LinkSecret } from "./link-secret.ts";

/** What follows from a link's secret, each by HKDF-SHA-256 (RFC 5869, no salt) under a label of its own. */
export interface LinkKey {
  /** Ed25519, 32 bytes: all that the service is told of the secret. */
  readonly publicKey: Uint8Array;
  /** The private part, 32 bytes (RFC 8032 section 5.1.5). */
  readonly signKey: Uint8Array;
  /** 32 bytes that go into each frame key: who breaks the key agreement alone still lacks them. */
  readonly frameSalt: Uint8Array;
}

const signLabel = "Graticule link key 1";
const frameLabel = "Graticule frame salt 1";
const derivedBits = 256;
/** PKCS #8 of an Ed25519 key, before its 32 bytes (RFC 8410 section 7). */
const pkcs8Head = [
  ...[0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70],
  ...[0x04, 0x22, 0x04, 0x20],
];

/** Rejects where this browser knows no Ed25519. */
export async function linkKeyOf(secret: LinkSecret): Promise<LinkKey> {
  const signKey = await derived(secret, signLabel);
  return {
    signKey,
    publicKey: await publicKeyOf(signKey),
    frameSalt: await derived(secret, frameLabel),
  };
}

/** What the service is told when a meeting gets its link: base64url, 43 letters. */
export async function linkPublicKeyOf(secret: LinkSecret): Promise<string> {
  return toBase64Url(await publicKeyOf(await derived(secret, signLabel)));
}

async function derived(secret: LinkSecret, label: string): Promise<Uint8Array> {
  const { subtle } = globalThis.crypto;
  const key = await subtle.importKey("raw", fromBase64Url(secret), "HKDF", false, ["deriveBits"]);
  const salt = new Uint8Array();
  const info = new TextEncoder().encode(label);
  return new Uint8Array(
    await subtle.deriveBits({ name: "HKDF", hash: "SHA-256", salt, info }, key, derivedBits),
  );
}

async function publicKeyOf(signKey: Uint8Array): Promise<Uint8Array> {
  const { subtle } = globalThis.crypto;
  const pkcs8 = Uint8Array.of(...pkcs8Head, ...signKey);
  const key = await subtle.importKey("pkcs8", pkcs8, "Ed25519", true, ["sign"]);
  const { x = "" } = await subtle.exportKey("jwk", key);
  return fromBase64Url(x);
}
