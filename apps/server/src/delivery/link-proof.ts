import { isSigned } from "./ed25519.ts";
import type { KeyPackageHead } from "./mls-wire.ts";

/** A proof holds for one sitting of one meeting, whose link has this public key (base64url). */
export interface ProofOccasion {
  readonly code: string;
  readonly sitting: string;
  readonly linkKey: string;
  /** Of a vouched meeting, as its link names it. */
  readonly hostHash?: string | undefined;
}

/** See `@graticule/e2ee/credential`. */
const label = "Graticule leaf 2";

/**
 * Whether the maker of this key package has the meeting's link. The link's private key is derived
 * from its fragment, which is never sent here: this service can check a proof, but not make one.
 */
export function isProvenByLink(
  { identity, name, signatureKey, proof }: KeyPackageHead,
  { code, sitting, linkKey, hostHash }: ProofOccasion,
): boolean {
  const parts = [label, sitting, code, identity, name, signatureKey];
  const said = JSON.stringify(hostHash === undefined ? parts : [...parts, hostHash]);
  return isSigned(Buffer.from(said), { by: linkKey, signature: proof });
}
