import type { FastifyReply, FastifyRequest } from "fastify";
import type { Kysely } from "kysely";
import { z } from "zod";
import type { Database } from "../db/schema.ts";
import { type ClientAddressOf, takeOrRefuse } from "../http/limits.ts";
import { ProblemError, problemOf } from "../http/problem.ts";
import type { App } from "../http/routing.ts";
import { type PasswordCheck, refuseOtherOrigins, type SessionGuard } from "../http/session.ts";
import type { TellOf } from "../mail/emails.ts";
import type { Mailer } from "../mail/mailer.ts";
import type { Auth } from "./auth.ts";
import {
  type Body,
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
import type { ConcurrencyLimiter } from "./concurrency-limiter.ts";
import { aboutKey, type GuessLimits, guessKey, type SharedLimit } from "./guess-limits.ts";
import { type KnownBrowsers, knownBrowserCookie } from "./known-browser.ts";
import type { PersonStore } from "./person-store.ts";
import { resetPassword } from "./reset-password.ts";
import { personOfLink, withPerson } from "./reset-store.ts";
import { endOtherSignIns, listSignIns } from "./sign-in-list.ts";
import type { SignUp } from "./sign-up.ts";
import { hasUserVerification } from "./user-verification.ts";

export interface AuthRouteParts {
  readonly auth: Auth;
  readonly signUp: SignUp;
  /** For what holds a connection of the database while a password is worked on. */
  readonly passwordTurns: ConcurrencyLimiter;
  readonly guessLimits: GuessLimits;
  readonly knownBrowsers: KnownBrowsers;
  readonly mailer: Pick<Mailer, "kind">;
  readonly persons: Pick<PersonStore, "find" | "changedAt" | "ofSignIn" | "signInStamp">;
  readonly db: Kysely<Database>;
  readonly guard: Pick<SessionGuard, "find">;
  readonly tellOf: TellOf;
  readonly addressOf: ClientAddressOf;
  readonly publicUrl: string;
}

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

interface Asked {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly body: Body;
  readonly parts: AuthRouteParts;
}

const guards: Readonly<Record<AuthGuard, (asked: Asked) => Promise<Response>>> = {
  none: forward,
  "guess-of-person": signIn,
  "guess-of-session": (asked) => guessOfSession(asked),
  "needs-password": async (asked) => {
    const known = await checkPassword(asked);
    return known.ok ? await forward(asked) : known;
  },
  "new-address": async (asked) => {
    const known = await checkPassword(asked);
    if (!known.ok) return known;
    // Everyone of the desk is known: by a verified address, or in person. The new address must be
    // verified before it counts, which takes mail and an old one that agrees.
    const signedIn = await asked.parts.guard.find(asked.request);
    if (signedIn === undefined) throw new ProblemError(problemOf("unauthorized"));
    const person = await asked.parts.persons.find(signedIn.personId);
    const isProvedAnew = asked.parts.mailer.kind === "smtp" && person?.emailVerified === true;
    if (person?.desk === true && !isProvedAnew) {
      return Response.json({ code: "DESK_ADDRESS_STAYS" }, { status: 403 });
    }
    // The answer says whether an address is taken: no one asks for many.
    await takeLetter(asked.parts, `new address of ${signedIn.personId}`);
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

/**
 * Wrong passwords are counted for the person and the prefix together: a neighbour's failures with
 * other accounts lock nobody out. They are counted for the person over all prefixes as well, so that
 * many networks guess no more than a few. A browser that the person has signed in with before has a
 * count of its own, which others can't use up. An address that nobody has is counted alike.
 */
async function signIn(asked: Asked): Promise<Response> {
  const { request, body, parts } = asked;
  const { guessLimits } = parts;
  const email = textOf(body, "email");
  const known = (await isKnownBrowser(asked, email)) ? await countOfBrowser(asked) : undefined;
  if (known === undefined) takeOrRefuse(guessLimits.work, parts.addressOf(request));
  const counts = countsOf(asked, known, { here: email, everywhere: `sign-in ${email}` });
  const answer = await unlessChanged(parts, email, () => countGuess(counts, () => forward(asked)));
  if (answer.ok) await markKnown(asked, answer);
  return answer;
}

/**
 * A sign-in, as a whole or in part. INVARIANT: none that was under way with an old password, or without the second step, outlives
 * the change, in whichever way.
 * @param email whose it is, as the request says
 */
async function unlessChanged(
  parts: AuthRouteParts,
  email: string | undefined,
  ask: () => Promise<Response>,
): Promise<Response> {
  const before = email === undefined ? undefined : await parts.persons.signInStamp(email);
  const answer = await ask();
  if (!answer.ok) return answer;
  const whose = (await signedInBy(answer)) ?? email;
  const after = whose === undefined ? undefined : await parts.persons.signInStamp(whose);
  if (after === before) return answer;
  await withoutSignIn(answer, parts);
  return Response.json({ code: "INVALID_EMAIL_OR_PASSWORD" }, { status: 401 });
}

/** By default the answer of the route itself says whether it was right. */
async function guessOfSession(
  asked: Asked,
  ask: (personId: string | undefined) => Promise<Response> = (personId) =>
    personId === undefined ? forward(asked) : forwardSignedIn(asked, personId),
): Promise<Response> {
  const { request, parts } = asked;
  takeOrRefuse(parts.guessLimits.work, parts.addressOf(request));
  const signedIn = (await parts.guard.find(request))?.personId;
  return signedIn === undefined
    ? await guessOfSecondStep(asked, () => ask(undefined))
    : await guessOfSignedIn(asked, signedIn, () => ask(signedIn));
}

async function guessOfSecondStep(asked: Asked, ask: () => Promise<Response>): Promise<Response> {
  const { request, parts } = asked;
  // By the person: a cookie header can be written in a thousand ways.
  const { id = request.headers.cookie ?? "nobody", email } = (await pendingPerson(asked)) ?? {};
  const isKnown = email !== undefined && (await isKnownBrowser(asked, email));
  const known = isKnown ? await countOfBrowser(asked) : undefined;
  const counts = countsOf(asked, known, { here: id, everywhere: `second step ${id}` });
  const answer = await unlessChanged(parts, email, () => countGuess(counts, ask));
  if (answer.ok) await markKnown(asked, answer);
  return answer;
}

/**
 * Who stole a session, or knows the password, locks nobody out of a known browser; who stole its cookies as well, only in their own
 * network.
 */
async function guessOfSignedIn(
  asked: Asked,
  personId: string,
  ask: () => Promise<Response>,
): Promise<Response> {
  const { parts } = asked;
  const person = await parts.persons.find(personId);
  const isKnown = person !== undefined && (await isKnownBrowser(asked, person.email));
  const everywhere = isKnown ? undefined : `session ${personId}`;
  const counts = countsOf(asked, undefined, { here: personId, everywhere });
  const answer = await countGuess(counts, ask);
  if (!answer.ok) return answer;
  await markKnown(asked, answer);
  if (person !== undefined) await tellIfTurned(parts, person);
  return answer;
}

/**
 * What changes how someone signs in. INVARIANT: neither a passkey nor the new session that turning the second step begins outlives a
 * reset that was under way and ends such. Nor is it done by a sign-in that waits in the same browser, if the session ends meanwhile: that
 * would be counted as another person's guess.
 */
async function forwardSignedIn(asked: Asked, personId: string): Promise<Response> {
  const { db, passwordTurns, publicUrl } = asked.parts;
  const answer = await passwordTurns.run(() =>
    withPerson(db, personId, () => forward(asked, secondStepCookie(publicUrl))),
  );
  if (answer === "too-many") throw new ProblemError(problemOf("too-many"));
  return answer;
}

/** Of a sign-in that waits for its second step. */
const secondStepCookie = (publicUrl: string): string =>
  `${publicUrl.startsWith("https:") ? "__Secure-" : ""}graticule.two_factor`;

/** Tells someone that their second step was turned on or off, in whichever way. @param before as they were */
async function tellIfTurned(
  { persons, tellOf }: AuthRouteParts,
  before: { readonly id: string; readonly secondFactor: boolean },
): Promise<void> {
  const isOn = (await persons.find(before.id))?.secondFactor;
  if (isOn === undefined || isOn === before.secondFactor) return;
  void tellOf(isOn ? "second-step" : "second-step-off", before.id);
}

async function tellIfDone(asked: Asked, access: "passkey" | "passkey-removed"): Promise<Response> {
  const signedIn = await asked.parts.guard.find(asked.request);
  if (signedIn === undefined) return await forward(asked);
  const answer = await forwardSignedIn(asked, signedIn.personId);
  if (answer.ok) void asked.parts.tellOf(access, signedIn.personId);
  return answer;
}

/** Whose sign-in waits for its second step here. */
async function pendingPerson({ request, parts }: Asked) {
  const [pending] = (request.cookies[secondStepCookie(parts.publicUrl)] ?? "").split(".");
  return await parts.persons.ofSignIn({ pending: pending ?? "" });
}

/** Whether this person has signed in here before. */
async function isKnownBrowser({ request, parts }: Asked, email: string): Promise<boolean> {
  const cookie = request.cookies[knownBrowserCookie];
  return cookie !== undefined && (await parts.knownBrowsers.isFor(cookie, email));
}

/** The count of this very browser; undefined: it is used up. */
async function countOfBrowser({ request, parts }: Asked): Promise<string | undefined> {
  const key = `known ${aboutKey(request.cookies[knownBrowserCookie] ?? "")}`;
  return (await parts.guessLimits.guesses.peek(key)) === "ok" ? key : undefined;
}

/** @param known the count of a known browser, in place of those here and over all prefixes */
function countsOf(
  { parts, request }: Asked,
  known: string | undefined,
  { here, everywhere }: { readonly here: string; readonly everywhere: string | undefined },
): readonly Count[] {
  const { guesses, people } = parts.guessLimits;
  if (known !== undefined) return [{ limit: guesses, key: known }];
  const ofNetwork = { limit: guesses, key: guessKey(parts.addressOf(request), here) };
  if (everywhere === undefined) return [ofNetwork];
  return [ofNetwork, { limit: people, key: aboutKey(everywhere) }];
}

/** Whether the body holds the signed-in person's password; a wrong one counts as a guess. */
async function checkPassword(asked: Asked): Promise<Response> {
  const { parts, request, body } = asked;
  const headers = headersFor(request, parts.publicUrl);
  const password = textOf(body, "password");
  return await guessOfSession(asked, () =>
    parts.auth.api.verifyPassword({ body: { password }, headers, asResponse: true }),
  );
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
async function sendsLetter(asked: Asked, to: string): Promise<Response> {
  const { request, parts } = asked;
  if (to !== "") await takeLetter(parts, `${request.routeOptions.url} ${to}`);
  return await forward(asked);
}

async function takeLetter({ guessLimits }: AuthRouteParts, about: string): Promise<void> {
  if ((await guessLimits.letters.take(aboutKey(about))) === "too-many") {
    throw new ProblemError(problemOf("too-many"));
  }
}

/** Taken before the answer is known, so that a thousand at once are no more than ten. */
async function countGuess(counts: readonly Count[], ask: () => Promise<Response>) {
  const taken: Count[] = [];
  const giveBack = async (): Promise<void> => {
    await Promise.all(taken.map(({ limit, key }) => limit.restore(key)));
  };
  for (const count of counts) {
    if ((await count.limit.take(count.key)) === "too-many") {
      await giveBack();
      throw new ProblemError(problemOf("too-many"));
    }
    taken.push(count);
  }
  const answer = await ask();
  const isWrong = answer.status >= 400 && answer.status < 500;
  if (!isWrong) await giveBack();
  return answer;
}

interface Count {
  readonly limit: SharedLimit;
  readonly key: string;
}

/** Who uses a link has the person's address, or had it from the operator: their browser is known then. */
async function resetByLink({ request, reply, body, parts }: Asked): Promise<Response> {
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

/**
 * better-auth signs in who moves an address by its link. INVARIANT: an email alone opens no account, past password and second
 * step.
 */
async function withoutSignIn(answer: Response, { auth }: AuthRouteParts): Promise<Response> {
  const cookies = cookiesSet(answer);
  if (cookies.length > 0) {
    await auth.api.signOut({ headers: new Headers({ cookie: cookies.join("; ") }) });
  }
  return Response.json({ status: true });
}

/** Whether an answer opens another session than the one in which it was asked for. */
const signsIn = (answer: Response, { headers: { cookie = "" } }: FastifyRequest): boolean =>
  cookiesSet(answer).some((set) => set.includes("session_token=") && !cookie.includes(set));

/** Without those that an answer deletes. */
const cookiesSet = (answer: Response): readonly string[] =>
  answer.headers.getSetCookie().flatMap((set) => /^[^=;]+=[^;]+/.exec(set)?.[0] ?? []);

const wholeSignIn = z.object({ user: z.object({ email: z.string() }) });

/** Whom a whole sign-in signs in, not the first of two steps. */
async function signedInBy(answer: Response): Promise<string | undefined> {
  const said: unknown = await answer
    .clone()
    .json()
    .catch(() => undefined);
  return wholeSignIn.safeParse(said).data?.user.email;
}

/** Only a whole sign-in makes a browser known. */
async function markKnown({ reply, parts }: Asked, answer: Response): Promise<void> {
  const email = await signedInBy(answer);
  if (email !== undefined) await parts.knownBrowsers.mark(reply, email);
}

function textOf(body: Body, name: string): string {
  const value = body[name];
  return typeof value === "string" ? value : "";
}

async function send(reply: FastifyReply, answer: Response): Promise<FastifyReply> {
  for (const cookie of answer.headers.getSetCookie()) reply.header("set-cookie", cookie);
  return reply
    .code(answer.status)
    .type("application/json")
    .serializer((text: unknown) => String(text))
    .send((await answer.text()) || "null");
}
