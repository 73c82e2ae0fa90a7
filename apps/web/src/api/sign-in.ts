import { passkeyClient } from "@better-auth/passkey/client";
import {
  backupCodes,
  ownSession,
  passkey,
  passwordTaken,
  secondFactorBegun,
  signedInSession,
} from "@graticule/api/sign-in";
import { createAuthClient } from "better-auth/client";
import { faultOfRefusal, type SignInFault } from "./sign-in-fault.ts";

/** What reads an answer's body, since better-auth's routes are not in our contract. Throws. */
interface Reader<T> {
  readonly parse: (body: unknown) => T;
}

/** For answers whose body, if any, says nothing that the page needs. */
const nothing: Reader<undefined> = { parse: () => undefined };

/**
 * Signing in and what belongs to it: better-auth's own routes below /api/auth/. Only pages that
 * participants never load import this.
 */
export type SignInAnswer<T> =
  | { readonly kind: "ok"; readonly value: T }
  | { readonly kind: "fault"; readonly fault: SignInFault };

const clientOptions = {
  baseURL: window.location.origin,
  basePath: "/api/auth",
  plugins: [passkeyClient()],
  fetchOptions: { timeout: 15_000 },
  // The one default plugin follows links that an answer brings; ours never do.
  disableDefaultFetchPlugins: true,
};
const client = createAuthClient(clientOptions);

/** better-auth's client only asks for a new passkey's challenge; the service wants the password for it. */
const clientWith = (password: string) =>
  createAuthClient({
    ...clientOptions,
    fetchOptions: {
      ...clientOptions.fetchOptions,
      onRequest: (request) => {
        if (!String(request.url).includes("/passkey/generate-register-options")) return;
        request.method = "POST";
        request.headers.set("content-type", "application/json");
        request.body = JSON.stringify({ password });
      },
    },
  });

interface Reply {
  readonly data: unknown;
  readonly error: { readonly status: number; readonly code?: string | undefined } | null;
}

async function readReply<T>(reply: Promise<Reply>, schema: Reader<T>): Promise<SignInAnswer<T>> {
  try {
    const { data, error } = await reply;
    if (error === null) return { kind: "ok", value: schema.parse(data) };
    return { kind: "fault", fault: faultOfRefusal(error) };
  } catch {
    return { kind: "fault", fault: "offline" };
  }
}

interface Call<T> {
  readonly path: string;
  /** Absent: a GET. */
  readonly body?: Readonly<Record<string, unknown>>;
  readonly schema: Reader<T>;
}

const call = <T>({ path, body, schema }: Call<T>): Promise<SignInAnswer<T>> =>
  readReply(
    body === undefined ? client.$fetch(path) : client.$fetch(path, { method: "POST", body }),
    schema,
  );

export const signInByPassword = (email: string, password: string) =>
  call({ path: "/sign-in/email", body: { email, password }, schema: passwordTaken });

export type SecondFactor = "app" | "backup-code";

/** The second step. `trust`: this browser isn't asked for a code for 30 days. */
export const giveSecondFactor = (kind: SecondFactor, code: string, trust: boolean) =>
  call({
    path: kind === "app" ? "/two-factor/verify-totp" : "/two-factor/verify-backup-code",
    body: { code, trustDevice: trust },
    schema: nothing,
  });

/** `waiting`: no window of the browser; the passkey is offered in the e-mail field. */
export const signInByPasskey = (how: "asked" | "waiting") =>
  readReply(client.signIn.passkey({ autoFill: how === "waiting" }), nothing);

/**
 * What a passkey answers to a new challenge, for a route that asks who is really there. It signs no one in.
 */
export async function answerByPasskey(): Promise<SignInAnswer<Record<string, unknown>>> {
  const schema: Reader<PublicKeyCredentialRequestOptionsJSON> = {
    parse: (body) => body as PublicKeyCredentialRequestOptionsJSON,
  };
  const asked = await call({ path: "/passkey/generate-authenticate-options", schema });
  if (asked.kind === "fault") return asked;
  try {
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(asked.value);
    const given = await navigator.credentials.get({ publicKey });
    if (given instanceof PublicKeyCredential) return { kind: "ok", value: { ...given.toJSON() } };
  } catch {
    // The person or the browser stopped it.
  }
  return { kind: "fault", fault: "cancelled" };
}

