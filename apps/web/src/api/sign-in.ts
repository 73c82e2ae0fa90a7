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
import { canUsePasskeys } from "./can-use-passkeys.ts";
import { faultOfRefusal, type SignInFault } from "./sign-in-fault.ts";

/** What reads an answer's body, since better-auth's routes are not in our contract. Throws. */
interface Reader<T> {
  readonly parse: (body: unknown) => T;
}

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

const get = <T>(path: string, schema: Reader<T>): Promise<SignInAnswer<T>> =>
  readReply(client.$fetch(path), schema);

const post = <T>(
  path: string,
  body: Readonly<Record<string, unknown>>,
  schema: Reader<T>,
): Promise<SignInAnswer<T>> => readReply(client.$fetch(path, { method: "POST", body }), schema);

/** Where the answer's body says nothing that the page needs. */
const send = (path: string, body: Readonly<Record<string, unknown>>) => post(path, body, nothing);

export const signInByPassword = (email: string, password: string) =>
  post("/sign-in/email", { email, password }, passwordTaken);

export type SecondFactor = "app" | "backup-code";

/** The second step. `trust`: this browser isn't asked for a code for 30 days. */
export const giveSecondFactor = (kind: SecondFactor, code: string, trust: boolean) =>
  send(kind === "app" ? "/two-factor/verify-totp" : "/two-factor/verify-backup-code", {
    code,
    trustDevice: trust,
  });

/** `waiting`: no window of the browser; the passkey is offered in the e-mail field. */
export const signInByPasskey = (how: "asked" | "waiting") =>
  readReply(client.signIn.passkey({ autoFill: how === "waiting" }), nothing);

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
}) => send("/sign-up/email", { ...input });

export const signOut = () => send("/sign-out", {});

/** Answers the same whether or not there is such an account. */
export const askForReset = (email: string) =>
  send("/request-password-reset", { email, redirectTo: `${window.location.origin}/reset` });

export const resetPassword = (token: string, newPassword: string) =>
  send("/reset-password", { token, newPassword });

/** `token`: of the letter that asks whether an address is right, or may change. */
export const verifyEmail = (token: string) => send("/verify-email", { token });

export const changeName = (name: string) => send("/update-user", { name });

export const changeEmail = (newEmail: string, password: string) =>
  send("/change-email", { newEmail, password, callbackURL: "/account" });

export const sendVerification = (email: string) =>
  send("/send-verification-email", { email, callbackURL: "/account" });

/** Ends every other session too. */
export const changePassword = (currentPassword: string, newPassword: string) =>
  send("/change-password", { currentPassword, newPassword, revokeOtherSessions: true });

export const deleteAccount = (password: string) => send("/delete-user", { password });

export const listPasskeys = () => get("/passkey/list-user-passkeys", passkey.array());

export const addPasskey = (name: string, password: string) =>
  readReply(clientWith(password).passkey.addPasskey({ name }), nothing);

export const renamePasskey = (id: string, name: string) =>
  send("/passkey/update-passkey", { id, name });

export const deletePasskey = (id: string, password: string) =>
  send("/passkey/delete-passkey", { id, password });

/** Begins to set up a second factor: on only after a first code was given. */
export const beginSecondFactor = (password: string) =>
  post("/two-factor/enable", { password }, secondFactorBegun);

export const disableSecondFactor = (password: string) => send("/two-factor/disable", { password });

/** The old ones stop working. */
export const newBackupCodes = (password: string) =>
  post("/two-factor/generate-backup-codes", { password }, backupCodes);

export const listSessions = () => get("/list-sessions", signedInSession.array());

/** The id of this browser's own session. */
export const lookAtOwnSession = () => get("/get-session", ownSession);

export const endSession = (token: string) => send("/revoke-session", { token });

export const endOtherSessions = () => send("/revoke-other-sessions", {});
