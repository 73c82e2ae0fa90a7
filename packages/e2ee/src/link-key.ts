import { toBase64Url } from "./base64url.ts";
import { publicKeyOf } from "./ed25519.ts";
import { type LinkSecret, linkSeedOf } from "./link-secret.ts";

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
  const key = await subtle.importKey("raw", linkSeedOf(secret), "HKDF", false, ["deriveBits"]);
  const salt = new Uint8Array();
  const info = new TextEncoder().encode(label);
  return new Uint8Array(
    await subtle.deriveBits({ name: "HKDF", hash: "SHA-256", salt, info }, key, derivedBits),
  );
}
