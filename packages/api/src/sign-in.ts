import { z } from "zod";

/** What the page reads of better-auth's answers below `/api/auth/`. Dates come as text or dates. */

/** POST /sign-in/email: whether a second step follows the password. */
export const passwordTaken = z
  .object({ twoFactorRedirect: z.boolean().optional() })
  .transform(({ twoFactorRedirect }) => (twoFactorRedirect === true ? "second-factor" : "in"));

/** GET /passkey/list-user-passkeys. */
export const passkey = z.object({
  id: z.string(),
  name: z.string().nullish(),
  createdAt: z.coerce.date().nullish(),
});
export type Passkey = z.infer<typeof passkey>;

/** POST /two-factor/generate-backup-codes: each works once. */
export const backupCodes = z.object({ backupCodes: z.string().array() });

/** POST /two-factor/enable: on only after a first code was given. */
export const secondFactorBegun = backupCodes.extend({ totpURI: z.string() });
export type SecondFactorBegun = z.infer<typeof secondFactorBegun>;

/** GET /list-sessions. */
export const signedInSession = z.object({
  id: z.string(),
  token: z.string(),
  createdAt: z.coerce.date(),
  updatedAt: z.coerce.date(),
  /** "Firefox on Linux", where the service knows it. */
  userAgent: z.string().nullish(),
});
export type SignedInSession = z.infer<typeof signedInSession>;

/** GET /get-session: the id of this browser's own session; undefined: nobody is signed in. */
export const ownSession = z
  .object({ session: z.object({ id: z.string() }) })
  .nullable()
  .transform((found) => found?.session.id);

/**
 * What the token in a letter about an address says (JWT, RFC 7519): whose account, and the address to which it moves; without one,
 * that the mailbox is theirs. Anyone can write one: only the service knows whether it made it.
 */
export const addressClaims = z.object({ email: z.email(), updateTo: z.email().optional() });
export type AddressClaims = z.infer<typeof addressClaims>;
