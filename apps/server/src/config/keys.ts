import { createPrivateKey, type KeyObject } from "node:crypto";

/** The key that seals: 32 bytes, as they are or as base64url. Undefined: neither. */
export function instanceKeyIn(content: Buffer): Buffer | undefined {
  if (content.length === 32) return content;
  const text = content.toString("latin1").trim();
  return /^[A-Za-z0-9_-]{43}$/.test(text) ? Buffer.from(text, "base64url") : undefined;
}

const block = /-----BEGIN PRIVATE KEY-----[^-]+-----END PRIVATE KEY-----/g;

/** The log's keys: PEM blocks, Ed25519, one or more. Undefined: not that. */
export function ledgerKeysIn(pem: string): readonly KeyObject[] | undefined {
  try {
    const keys = (pem.match(block) ?? []).map((one) => createPrivateKey(one));
    const usable = keys.length > 0 && keys.every((key) => key.asymmetricKeyType === "ed25519");
    return usable ? keys : undefined;
  } catch {
    return undefined;
  }
}
