import { isSigned } from "./ed25519.ts";
import type { KeyPackageHead } from "./mls-wire.ts";

/** For what a proof holds: one sitting of one meeting, whose link has this public key (base64url). */
export interface ProofOccasion {
  readonly code: string;
  readonly sitting: string;
  readonly linkKey: string;
  /** Of a vouched meeting, as its link names it. */
  readonly hostHash?: string | undefined;
}

/** As the pages sign it: see `@graticule/e2ee/credential`. */
const label = "Graticule leaf 2";

/**
 * Whether whoever made this key package has the meeting's link. The link's private key is made of what stands behind its `#`, which no one
 * sends here: this service can tell a proof, and can't make one.
 */
export function isProvenByLink(
  { identity, name, signatureKey, proof }: KeyPackageHead,
  { code, sitting, linkKey, hostHash }: ProofOccasion,
): boolean {
  const parts = [label, sitting, code, identity, name, signatureKey];
  const said = JSON.stringify(hostHash === undefined ? parts : [...parts, hostHash]);
  return isSigned(Buffer.from(said), { by: linkKey, signature: proof });
}
