import { fromBase64Url, spells32Bytes, toBase64Url } from "./base64url.ts";
import { makeSigner, type SigningKeyPair } from "./ed25519.ts";

declare const brand: unique symbol;

/** In a vouched meeting's link: the first 16 bytes of SHA-256 of the host key, base64url. */
export type HostHash = string & { readonly [brand]: "HostHash" };

/**
 * The private host key: 32 bytes in base64url, in the management link. The service never gets it.
 */
export type HostSeed = string & { readonly [brand]: "HostSeed" };

export const hostSeedBytes = 32;
const hashBytes = 16;
/** 16 bytes: the last of the 22 letters carries two bits. */
const hashForm = /^[A-Za-z0-9_-]{21}[AQgw]$/;

export function parseHostHash(text: string): HostHash | undefined {
  return hashForm.test(text) ? (text as HostHash) : undefined;
}

export function parseHostSeed(text: string): HostSeed | undefined {
  return spells32Bytes(text) ? (text as HostSeed) : undefined;
}

/** `random`: 32 bytes of a cryptographic source. */
export function makeHostSeed(random: Uint8Array): HostSeed {
  if (random.length !== hostSeedBytes) throw new RangeError("A host key's seed has 32 bytes.");
  return toBase64Url(random) as HostSeed;
}

/** Rejects in a browser without Ed25519. */
export async function hostKeyOf(seed: HostSeed): Promise<SigningKeyPair> {
  return await makeSigner(fromBase64Url(seed));
}

export async function hostHashOf(publicKey: Uint8Array): Promise<HostHash> {
  const digest = await globalThis.crypto.subtle.digest("SHA-256", Uint8Array.from(publicKey));
  return toBase64Url(new Uint8Array(digest).subarray(0, hashBytes)) as HostHash;
}
