import { createPublicKey, verify } from "node:crypto";
import type { KeyPackageHead } from "./mls-wire.ts";

/** For what a proof holds: one sitting of one meeting, whose link has this public key (base64url). */
export interface ProofOccasion {
  readonly code: string;
  readonly sitting: string;
  readonly linkKey: string;
}

/** As the pages sign it: see `@graticule/e2ee/credential`. */
const label = "Graticule leaf 2";

/**
 * Whether whoever made this key package has the meeting's link. The link's private key is made of what stands behind its `#`, which no one
 * sends here: this service can tell a proof, and can't make one.
 */
export function isProvenByLink(
  { identity, name, signatureKey, proof }: KeyPackageHead,
  { code, sitting, linkKey }: ProofOccasion,
): boolean {
  const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x: linkKey }, format: "jwk" });
  const said = JSON.stringify([label, sitting, code, identity, name, signatureKey]);
  return verify(null, Buffer.from(said), key, Buffer.from(proof, "base64url"));
}
