import { z } from "zod";

const assertion = z.object({
  response: z.object({ response: z.object({ authenticatorData: z.string().max(10_000) }) }),
});

/** The index of the flags, and the flag "user verified" (WebAuthn Level 3, 6.1). */
const flagsAt = 32;
const userVerified = 0x04;

/**
 * Whether a passkey's answer says that its owner gave a PIN, a finger or a face. The authenticator
 * signs these bytes: they can't be changed without breaking the signature.
 */
export function hasUserVerification(body: unknown): boolean {
  const read = assertion.safeParse(body);
  if (!read.success) return false;
  const flags = Buffer.from(read.data.response.response.authenticatorData, "base64url")[flagsAt];
  return flags !== undefined && (flags & userVerified) !== 0;
}
