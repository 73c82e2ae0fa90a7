import { signWithLabel, verifyWithLabel } from "ts-mls/crypto/signature.js";
import type { Group } from "./group.ts";
import type { Suite } from "./suite.ts";

/** Keeps these signatures apart from the group's own (RFC 9420 section 5.1.2). */
const label = "Graticule comparison 1";

export async function signAsLeaf(
  { signature }: Suite,
  { mls }: Group,
  data: Uint8Array,
): Promise<Uint8Array> {
  return await signWithLabel(mls.signaturePrivateKey, label, data, signature);
}

export async function isSignedByLeaf(
  { signature }: Suite,
  signatureKey: Uint8Array,
  signed: { readonly data: Uint8Array; readonly signature: Uint8Array },
): Promise<boolean> {
  try {
    return await verifyWithLabel(signatureKey, label, signed.data, signed.signature, signature);
  } catch {
    return false;
  }
}
