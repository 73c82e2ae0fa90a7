import type { FastifyReply } from "fastify";
import { z } from "zod";
import { takeOrRefuse } from "../http/limits.ts";
import { ProblemError, problemOf } from "../http/problem.ts";
import type { App } from "../http/routing.ts";
import { type PasswordCheck, refuseOtherOrigins } from "../http/session.ts";
import { type AuthAsked, type AuthRouteParts, textOf } from "./auth-asked.ts";
import {
  bodySchema,
  checked,
  cookiesOf,
  forward,
  forwardAsGet,
  headersFor,
  readBody,
} from "./auth-forward.ts";
import { type AuthGuard, authRoutes } from "./auth-table.ts";
import { changePassword } from "./change-password.ts";
import { aboutKey } from "./guess-limits.ts";
import {
  checkPassword,
  forwardSignedIn,
  guessOfSession,
  markKnown,
  signIn,
  unlessChanged,
} from "./guesses.ts";
import { resetPassword } from "./reset-password.ts";
import { personOfLink } from "./reset-store.ts";
import { signsIn, withoutSignIn } from "./sign-in-answer.ts";
import { endOtherSignIns, listSignIns } from "./sign-in-list.ts";
import { hasUserVerification } from "./user-verification.ts";

const ours = { config: { caller: "signing-in" }, schema: { hide: true } } as const;

/** Mounts better-auth: an exact list of its routes, each behind our own checks. */
export function registerAuthRoutes(app: App, parts: AuthRouteParts): void {
  for (const [method, path, guard] of authRoutes) {
    app.route({
      method,
      url: `/api/auth${path}`,
      ...ours,
      handler: async (request, reply) => {
        refuseOtherOrigins(request, parts.publicUrl);
        reply.header("cache-control", "no-store");
        const body = method === "GET" ? {} : readBody(request.body);
        const answer = await guards[guard]({ request, reply, body, parts });
        return await send(reply, answer);
      },
    });
  }
  app.get("/api/auth/list-sessions", ours, async (request, reply) => {
    reply.header("cache-control", "no-store");
    return await listSignIns(parts.auth, headersFor(request, parts.publicUrl));
  });
  app.post("/api/auth/revoke-other-sessions", ours, async (request) => {
    refuseOtherOrigins(request, parts.publicUrl);
    await endOtherSignIns(parts.auth, headersFor(request, parts.publicUrl));
    return { status: true };
  });
}

/** @throws ProblemError where no one is signed in */
async function whoAsks({ parts, request }: AuthAsked) {
  const signedIn = await parts.guard.find(request);
  if (signedIn === undefined) throw new ProblemError(problemOf("unauthorized"));
  return await parts.persons.find(signedIn.personId);
}

const guards: Readonly<Record<AuthGuard, (asked: AuthAsked) => Promise<Response>>> = {
  none: forward,
  "guess-of-person": signIn,
  "guess-of-session": (asked) => guessOfSession(asked),
  "needs-password": async (asked) => {
    const known = await checkPassword(asked);
    return known.ok ? await forward(asked) : known;
  },
  "new-name": async (asked) => {
    const person = await whoAsks(asked);
    if (person?.desk === true) return Response.json({ code: "DESK_NAME_STAYS" }, { status: 403 });
    return await forward(asked);
  },
  "new-address": async (asked) => {
    const known = await checkPassword(asked);
    if (!known.ok) return known;
    // Everyone of the desk is known: by a verified address, or in person. The new address must be
    // verified before it counts, which takes mail and an old one that agrees.
    const person = await whoAsks(asked);
    const isProvedAnew = asked.parts.mailer.kind === "smtp" && person?.emailVerified === true;
    if (person?.desk === true && !isProvedAnew) {
      return Response.json({ code: "DESK_ADDRESS_STAYS" }, { status: 403 });
    }
    // The answer says whether an address is taken: no one asks for many.
    await takeLetter(asked.parts, `new address of ${person?.id}`);
    return await sendsLetter(asked, textOf(asked.body, "newEmail"));
  },
  "passkey-new": async (asked) => {
    const known = await checkPassword(asked);
    return known.ok ? await forwardAsGet(asked) : known;
  },
  "passkey-added": (asked) => tellIfDone(asked, "passkey"),
  "passkey-removed": async (asked) => {
    const known = await checkPassword(asked);
    return known.ok ? await tellIfDone(asked, "passkey-removed") : known;
  },
  "letter-secret": async (asked) => {
    const { parts, request, body } = asked;
    takeOrRefuse(parts.guessLimits.work, parts.addressOf(request));
    const token = textOf(body, "token");
    if (await isOutdated(token, parts)) {
      return Response.json({ code: "INVALID_TOKEN" }, { status: 401 });
    }
    const answer = await forwardAsGet(asked, { token });
    return signsIn(answer, request) ? await withoutSignIn(answer, parts) : answer;
  },
  "sign-up": async (asked) => {
    const { body, request, parts } = asked;
    takeOrRefuse(parts.guessLimits.work, parts.addressOf(request));
    // Asked before better-auth looks whether there is such a person: that is nobody's business.
    const admission = await parts.signUp.admit(body, textOf(body, "email"));
    if (admission.kind === "refused")
      return Response.json({ code: admission.code }, { status: 403 });
    const answer = await parts.passwordTurns.run(() => forward(asked));
    if (answer === "too-many") throw new ProblemError(problemOf("too-many"));
    if (answer.ok) await markKnown(asked, answer);
    return answer;
  },
  reset: resetByLink,
  // Ends a stolen session, whether the request came from the page or from an API client.
  "new-password": (asked) =>
    guessOfSession(asked, async (personId) => {
      const { request, parts, body } = asked;
      if (personId === undefined) throw new ProblemError(problemOf("unauthorized"));
      const wish = {
        personId,
        headers: headersFor(request, parts.publicUrl),
        currentPassword: textOf(body, "currentPassword"),
        newPassword: textOf(body, "newPassword"),
      };
      const answer = await parts.passwordTurns.run(() => changePassword(parts, wish));
      if (answer === "too-many") throw new ProblemError(problemOf("too-many"));
      if (answer.ok) void parts.tellOf("password", personId);
      return checked(answer);
    }),
  letter: async (asked) => {
    // First, so that nobody fills the memory of addresses until all of them share one count.
    takeOrRefuse(asked.parts.guessLimits.work, asked.parts.addressOf(asked.request));
    return await sendsLetter(asked, textOf(asked.body, "email"));
  },
  "passkey-sign-in": async (asked) => {
    takeOrRefuse(asked.parts.guessLimits.work, asked.parts.addressOf(asked.request));
    // A key that was only touched is one factor: it does not open an account that may have two.
    if (!hasUserVerification(asked.body)) {
      return Response.json({ code: "USER_VERIFICATION_NEEDED" }, { status: 401 });
    }
    const passkey = credential.safeParse(asked.body).data?.response.id ?? "";
    const person = await asked.parts.persons.ofSignIn({ passkey });
    return await unlessChanged(asked.parts, person?.email, () => forward(asked));
  },
  "passkey-options": async (asked) => {
    takeOrRefuse(asked.parts.guessLimits.work, asked.parts.addressOf(asked.request));
    const answer = await forward(asked);
    if (!answer.ok) return answer;
    const options = bodySchema.parse(await answer.clone().json());
    return Response.json(
      { ...options, userVerification: "required" },
      { headers: cookiesOf(answer) },
    );
  },
};

