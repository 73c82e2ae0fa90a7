import { toBase64Url } from "./base64url.ts";
import { publicKeyOf } from "./ed25519.ts";
import { type LinkSecret, linkSeedOf } from "./link-secret.ts";

/**
 * Derived from a link's secret by HKDF-SHA-256 (RFC 5869, no salt), each part under its own label.
 */
export interface LinkKey {
  /** Ed25519, 32 bytes: all that the service knows of the secret. */
  readonly publicKey: Uint8Array;
  /** The private part, 32 bytes (RFC 8032 section 5.1.5). */
  readonly signKey: Uint8Array;
  /** 32 bytes that enter each frame key: breaking the key agreement alone does not yield them. */
  readonly frameSalt: Uint8Array;
}

const signLabel = "Graticule link key 1";
const frameLabel = "Graticule frame salt 1";
const derivedBits = 256;

/** Rejects in a browser without Ed25519. */
export async function linkKeyOf(secret: LinkSecret): Promise<LinkKey> {
  const signKey = await derived(secret, signLabel);
  return {
    signKey,
    publicKey: await publicKeyOf(signKey),
    frameSalt: await derived(secret, frameLabel),
  };
}

/** The public key that the service stores: base64url, 43 letters. */
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
