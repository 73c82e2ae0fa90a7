import { accountRule, accountRuleInput } from "@graticule/api/account";
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { entityTag, expectedVersion } from "../http/if-match.ts";
import { ProblemError, problemOf } from "../http/problem.ts";
import { type App, routesFor, sendProblem } from "../http/routing.ts";
import type { SessionGuard } from "../http/session.ts";
import type { OwnedRooms } from "../keys/owned-rooms.ts";
import { answerChange } from "./answer-change.ts";
import { type GeneralScope, generalRuleOf, type Rules } from "./rules.ts";

export interface GeneralRuleRouteParts {
  readonly rules: Rules;
  readonly rooms: OwnedRooms;
  readonly guard: SessionGuard;
}

interface GeneralRoutes {
  readonly url: string;
  readonly about: string;
  readonly tag: string;
  readonly caller: "backend-or-person" | "administrator";
  readonly scope: (request: FastifyRequest) => Promise<GeneralScope>;
}

/**
 * Rules that are not one room's: an account's (by a session, or by a key with a scope), and the
 * default with which the service makes new meetings.
 */
export function registerGeneralRuleRoutes(app: App, parts: GeneralRuleRouteParts): void {
  const { guard, rooms } = parts;
  registerGeneral(app, parts, {
    url: "/api/account/rule",
    about:
      "the account's rule: a default for its new meetings and rooms, or one that always applies to all of them",
    tag: "account",
    caller: "backend-or-person",
    scope: async (request) => {
      if (/^Basic /i.test(request.headers.authorization ?? "")) {
        const needed = ["GET", "HEAD"].includes(request.method) ? "rooms:read" : "rules:write";
        return { kind: "account", accountId: rooms.accountOf(request, needed) };
      }
      const { accountId } = await guard.require(request);
      return { kind: "account", accountId };
    },
  });
  registerGeneral(app, parts, {
    url: "/api/admin/rule",
    about: "the service's default rule, for new meetings whose account has none",
    tag: "administration",
    caller: "administrator",
    scope: async (request) => {
      await guard.requireAdministrator(request);
      return { kind: "platform" };
    },
  });
}

function registerGeneral(
  app: App,
  { rules }: GeneralRuleRouteParts,
  { url, about, tag, caller, scope }: GeneralRoutes,
): void {
  const routes = routesFor(app, caller, [tag], scope);

  routes.get(
    url,
    {
      summary: `Get ${about}`,
      response: { 200: accountRule },
    },
    async (request, reply) => {
      const whose = request.who;
      const state = await rules.current(whose);
      reply.headers(entityTag(state.version));
      if (whose.kind === "platform") return generalRuleOf(state);
      const { rule: serviceDefault } = await rules.current({ kind: "platform" });
      return {
        ...generalRuleOf(state),
        ...(serviceDefault === undefined ? {} : { serviceDefault }),
      };
    },
  );

  routes.put(
    url,
    {
      holds: "everywhere",
      summary: `Set ${about}; If-Match gives the version you saw`,
      body: accountRuleInput,
      response: { 200: accountRule },
    },
    async (request, reply) => {
      const expected = expectedVersion(request);
      const whose = request.who;
      if (whose.kind === "platform" && request.body.mode === "locked") throw defaultOnly();
      const answer = answerChange(await rules.setGeneral(whose, request.body, expected), "/rule");
      if ("problem" in answer) return sendProblem(reply, answer.problem);
      return reply.headers(entityTag(answer.version)).send(generalRuleOf(answer));
    },
  );

  routes.delete(
    url,
    { holds: "everywhere", summary: `Lift ${about}`, response: { 204: z.null() } },
    async (request, reply) => {
      const expected = expectedVersion(request);
      const answer = answerChange(await rules.lift(request.who, expected));
      if ("problem" in answer) return sendProblem(reply, answer.problem);
      return reply.headers(entityTag(answer.version)).code(204).send(null);
    },
  );
}

function defaultOnly(): ProblemError {
  const detail =
    "The service's own rule can only be a default. To limit every meeting, create a service-wide rule.";
  return new ProblemError(problemOf("invalid", { errors: [{ pointer: "/mode", detail }] }));
}
