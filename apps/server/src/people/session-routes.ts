import { problem } from "@graticule/api/problem";
import { session, setupInput } from "@graticule/api/session";
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { type ClientAddressOf, failed, type RequestLimits } from "../http/limits.ts";
import { problemOf } from "../http/problem.ts";
import { type App, routesFor, sendProblem } from "../http/routing.ts";
import { refuseOtherOrigins, type SessionGuard } from "../http/session.ts";
import type { ServiceSettings } from "../settings/settings.ts";
import type { Auth } from "./auth.ts";
import type { KnownBrowsers } from "./known-browser.ts";
import type { OperatorActStore } from "./operator-act-store.ts";
import { orUnavailable } from "./or-unavailable.ts";
import type { PersonStore } from "./person-store.ts";
import type { Setup } from "./setup.ts";

export interface SessionRouteParts {
  readonly auth: Auth;
  readonly setup: Setup;
  readonly persons: PersonStore;
  readonly operatorActs: OperatorActStore;
  readonly guard: SessionGuard;
  readonly settings: ServiceSettings;
  readonly knownBrowsers: KnownBrowsers;
  readonly limits: RequestLimits;
  readonly addressOf: ClientAddressOf;
  readonly publicUrl: string;
}

const tags = ["people"];

/** The set-up link, and who is signed in. All else about sessions is below `/api/auth/`. */
export function registerSessionRoutes(app: App, parts: SessionRouteParts): void {
  const { auth, setup, limits, addressOf, publicUrl } = parts;
  const anyone = routesFor(app, "anyone", tags);
  let isSetUp = false;

  anyone.post(
    "/api/setup",
    {
      summary: "Use the one-time set-up link to create the administrator's account, and sign in",
      body: setupInput,
      response: { 204: z.null(), 401: problem, 403: problem },
    },
    async (request, reply) => {
      refuseOtherOrigins(request, publicUrl);
      const { token, name, password, contact } = request.body;
      const email = request.body.email.toLowerCase();
      const used = () => {
        const detail = "This link has already been used. Each link works once.";
        return sendProblem(reply, problemOf("conflict", { detail }));
      };
      // Hashing is costly, so only for those who hold a link.
      const state = await setup.look(token);
      if (state === "unknown") throw failed(limits.failures, addressOf(request));
      if (state === "used") return used();
      const { password: passwords } = await auth.$context;
      const passwordHash = await passwords.hash(password);
      const outcome = await setup.use(token, { name, email, passwordHash });
      if (outcome !== "made") return used();
      if (contact !== undefined) {
        await parts.settings.change({ ...parts.settings.current(), contact });
      }
      const { headers } = await auth.api.signInEmail({
        body: { email, password },
        headers: new Headers({ "user-agent": request.headers["user-agent"] ?? "" }),
        returnHeaders: true,
      });
      await parts.knownBrowsers.mark(reply, email);
      for (const cookie of headers.getSetCookie()) reply.header("set-cookie", cookie);
      return reply.code(204).send(null);
    },
  );

  anyone.get(
    "/api/session",
    { summary: "See who is signed in", response: { 200: session } },
    async (request, reply) => {
      reply.header("cache-control", "no-store");
      isSetUp ||= await setup.isDone();
      const signUp = isSetUp ? parts.settings.current().signUp : "closed";
      const signedIn = await parts.guard.find(request);
      if (signedIn === undefined) return { setUp: isSetUp, signUp };
      const found = await parts.persons.find(signedIn.personId);
      if (found === undefined) return { setUp: isSetUp, signUp };
      await prolong(auth, request, reply);
      const { administrator, personId } = signedIn;
      const acts = await parts.operatorActs.of(personId);
      const operatorActs = acts.length === 0 ? {} : { operatorActs: [...acts] };
      return { setUp: isSetUp, signUp, person: { ...found, administrator, ...operatorActs } };
    },
  );

  routesFor(app, "person", tags, parts.guard.require).post(
    "/api/account/operator-acts/:id/stop",
    {
      params: z.object({ id: z.uuid() }),
      summary: "Stop what the operator is about to do to your account",
      response: { 204: z.null() },
    },
    async (request, reply) => {
      const stopped = await parts.operatorActs.stop(request.params.id, request.who.personId);
      if (stopped === "absent") return sendProblem(reply, problemOf("not-found"));
      if (stopped === "too-late") return sendProblem(reply, problemOf("conflict"));
      return reply.code(204).send(null);
    },
  );
}

/** Prolongs a session that is in use: its time starts over once a day. */
async function prolong(auth: Auth, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const cookies = new Headers({ cookie: request.headers.cookie ?? "" });
  const { headers } = await orUnavailable(
    auth.api.getSession({ headers: cookies, returnHeaders: true }),
  );
  for (const cookie of headers.getSetCookie()) reply.header("set-cookie", cookie);
}
