import { createPublicKey, type KeyObject, verify } from "node:crypto";

/** Whether the Ed25519 key `by` made this signature; both base64url. False for an invalid key. */
export function isSigned(
  what: Buffer,
  { by, signature }: { readonly by: string; readonly signature: string },
): boolean {
  let key: KeyObject;
  try {
    key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x: by }, format: "jwk" });
  } catch {
    return false;
  }
  return verify(null, what, key, Buffer.from(signature, "base64url"));
}
