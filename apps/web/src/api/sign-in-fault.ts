/** What can go wrong with signing in, with desk keys and what belongs to them, as the pages tell it apart. */
export type SignInFault =
  | "offline"
  | "too-many"
  /** E-mail and password don't fit; which of them is not said. */
  | "wrong-sign-in"
  /** The password that was asked for again. */
  | "wrong-password"
  | "wrong-code"
  | "wrong-backup-code"
  /** The first step was too long ago. */
  | "code-too-late"
  | "email-taken"
  | "email-wrong"
  | "name-wrong"
  | "password-length"
  /** Signed in, but too long ago for this. */
  | "not-fresh"
  | "signed-out"
  /** A link that was used, or is too old. */
  | "link-over"
  | "sign-up-closed"
  | "invitation-over"
  | "not-allowed"
  /** The person or the browser stopped it. */
  | "cancelled"
  | "passkey-known"
  | "passkey-unknown"
  /** A key that was only touched: it doesn't show who touched it. */
  | "passkey-touched"
  /** This page's address can have no passkeys. */
  | "no-passkeys-here"
  /** The window for a new desk key was closed, or the device can't make one. */
  | "no-key-created"
  /** The window for the desk key was closed, or the browser doesn't have it: it tells neither. */
  | "key-cancelled"
  | "no-desk-key"
  | "key-elsewhere"
  /** Of a kind that the desk can't check. */
  | "desk-key-unusable"
  /** The service asked for the signature of something else than what the page shows. */
  | "signs-another"
  /** The service doesn't say what to sign, or it is of another day than this device's. */
  | "not-to-sign-yet"
  /** The service doesn't accept a signature. */
  | "not-signed"
  | "administrator-stays"
  /** A member of the desk whose new address could not be verified. */
  | "desk-address-stays"
  | "desk-name-stays"
  | "failed";

/** The codes of better-auth 1.7 and its plugins, of our own rules for sign-up, and of our problems. */
const byCode: Readonly<Record<string, SignInFault>> = {
  INVALID_EMAIL_OR_PASSWORD: "wrong-sign-in",
  USER_NOT_FOUND: "wrong-sign-in",
  CREDENTIAL_ACCOUNT_NOT_FOUND: "wrong-password",
  INVALID_PASSWORD: "wrong-password",
  INVALID_CODE: "wrong-code",
  INVALID_BACKUP_CODE: "wrong-backup-code",
  OTP_HAS_EXPIRED: "wrong-code",
  INVALID_TWO_FACTOR_COOKIE: "code-too-late",
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: "code-too-late",
  USER_ALREADY_EXISTS: "email-taken",
  USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL: "email-taken",
  INVALID_EMAIL: "email-wrong",
  INVALID_NAME: "name-wrong",
  PASSWORD_TOO_SHORT: "password-length",
  PASSWORD_TOO_LONG: "password-length",
  SESSION_NOT_FRESH: "not-fresh",
  SESSION_EXPIRED: "not-fresh",
  UNAUTHORIZED: "signed-out",
  SESSION_REQUIRED: "signed-out",
  INVALID_TOKEN: "link-over",
  TOKEN_EXPIRED: "link-over",
  SIGN_UP_CLOSED: "sign-up-closed",
  INVITATION_NEEDED: "invitation-over",
  INVITATION_NOT_OPEN: "invitation-over",
  AUTH_CANCELLED: "cancelled",
  ERROR_CEREMONY_ABORTED: "cancelled",
  REGISTRATION_CANCELLED: "cancelled",
  ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED: "passkey-known",
  PREVIOUSLY_REGISTERED: "passkey-known",
  PASSKEY_NOT_FOUND: "passkey-unknown",
  AUTHENTICATION_FAILED: "passkey-unknown",
  USER_VERIFICATION_NEEDED: "passkey-touched",
  ADMINISTRATOR_STAYS: "administrator-stays",
  DESK_ADDRESS_STAYS: "desk-address-stays",
  DESK_NAME_STAYS: "desk-name-stays",
  "too-many": "too-many",
  forbidden: "not-allowed",
  unauthorized: "signed-out",
  conflict: "email-taken",
};

/** A refusal as it came; `status` 0: no answer came. */
interface SignInRefusal {
  readonly status: number;
  readonly code?: string | undefined;
}

/** Which fault a refusal is. An unknown code counts by its status. */
export function faultOfRefusal({ status, code }: SignInRefusal): SignInFault {
  const known = code !== undefined && Object.hasOwn(byCode, code) ? byCode[code] : undefined;
  if (known !== undefined) return known;
  if (status === 0) return "offline";
  if (status === 429) return "too-many";
  if (status === 401) return "signed-out";
  if (status === 403) return "not-allowed";
  return "failed";
}
