import { concat, fromHex, hex, utf8 } from "./bytes.ts";
import type { Commitment } from "./field.ts";
import type { Sha256 } from "./merkle.ts";

/**
 * Salted commitments name what the log does not hold: SHA-256(salt ‖ kind ‖ ":" ‖ value), the value
 * in UTF-8. The salt has a fixed length and no kind has a colon, so no two things are hashed alike.
 * Without its salt nobody can open a commitment or test a guess. A meeting and a host have one salt
 * each, so that their entries are seen to belong together; every text has its own.
 */

export const saltLength = 32;

export type Committed = "meeting" | "host" | "text" | "sealed" | "terms";

/** What a commitment hides, and proves. A meeting's is shown if its host consents. */
export interface Opening {
  /** 32 bytes of cryptographic randomness, in lower-case hexadecimal. */
  readonly salt: string;
  readonly value: string;
}

/** @throws {TypeError} a salt of another length, or a lone surrogate */
export function commitmentOf(
  sha256: Sha256,
  what: Committed,
  { salt, value }: Opening,
): Commitment {
  const bytes = fromHex(salt);
  if (bytes?.length !== saltLength) throw new TypeError("a salt has 32 bytes");
  return hex(sha256(concat(bytes, utf8(`${what}:${value}`)))) as Commitment;
}

/** False for anything malformed. */
export function opens(
  sha256: Sha256,
  what: Committed,
  { commitment, opening }: { readonly commitment: Commitment; readonly opening: Opening },
): boolean {
  const isWhole = fromHex(opening.salt)?.length === saltLength;
  const isText = !/\p{Surrogate}/u.test(opening.value);
  return isWhole && isText && commitmentOf(sha256, what, opening) === commitment;
}
