import type { Insider } from "@graticule/e2ee/group";
import { codeOf } from "@graticule/e2ee/safety-code";

const label = "Graticule fingerprint 1";

/** SHA-256. */
export type Digest = (data: Uint8Array<ArrayBuffer>) => Promise<Uint8Array>;

/**
 * Identifies a person in this meeting: 30 digits in six groups, from SHA-256 of identity and
 * signature key, written like a safety code. The same on every page until theirs is reloaded.
 */
export async function fingerprintOf(
  { identity, signatureKey }: Pick<Insider, "identity" | "signatureKey">,
  digest: Digest = sha256,
): Promise<readonly string[]> {
  // JSON keeps the parts apart.
  const data = JSON.stringify([label, identity, [...signatureKey]]);
  return codeOf(await digest(new TextEncoder().encode(data)));
}

async function sha256(data: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", data));
}
