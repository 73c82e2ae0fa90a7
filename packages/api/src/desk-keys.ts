import { z } from "zod";
import { day, moment } from "./formats.ts";

/** Base64url without padding. */
const bytes = (least: number, most: number) =>
  z
    .string()
    .min(least)
    .max(most)
    .regex(/^[A-Za-z0-9_-]+$/);

/** SHA-256, in lower-case hexadecimal. */
const digest = z.string().regex(/^[0-9a-f]{64}$/);

/**
 * What a member is to sign: canonical JSON (RFC 8785). The challenge for their desk key is its
 * SHA-256; it holds the day.
 */
export const toSign = z.string();

/**
 * A signature by a desk key (WebAuthn Level 3, §7.2): user verified, no extensions, and of the
 * client data only type, challenge, origin and crossOrigin. The public log shows it.
 */
export const deskSignature = z.object({
  /** SHA-256 of the public key. */
  key: digest,
  /** The one in what was signed. */
  day,
  authenticatorData: bytes(50, 50),
  clientData: bytes(60, 700),
  signature: bytes(80, 400),
});
export type DeskSignatureInput = z.infer<typeof deskSignature>;

/**
 * A new desk key: P-256 or RSA with 2,048 bits, as SubjectPublicKeyInfo in base64url. `signature`:
 * by it, of the acceptance's `toSign`. `password`: the caller's, since a session alone makes no key.
 */
export const newDeskKey = z.object({
  publicKey: bytes(100, 400),
  credentialId: bytes(1, 1_364),
  signature: deskSignature,
  password: z.string().min(1).max(128),
});
export type NewDeskKey = z.infer<typeof newDeskKey>;

/** GET /api/account/desk-key: the caller's own, by which they sign. 404: none is in force. */
export const ownDeskKey = z.object({
  /** SHA-256 of the public key. */
  id: digest,
  /** Base64url. */
  credentialId: z.string(),
  madeAt: moment,
  /** When it signs for the first time, or did; absent: its entry isn't in the public log yet. */
  signsFrom: moment.optional(),
  /** The host name for which it was made. */
  host: z.string(),
  /** Whether that is the service's own; a key signs for no other. */
  isForHere: z.boolean(),
});
export type OwnDeskKey = z.infer<typeof ownDeskKey>;
