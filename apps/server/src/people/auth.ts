import { type PasskeyOptions, passkey } from "@better-auth/passkey";
import { inert, isSeen } from "@graticule/api/text";
import { APIError } from "better-auth/api";
import { betterAuth } from "better-auth/minimal";
import { twoFactor } from "better-auth/plugins/two-factor";
import type { Kysely } from "kysely";
import type { Logger } from "pino";
import type { Database } from "../db/schema.ts";
import {
  addressChangeEmail,
  type EmailSender,
  resetEmail,
  verificationEmail,
} from "../mail/emails.ts";
import type { Email } from "../mail/mailer.ts";
import { createAuthStorage } from "./auth-storage.ts";
import { deviceLabel } from "./device-label.ts";
import { mayBeSent } from "./reset-store.ts";
import type { SignUp } from "./sign-up.ts";

interface AuthParts {
  readonly db: Kysely<Database>;
  readonly publicUrl: string;
  /** Signs cookies and seals second factors; derived from the instance's key file. */
  readonly secret: string;
  readonly log: Logger;
  readonly sender: () => EmailSender;
  readonly send: (email: Email) => void;
  /** Whether one more letter of a route goes to an address, a few an hour at most. */
  readonly mayWrite: (route: string, to: string) => Promise<boolean>;
  /** Emails reach their recipients, and nobody else. */
  readonly sendsMail: boolean;
  readonly signUp: Pick<SignUp, "admitAgain">;
  /** Deletes a person with all that is theirs. */
  readonly depart: (personId: string) => Promise<"gone" | "administrator">;
}

export const sessionDays = 30;
const day = 86_400;

/**
 * better-auth on our tables: sessions, passwords, passkeys, second factors. It never sees an
 * address, stores no user agent, limits nothing (http does) and logs nothing that was sent.
 */
export function createAuth(parts: AuthParts) {
  const { publicUrl, sender, send } = parts;
  const { hostname, origin, protocol } = new URL(publicUrl);
  return betterAuth({
    appName: "Graticule",
    baseURL: publicUrl,
    basePath: "/api/auth",
    secret: parts.secret,
    trustedOrigins: [origin],
    database: createAuthStorage(parts.db),
    user: {
      modelName: "person",
      fields: { emailVerified: "email_verified", createdAt: "created_at", updatedAt: "updated_at" },
      additionalFields: {
        accountId: { type: "string", required: false, input: false, fieldName: "account_id" },
        invitationHash: {
          type: "string",
          required: false,
          input: false,
          returned: false,
          fieldName: "invitation_hash",
        },
      },
      changeEmail: {
        enabled: true,
        updateEmailWithoutVerification: true,
        sendChangeEmailConfirmation: async ({ user, newEmail, token }) =>
          send(addressChangeEmail(sender(), user, { newEmail, token })),
      },
      deleteUser: {
        enabled: true,
        // In one statement; better-auth, which takes three, then finds nothing to delete.
        beforeDelete: async (user) => {
          if ((await parts.depart(user.id)) === "administrator")
            throw new APIError("FORBIDDEN", { code: "ADMINISTRATOR_STAYS" });
        },
      },
    },
    session: {
      modelName: "sign_in",
      fields: {
        token: "token_hash",
        userAgent: "device",
        userId: "person_id",
        createdAt: "created_at",
        updatedAt: "updated_at",
        expiresAt: "expires_at",
      },
      expiresIn: sessionDays * day,
      updateAge: day,
      // A recent sign-in gives no rights: what is dangerous asks for the password.
      freshAge: 0,
    },
    account: {
      modelName: "credential",
      fields: {
        accountId: "subject",
        providerId: "kind",
        userId: "person_id",
        password: "password_hash",
        createdAt: "created_at",
        updatedAt: "updated_at",
      },
    },
    verification: {
      modelName: "verification",
      fields: { createdAt: "created_at", updatedAt: "updated_at", expiresAt: "expires_at" },
      storeIdentifier: "hashed",
    },
    emailAndPassword: {
      enabled: true,
      minPasswordLength: 10,
      maxPasswordLength: 128,
      resetPasswordTokenExpiresIn: 3_600,
      sendResetPassword: async ({ user, token }) => {
        const link = { token, email: user.email, byMail: parts.sendsMail };
        if (await mayBeSent(parts.db, link)) send(resetEmail(sender(), user, token));
      },
    },
    emailVerification: {
      sendOnSignUp: true,
      expiresIn: day,
      // INVARIANT: no one has letters sent to another's address again and again, by signing up with it or by a link that asks it.
      sendVerificationEmail: async ({ user, token }, request) => {
        const route = new URL(request?.url ?? publicUrl).pathname;
        if (await parts.mayWrite(route, user.email)) send(verificationEmail(sender(), user, token));
      },
    },
    databaseHooks: {
      user: {
        create: {
          before: async (user, context) => ({ data: newcomer(parts, user, context?.body) }),
        },
        update: { before: async (user) => ({ data: changedPerson(user) }) },
      },
      session: {
        create: {
          before: async (session) => ({
            data: { userAgent: deviceLabel(session.userAgent ?? undefined) },
          }),
        },
      },
    },
    plugins: [
      twoFactor({
        issuer: "Graticule",
        // Wrong codes are counted as wrong passwords are: this lock would keep known browsers out too.
        accountLockout: { enabled: false },
        schema: {
          user: { fields: { twoFactorEnabled: "second_factor" } },
          twoFactor: {
            modelName: "second_factor",
            fields: {
              userId: "person_id",
              backupCodes: "backup_codes",
              failedVerificationCount: "failures",
              lockedUntil: "locked_until",
            },
          },
        },
      }),
      passkey({
        rpID: hostname,
        rpName: "Graticule",
        origin,
        authenticatorSelection: { residentKey: "required", userVerification: "required" },
        schema: passkeyColumns,
      }),
    ],
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix: "graticule",
      useSecureCookies: protocol === "https:",
      defaultCookieAttributes: { sameSite: "strict", httpOnly: true, path: "/" },
      ipAddress: { disableIpTracking: true },
      disableOriginCheck: false,
      disableCSRFCheck: false,
      database: { generateId: "uuid", validateSchema: false },
    },
    logger: { level: "error", log: (_level, _message, ...rest) => logFault(parts.log, rest) },
    onAPIError: {
      onError: (error) => {
        if (!(error instanceof APIError)) throw error;
      },
    },
    telemetry: { enabled: false },
    experimental: { instrumentation: { enabled: false } },
  });
}

