import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { App } from "../http/app.ts";
import { type ClientAddressOf, takeOrRefuse } from "../http/limits.ts";
import { ProblemError, problemOf } from "../http/problem.ts";
import { refuseOtherOrigins, type SessionGuard } from "../http/session.ts";
import type { Auth } from "./auth.ts";
import { type AuthGuard, authRoutes } from "./auth-table.ts";
import { aboutKey, type GuessLimits, guessKey } from "./guess-limits.ts";
import { type KnownBrowsers, knownBrowserCookie } from "./known-browser.ts";
import { endOtherSignIns, listSignIns } from "./sign-in-list.ts";
import type { SignUp } from "./sign-up.ts";
import type { Turns } from "./turns.ts";
import { hasUserVerification } from "./user-verification.ts";

export interface AuthRouteParts {
  readonly auth: Auth;
  readonly signUp: SignUp;
  /** A sign-up holds a connection of the database while the password is worked on. */
  readonly signUpTurns: Turns;
  readonly guessLimits: GuessLimits;
  readonly knownBrowsers: KnownBrowsers;
  readonly guard: Pick<SessionGuard, "find">;
  readonly addressOf: ClientAddressOf;
  readonly publicUrl: string;
}

type Body = Readonly<Record<string, unknown>>;
const bodySchema = z.record(z.string(), z.unknown());
const longestCookie = 4_096;

/** Mounts better-auth: an exact list of its routes, each behind our own checks. */
export function registerAuthRoutes(app: App, parts: AuthRouteParts): void {
  for (const [method, path, guard] of authRoutes) {
    app.route({
      method,
      url: `/api/auth${path}`,
      schema: { hide: true },
      handler: async (request, reply) => {
        refuseOtherOrigins(request, parts.publicUrl);
        reply.header("cache-control", "no-store");
        const body = method === "GET" ? {} : readBody(request.body);
        const answer = await guards[guard]({ request, reply, body, parts });
        return await send(reply, answer);
      },
    });
  }
  app.get("/api/auth/list-sessions", { schema: { hide: true } }, async (request, reply) => {
    reply.header("cache-control", "no-store");
    return await listSignIns(parts.auth, headersFor(request, parts.publicUrl));
  });
  app.post("/api/auth/revoke-other-sessions", { schema: { hide: true } }, async (request) => {
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
    const checked = await checkPassword(asked);
    return checked.ok ? await sendsLetter(asked, textOf(asked.body, "newEmail")) : checked;
  },
  "passkey-new": async (asked) => {
    const checked = await checkPassword(asked);
    return checked.ok ? await forwardAsGet(asked) : checked;
  },
  "letter-secret": async (asked) => {
    takeOrRefuse(asked.parts.guessLimits.work, asked.parts.addressOf(asked.request));
    return await forwardAsGet(asked, { token: textOf(asked.body, "token") });
  },
  "sign-up": async (asked) => {
    const { body, request, parts } = asked;
    takeOrRefuse(parts.guessLimits.work, parts.addressOf(request));
    // Asked before better-auth looks whether there is such a person: that is nobody's business.
    const admission = await parts.signUp.admit(body, textOf(body, "email"));
    if (admission.kind === "refused")
      return Response.json({ code: admission.code }, { status: 403 });
    const answer = await parts.signUpTurns.take(() => forward(asked));
    if (answer === "too-many") throw new ProblemError(problemOf("too-many"));
    if (answer.ok) await markKnown(asked, answer);
    return answer;
  },
  work: async (asked) => {
    takeOrRefuse(asked.parts.guessLimits.work, asked.parts.addressOf(asked.request));
    return await forward(asked);
  },
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
    return await forward(asked);
  },
  "passkey-options": async (asked) => {
    const answer = await forward(asked);
    if (!answer.ok) return answer;
    const options = bodySchema.parse(await answer.clone().json());
    return Response.json(
      { ...options, userVerification: "required" },
      { headers: cookiesOf(answer) },
    );
  },
};

/**
 * Wrong passwords are counted for the person and the prefix together: a neighbour's failures with
 * other accounts lock nobody out, and with this account nobody who has signed in here before.
 */
async function signIn(asked: Asked): Promise<Response> {
  const { request, body, parts } = asked;
  const { guessLimits, knownBrowsers } = parts;
  const address = parts.addressOf(request);
  const email = textOf(body, "email");
  const cookie = request.cookies[knownBrowserCookie];
  const known = knownBrowsers.isFor(cookie, email) ? `known ${aboutKey(cookie)}` : undefined;
  const isKnown = known !== undefined && guessLimits.guesses.peek(known) === "ok";
  if (!isKnown) takeOrRefuse(guessLimits.work, address);
  const key = isKnown ? known : guessKey(address, email);
  const answer = await countGuess(guessLimits, key, () => forward(asked));
  if (answer.ok) await markKnown(asked, answer);
  return answer;
}

