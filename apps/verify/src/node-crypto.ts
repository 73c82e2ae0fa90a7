import * as crypto from "node:crypto";
import type { Sha256 } from "@graticule/ledger/merkle";
import type { VerifyEd25519 } from "@graticule/ledger/note";

/** The package's ports, by Node. */

/** The first releases of Node 20 lack the faster one. */
export const sha256: Sha256 =
  typeof crypto.hash === "function"
    ? (bytes) => crypto.hash("sha256", bytes, "buffer")
    : (bytes) => crypto.createHash("sha256").update(bytes).digest();

export const verifyEd25519: VerifyEd25519 = async ({ publicKey, message, signature }) => {
  const x = Buffer.from(publicKey).toString("base64url");
  try {
    const key = { key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" } as const;
    return crypto.verify(null, message, key, signature);
  } catch {
    return false;
  }
};