/** A passkey belongs to a name: over https or on localhost, and never at a mere address (WebAuthn, “RP ID”). */
export function canUsePasskeys(): boolean {
  const isAddress = /^[\d.]+$|^\[/.test(window.location.hostname);
  return window.isSecureContext && typeof PublicKeyCredential !== "undefined" && !isAddress;
}

/** Whether this browser offers passkeys inside a field. */
export async function offersPasskeysInField(): Promise<boolean> {
  if (!canUsePasskeys()) return false;
  return (await PublicKeyCredential.isConditionalMediationAvailable?.()) ?? false;
}

/** `invitation`: the secret of an invitation, where sign-up needs one. */
export const signUp = (input: {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly invitation?: string;
}) => call({ path: "/sign-up/email", body: { ...input }, schema: nothing });

export const signOut = () => call({ path: "/sign-out", body: {}, schema: nothing });

/** Answers the same whether or not there is such an account. */
export const askForReset = (email: string) =>
  call({
    path: "/request-password-reset",
    body: { email, redirectTo: `${window.location.origin}/reset` },
    schema: nothing,
  });

export const resetPassword = (token: string, newPassword: string) =>
  call({ path: "/reset-password", body: { token, newPassword }, schema: nothing });

/** `token`: of the letter that asks whether an address is right, or may change. */
export const verifyEmail = (token: string) =>
  call({ path: "/verify-email", body: { token }, schema: nothing });

export const changeName = (name: string) =>
  call({ path: "/update-user", body: { name }, schema: nothing });

export const changeEmail = (newEmail: string, password: string) =>
  call({
    path: "/change-email",
    body: { newEmail, password, callbackURL: "/account" },
    schema: nothing,
  });

export const sendVerification = (email: string) =>
  call({
    path: "/send-verification-email",
    body: { email, callbackURL: "/account" },
    schema: nothing,
  });

/** Ends every other session too. */
export const changePassword = (currentPassword: string, newPassword: string) =>
  call({
    path: "/change-password",
    body: { currentPassword, newPassword, revokeOtherSessions: true },
    schema: nothing,
  });

export const deleteAccount = (password: string) =>
  call({ path: "/delete-user", body: { password }, schema: nothing });

export const listPasskeys = () =>
  call({ path: "/passkey/list-user-passkeys", schema: passkey.array() });

export const addPasskey = (name: string, password: string) =>
  readReply(clientWith(password).passkey.addPasskey({ name }), nothing);

export const renamePasskey = (id: string, name: string) =>
  call({ path: "/passkey/update-passkey", body: { id, name }, schema: nothing });

export const deletePasskey = (id: string) =>
  call({ path: "/passkey/delete-passkey", body: { id }, schema: nothing });

/** Begins to set up a second factor: on only after a first code was given. */
export const beginSecondFactor = (password: string) =>
  call({ path: "/two-factor/enable", body: { password }, schema: secondFactorBegun });

export const disableSecondFactor = (password: string) =>
  call({ path: "/two-factor/disable", body: { password }, schema: nothing });

/** The old ones stop working. */
export const newBackupCodes = (password: string) =>
  call({ path: "/two-factor/generate-backup-codes", body: { password }, schema: backupCodes });

export const listSessions = () => call({ path: "/list-sessions", schema: signedInSession.array() });

/** The id of this browser's own session. */
export const lookAtOwnSession = () => call({ path: "/get-session", schema: ownSession });

export const endSession = (token: string) =>
  call({ path: "/revoke-session", body: { token }, schema: nothing });

export const endOtherSessions = () =>
  call({ path: "/revoke-other-sessions", body: {}, schema: nothing });
