import * as crypto from "node:crypto";
import type { VerifyAct } from "@graticule/ledger/act-signature";
import type { Sha256 } from "@graticule/ledger/merkle";
import type { VerifyEd25519 } from "@graticule/ledger/note";

/** The first releases of Node 20 lack the faster one. */
export const sha256: Sha256 =
  typeof crypto.hash === "function"
    ? (bytes) => crypto.hash("sha256", bytes, "buffer")
    : (bytes) => crypto.createHash("sha256").update(bytes).digest();

/** Reading a key costs a third of a verification, and a log has few. */
const read = new WeakMap<Uint8Array, crypto.KeyObject>();

function readKey(publicKey: Uint8Array): crypto.KeyObject {
  const before = read.get(publicKey);
  if (before !== undefined) return before;
  const x = Buffer.from(publicKey).toString("base64url");
  const key = crypto.createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
  read.set(publicKey, key);
  return key;
}

export const verifyEd25519: VerifyEd25519 = async ({ publicKey, message, signature }) => {
  try {
    return crypto.verify(null, message, readKey(publicKey), signature);
  } catch {
    return false;
  }
};

/** ES256 and RS256, by the kind of the key. */
export const verifyAct: VerifyAct = async ({ publicKey, message, signature }) => {
  try {
    const key = crypto.createPublicKey({
      key: Buffer.from(publicKey),
      format: "der",
      type: "spki",
    });
    return crypto.verify("sha256", message, key, signature);
  } catch {
    return false;
  }
};