export type Auth = ReturnType<typeof createAuth>;

const passkeyColumns = {
  passkey: {
    modelName: "passkey",
    fields: {
      publicKey: "public_key",
      userId: "person_id",
      credentialID: "credential_id",
      deviceType: "device_type",
      backedUp: "backed_up",
      createdAt: "created_at",
    },
  },
} satisfies PasskeyOptions["schema"];

/** Without the message, which can quote what was sent. */
function logFault(log: Logger, rest: readonly unknown[]): void {
  const error = rest.find((one) => one instanceof Error);
  const code = error !== undefined && "code" in error ? String(error.code) : undefined;
  log.warn({ name: error?.name, code }, "something failed while signing in");
}

function newcomer(parts: AuthParts, user: { name: string; email: string }, body: unknown) {
  const admission = parts.signUp.admitAgain(body);
  if (admission.kind === "refused") throw new APIError("FORBIDDEN", { code: admission.code });
  const invitationHash = admission.invitationHash?.toString("hex");
  return { ...checkedPerson(user), ...(invitationHash === undefined ? {} : { invitationHash }) };
}

const mostName = 80;
const mostEmail = 254;

function checkedPerson(user: { name: string; email: string }) {
  const name = user.name.length > mostName * 8 ? "" : inert(user.name);
  if (!isSeen(name) || name.length > mostName)
    throw new APIError("BAD_REQUEST", { code: "INVALID_NAME" });
  if (user.email.length > mostEmail) throw new APIError("BAD_REQUEST", { code: "INVALID_EMAIL" });
  return { name, email: user.email, image: undefined };
}

interface Changes {
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly emailVerified?: boolean | undefined;
}

function changedPerson(user: Changes) {
  const { name, email } = checkedPerson({ name: user.name ?? "-", email: user.email ?? "" });
  return {
    image: undefined,
    ...(user.name === undefined ? {} : { name }),
    // INVARIANT: an address is verified by its own mailbox. better-auth may have read, before the former one was verified, that none is.
    ...(user.email === undefined ? {} : { email, emailVerified: user.emailVerified === true }),
  };
}