const credential = z.object({ response: z.object({ id: z.string() }) });

async function tellIfDone(
  asked: AuthAsked,
  access: "passkey" | "passkey-removed",
): Promise<Response> {
  const signedIn = await asked.parts.guard.find(asked.request);
  if (signedIn === undefined) return await forward(asked);
  const answer = await forwardSignedIn(asked, signedIn.personId);
  if (answer.ok) void asked.parts.tellOf(access, signedIn.personId);
  return answer;
}

/** For routes of ours that ask for the password. */
export function createPasswordCheck(parts: AuthRouteParts): PasswordCheck {
  return async (asked, password) => {
    const answer = await checkPassword({ ...asked, body: { password }, parts });
    return checked(answer).ok ? "right" : "wrong";
  };
}

/**
 * `to`: whom a letter goes to; empty: to nobody. Each route counts its own letters. INVARIANT: asking for a letter that isn't sent,
 * as to a verified address, keeps nobody from a reset.
 */
async function sendsLetter(asked: AuthAsked, to: string): Promise<Response> {
  const { request, parts } = asked;
  if (to !== "") await takeLetter(parts, `${request.routeOptions.url} ${to}`);
  return await forward(asked);
}

async function takeLetter({ guessLimits }: AuthRouteParts, about: string): Promise<void> {
  if ((await guessLimits.letters.take(aboutKey(about))) === "too-many") {
    throw new ProblemError(problemOf("too-many"));
  }
}

/** Who uses a link has the person's address, or had it from the operator: their browser is known then. */
async function resetByLink({ request, reply, body, parts }: AuthAsked): Promise<Response> {
  takeOrRefuse(parts.guessLimits.work, parts.addressOf(request));
  const token = textOf(body, "token");
  const { password: passwords } = await parts.auth.$context;
  const { minPasswordLength: least, maxPasswordLength: most } = passwords.config;
  const { length } = textOf(body, "newPassword");
  if (length < least) return refusedReset("PASSWORD_TOO_SHORT");
  if (length > most) return refusedReset("PASSWORD_TOO_LONG");
  // Asked first: a wrong link costs no work on a password.
  if ((await personOfLink(parts.db, token)) === undefined) return refusedReset("INVALID_TOKEN");
  const passwordHash = await passwords.hash(textOf(body, "newPassword"));
  const outcome = await resetPassword(parts.db, { token, passwordHash });
  if (outcome.kind === "no-link") return refusedReset("INVALID_TOKEN");
  void parts.tellOf("password", outcome.id);
  await parts.knownBrowsers.mark(reply, outcome.email);
  return Response.json({ status: true });
}

const refusedReset = (code: string): Response => Response.json({ code }, { status: 400 });

const moving = z.object({ email: z.string(), updateTo: z.string(), iat: z.number() });

/**
 * Whether a link that moves an address is from before the person's last change: it may have moved it already, or a thief asked for it
 * with a former password.
 */
async function isOutdated(token: string, { persons }: AuthRouteParts): Promise<boolean> {
  const read = moving.safeParse(parseOrNothing(token.split(".")[1] ?? ""));
  if (!read.success) return false;
  const changedAt = await persons.changedAt(read.data.email);
  return changedAt !== undefined && read.data.iat < Math.floor(changedAt.getTime() / 1_000);
}

/** The claims of a token, whose signature better-auth checks. */
function parseOrNothing(base64url: string): unknown {
  try {
    return JSON.parse(Buffer.from(base64url, "base64url").toString());
  } catch {
    return undefined;
  }
}

async function send(reply: FastifyReply, answer: Response): Promise<FastifyReply> {
  for (const cookie of answer.headers.getSetCookie()) reply.header("set-cookie", cookie);
  return reply
    .code(answer.status)
    .type("application/json")
    .serializer((text: unknown) => String(text))
    .send((await answer.text()) || "null");
}
