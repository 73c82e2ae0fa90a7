/** How a route of better-auth is guarded beside better-auth's own checks. */
export type AuthGuard =
  /** Only reads, or does what the session may do. */
  | "none"
  /** Checks a password or a code of the person named in the body. */
  | "guess-of-person"
  /** Checks a password or a code of the person who is signed in, or signing in. They are told by letter if it turns the second step. */
  | "guess-of-session"
  /** As `guess-of-session`, and needs the password: a stolen session must not be enough. */
  | "needs-password"
  /** As `needs-password`; a member of the desk keeps a verified address. */
  | "new-address"
  /** A member of the desk keeps the name under which colleagues and hosts know what they did. */
  | "new-name"
  /** As `needs-password`: gives the challenge for a new passkey. */
  | "passkey-new"
  /** As `none`; the person gets a letter that says so. */
  | "passkey-added"
  /** As `needs-password`; the person gets a letter that says so. */
  | "passkey-removed"
  /** Takes the secret of an email in the body, so that no log of URLs has it. */
  | "letter-secret"
  | "sign-up"
  /** Ours, not better-auth's: a reset is one transaction. */
  | "reset"
  /** As `guess-of-session`; every other session ends, and the person gets a letter that says so. */
  | "new-password"
  /** Sends an email to the address in the body. */
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
  ["POST", "/update-user", "new-name"],
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
  ["POST", "/passkey/verify-registration", "passkey-added"],
  ["GET", "/passkey/generate-authenticate-options", "passkey-options"],
  ["POST", "/passkey/verify-authentication", "passkey-sign-in"],
  ["GET", "/passkey/list-user-passkeys", "none"],
  ["POST", "/passkey/delete-passkey", "passkey-removed"],
  ["POST", "/passkey/update-passkey", "none"],
];