/** By default the answer of the route itself says whether it was right. */
async function guessOfSession(
  asked: Asked,
  ask: () => Promise<Response> = () => forward(asked),
): Promise<Response> {
  const { request, parts } = asked;
  const address = parts.addressOf(request);
  takeOrRefuse(parts.guessLimits.work, address);
  // By the person: a cookie header can be written in a thousand ways. In the second step of a
  // sign-in there is none yet; there the person's own lock counts.
  const person = (await parts.guard.find(request))?.personId;
  const key = guessKey(address, person ?? request.headers.cookie ?? "nobody");
  const answer = await countGuess(parts.guessLimits, key, ask);
  if (answer.ok) await markKnown(asked, answer);
  return answer;
}

/** Whether the body holds the password of whoever is signed in; a wrong one is a guess. */
async function checkPassword(asked: Asked): Promise<Response> {
  const { parts, request, body } = asked;
  const headers = headersFor(request, parts.publicUrl);
  const password = textOf(body, "password");
  return await guessOfSession(asked, () =>
    parts.auth.api.verifyPassword({ body: { password }, headers, asResponse: true }),
  );
}

/** `to`: whom a letter goes to; empty: to nobody. */
async function sendsLetter(asked: Asked, to: string): Promise<Response> {
  const { letters } = asked.parts.guessLimits;
  if (to !== "" && letters.take(aboutKey(to)) === "too-many") {
    throw new ProblemError(problemOf("too-many"));
  }
  return await forward(asked);
}

/** Taken before the answer is known, so that a thousand at once are no more than ten. */
async function countGuess(
  { guesses }: GuessLimits,
  key: string,
  ask: () => Promise<Response>,
): Promise<Response> {
  takeOrRefuse(guesses, key);
  const answer = await ask();
  const isWrong = answer.status >= 400 && answer.status < 500;
  if (!isWrong) guesses.restore(key);
  return answer;
}

const signedIn = z.object({ token: z.string(), user: z.object({ email: z.string() }) });

/** Only a whole sign-in makes a browser known, not the first of two steps. */
async function markKnown({ reply, parts }: Asked, answer: Response): Promise<void> {
  const said = signedIn.safeParse(
    await answer
      .clone()
      .json()
      .catch(() => undefined),
  );
  if (said.success) parts.knownBrowsers.mark(reply, said.data.user.email);
}

/** Where better-auth would lead somebody on to: never a request's wish. */
const leadsOn = new Set(["callbackURL", "redirectTo", "errorCallbackURL", "newUserCallbackURL"]);

function readBody(body: unknown): Body {
  const read = bodySchema.safeParse(body ?? {});
  if (!read.success) throw new ProblemError(problemOf("invalid"));
  return Object.fromEntries(Object.entries(read.data).filter(([name]) => !leadsOn.has(name)));
}

function textOf(body: Body, name: string): string {
  const value = body[name];
  return typeof value === "string" ? value : "";
}

/** Builds a new request: nothing of an address, a host or a forwarding header goes on. */
async function forward({ request, body, parts }: Asked): Promise<Response> {
  const { method } = request;
  const url = innerUrl(request, parts);
  const headers = headersFor(request, parts.publicUrl);
  if (method === "GET") return await handle(parts.auth, new Request(url, { headers }));
  return await handle(
    parts.auth,
    new Request(url, { method, headers, body: JSON.stringify(body) }),
  );
}

/** What is a POST here, since its body holds a secret, and a GET for better-auth. */
async function forwardAsGet(
  { request, parts }: Asked,
  query: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const url = innerUrl(request, parts);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return await handle(
    parts.auth,
    new Request(url, { headers: headersFor(request, parts.publicUrl) }),
  );
}

function innerUrl(request: FastifyRequest, { publicUrl }: AuthRouteParts): URL {
  const url = new URL(request.url, publicUrl);
  for (const name of leadsOn) url.searchParams.delete(name);
  return url;
}

async function handle(auth: Auth, request: Request): Promise<Response> {
  const answer = await auth.handler(request);
  // What better-auth could not do itself: it could not ask the database.
  if (answer.status >= 500) throw new ProblemError(problemOf("cannot-check"));
  return answer;
}

function headersFor(request: FastifyRequest, publicUrl: string): Headers {
  const { cookie, "user-agent": userAgent } = request.headers;
  if (cookie !== undefined && cookie.length > longestCookie)
    throw new ProblemError(problemOf("invalid"));
  return new Headers({
    origin: new URL(publicUrl).origin,
    "content-type": "application/json",
    ...(cookie === undefined ? {} : { cookie }),
    ...(userAgent === undefined ? {} : { "user-agent": userAgent }),
  });
}

function cookiesOf(answer: Response): Headers {
  const headers = new Headers();
  for (const cookie of answer.headers.getSetCookie()) headers.append("set-cookie", cookie);
  return headers;
}

async function send(reply: FastifyReply, answer: Response): Promise<FastifyReply> {
  for (const cookie of answer.headers.getSetCookie()) reply.header("set-cookie", cookie);
  return reply
    .code(answer.status)
    .type("application/json")
    .serializer((text: unknown) => String(text))
    .send((await answer.text()) || "null");
}
