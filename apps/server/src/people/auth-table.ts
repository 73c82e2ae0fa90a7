/** How a route of better-auth is guarded beside better-auth's own checks. */
export type AuthGuard =
  /** Only reads, or does what the session may do. */
  | "none"
  /** Checks a password or a code of the person whom the body names. */
  | "guess-of-person"
  /** Checks a password or a code of whoever is signed in, or has begun to. */
  | "guess-of-session"
  /** As that, and needs the password itself: a session that someone stole must not be enough. */
  | "needs-password"
  /** As that; a member of the desk keeps a verified address. */
  | "new-address"
  /** As that: only whoever gives the password gets a challenge for a new passkey. */
  | "passkey-new"
  /** Takes the secret of a letter in the body, where no log of addresses has it. */
  | "letter-secret"
  | "sign-up"
  /** Ours, not better-auth's: what a reset takes along is done in one transaction. */
  | "reset"
  /** As `guess-of-session`; every other session ends. */
  | "new-password"
  /** Sends a letter to the address that the body names. */
  | "letter"
  | "passkey-options"
  | "passkey-sign-in";

/** The only routes of better-auth that exist here, below `/api/auth`. */
export const authRoutes: readonly (readonly ["GET" | "POST", string, AuthGuard])[] = [
  ["POST", "/sign-up/email", "sign-up"],
  ["POST", "/sign-in/email", "guess-of-person"],
  ["POST", "/sign-out", "none"],
  ["GET", "/get-session", "none"],
  ["POST", "/verify-email", "letter-secret"],
  ["POST", "/request-password-reset", "letter"],
  ["POST", "/reset-password", "reset"],
  ["POST", "/send-verification-email", "letter"],
  ["POST", "/update-user", "none"],
  ["POST", "/change-email", "new-address"],
  ["POST", "/change-password", "new-password"],
  ["POST", "/delete-user", "needs-password"],
  ["POST", "/revoke-session", "none"],
  ["POST", "/revoke-sessions", "none"],
  ["POST", "/two-factor/enable", "guess-of-session"],
  ["POST", "/two-factor/disable", "guess-of-session"],
  ["POST", "/two-factor/get-totp-uri", "guess-of-session"],
  ["POST", "/two-factor/generate-backup-codes", "guess-of-session"],
  ["POST", "/two-factor/verify-totp", "guess-of-session"],
  ["POST", "/two-factor/verify-backup-code", "guess-of-session"],
  ["POST", "/passkey/generate-register-options", "passkey-new"],
  ["POST", "/passkey/verify-registration", "none"],
  ["GET", "/passkey/generate-authenticate-options", "passkey-options"],
  ["POST", "/passkey/verify-authentication", "passkey-sign-in"],
  ["GET", "/passkey/list-user-passkeys", "none"],
  ["POST", "/passkey/delete-passkey", "none"],
  ["POST", "/passkey/update-passkey", "none"],
];
