import { type Bytes, joined, type SecretKey } from "./bytes.ts";
import { deriveBits } from "./epoch-ring.ts";
import { encodeHeader, type SFrameHeader } from "./sframe-header.ts";

/** The key of one key id, which belongs to one sender (RFC 9605 section 4.4.1). */
export interface SFrameKey {
  readonly key: SecretKey;
  /** 12 bytes. */
  readonly salt: Bytes;
}

/** AES_128_GCM_SHA256_128 (RFC 9605 section 4.5). */
const suite = { id: 4, keyBits: 128, saltBits: 96 } as const;
export const tagBytes = 16;

/** `baseKey`: for HKDF, shared by an epoch's senders; key ids tell keys apart (section 4.4.2). */
export async function deriveKey(baseKey: SecretKey, keyId: number): Promise<SFrameKey> {
  const [raw, salt] = await Promise.all([
    expand(baseKey, "SFrame 1.0 Secret key ", keyId, suite.keyBits),
    expand(baseKey, "SFrame 1.0 Secret salt ", keyId, suite.saltBits),
  ]);
  const key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
  raw.fill(0);
  return { key, salt };
}

/** The metadata and the header in the clear, the sealed content and its tag; all authenticated. */
export async function sealWith(
  { key, salt }: SFrameKey,
  header: SFrameHeader,
  metadata: Bytes,
  content: Bytes,
): Promise<Bytes> {
  const head = encodeHeader(header);
  const aead = aeadWith(nonceOf(salt, header.counter), head, metadata);
  return joined(metadata, head, new Uint8Array(await crypto.subtle.encrypt(aead, key, content)));
}

/**
 * `head`: the header's bytes as they came. Undefined: sealed with another key, or changed since.
 */
export async function openWith(
  { key, salt }: SFrameKey,
  { head, counter }: { readonly head: Bytes; readonly counter: number },
  metadata: Bytes,
  sealed: Bytes,
): Promise<Bytes | undefined> {
  const aead = aeadWith(nonceOf(salt, counter), head, metadata);
  try {
    return new Uint8Array(await crypto.subtle.decrypt(aead, key, sealed));
  } catch {
    return undefined;
  }
}

function nonceOf(salt: Bytes, counter: number): Bytes {
  const nonce = Uint8Array.from(salt);
  let at = nonce.length;
  for (let rest = counter; rest > 0; rest = Math.floor(rest / 256)) {
    at -= 1;
    nonce[at] = (nonce[at] ?? 0) ^ (rest % 256);
  }
  return nonce;
}

function aeadWith(iv: Bytes, head: Bytes, metadata: Bytes) {
  return { name: "AES-GCM", iv, additionalData: joined(head, metadata) };
}

async function expand(
  baseKey: SecretKey,
  label: string,
  keyId: number,
  bits: number,
): Promise<Bytes> {
  const text = new TextEncoder().encode(label);
  const info = new Uint8Array(text.length + 10);
  info.set(text);
  const numbers = new DataView(info.buffer, text.length);
  numbers.setBigUint64(0, BigInt(keyId));
  numbers.setUint16(8, suite.id);
  return await deriveBits(baseKey, info, bits);
}
