import type { VerifyAct } from "@graticule/ledger/act-signature";
import type { Sha256 } from "@graticule/ledger/merkle";
import type { VerifyEd25519 } from "@graticule/ledger/note";
import { sha256 as digest } from "@noble/hashes/sha2.js";
import { rawSignature } from "./raw-signature.ts";

/**
 * The ledger's ports in a browser. SHA-256 is a library's, since the browser's own is asynchronous and the ledger is
 * not. Ed25519 is the browser's own, since none of our libraries has it.
 */

export const sha256: Sha256 = (bytes) => digest(bytes);

/** Undefined: this browser, or a page without HTTPS, can't check such a signature. */
export async function findEd25519(): Promise<VerifyEd25519 | undefined> {
  const subtle: SubtleCrypto | undefined = globalThis.crypto?.subtle;
  if (subtle === undefined) return undefined;
  try {
    // RFC 8032 §7.1, the key of test 1.
    await importKey(subtle, fromDigits(testKey));
  } catch {
    return undefined;
  }
  return async ({ publicKey, message, signature }) => {
    try {
      const key = await importKey(subtle, publicKey);
      return await subtle.verify("Ed25519", key, owned(signature), owned(message));
    } catch {
      return false;
    }
  };
}

/** Undefined: a page without HTTPS can't check the signature of a desk key. */
export function findVerifyAct(): VerifyAct | undefined {
  const subtle: SubtleCrypto | undefined = globalThis.crypto?.subtle;
  if (subtle === undefined) return undefined;
  return async ({ publicKey, message, signature }) => {
    // Desk keys are of two kinds, told by their length.
    const isEc = publicKey.length === ecKeyLength;
    const [kind, signed] = isEc ? [ec, rawSignature(signature)] : [rsa, signature];
    if (signed === undefined) return false;
    try {
      const key = await subtle.importKey("spki", owned(publicKey), kind, false, ["verify"]);
      return await subtle.verify(kind, key, owned(signed), owned(message));
    } catch {
      return false;
    }
  };
}

const ec = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;
const rsa = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" } as const;
const ecKeyLength = 91;

const testKey = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

function fromDigits(digits: string): Uint8Array {
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

function importKey(subtle: SubtleCrypto, raw: Uint8Array): Promise<CryptoKey> {
  return subtle.importKey("raw", owned(raw), "Ed25519", false, ["verify"]);
}

/** In a buffer of its own, as the browser's types want it. */
function owned(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}
