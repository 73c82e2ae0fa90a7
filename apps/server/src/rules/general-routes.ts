import { accountRule, accountRuleInput } from "@graticule/api/account";
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { type App, sendProblem } from "../http/app.ts";
import type { Caller } from "../http/caller.ts";
import { entityTag, expectedVersion } from "../http/if-match.ts";
import { ProblemError, problemOf } from "../http/problem.ts";
import type { SessionGuard } from "../http/session.ts";
import type { OwnedRooms } from "../keys/owned-rooms.ts";
import { answerChange } from "./answer-change.ts";
import { type GeneralScope, generalRuleOf, type Rules } from "./rules.ts";

export interface GeneralRuleRouteParts {
  readonly rules: Rules;
  readonly rooms: OwnedRooms;
  readonly guard: SessionGuard;
  readonly publicUrl: string;
}

interface GeneralRoutes {
  readonly url: string;
  readonly about: string;
  readonly tag: string;
  readonly caller: Caller;
  readonly scope: (request: FastifyRequest, purpose: "read" | "change") => Promise<GeneralScope>;
}

/**
 * Rules that are not one room's: an account's (by a session, or by a key with a scope), and the
 * default with which the service makes new meetings.
 */
export function registerGeneralRuleRoutes(app: App, parts: GeneralRuleRouteParts): void {
  const { guard, rooms } = parts;
  registerGeneral(app, parts, {
    url: "/api/account/rule",
    about: "the account's rule: the default for what it makes, or locked for all of it",
    tag: "account",
    caller: "backend-or-person",
    scope: async (request, purpose) => {
      if (/^Basic /i.test(request.headers.authorization ?? "")) {
        const accountId = rooms.accountOf(
          request,
          purpose === "read" ? "rooms:read" : "rules:write",
        );
        return { kind: "account", accountId };
      }
      const { accountId } = await guard.require(request);
      return { kind: "account", accountId };
    },
  });
  registerGeneral(app, parts, {
    url: "/api/admin/rule",
    about: "the rule that new meetings are made with where their account has no default",
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
  { rules, publicUrl }: GeneralRuleRouteParts,
  { url, about, tag, caller, scope }: GeneralRoutes,
): void {
  const tags = [tag];

  app.get(
    url,
    {
      config: { caller },
      schema: { tags, summary: `Read ${about}`, response: { 200: accountRule } },
    },
    async (request, reply) => {
      const whose = await scope(request, "read");
      const state = await rules.current(whose);
      reply.headers({ ...entityTag(state.version), "cache-control": "no-store" });
      if (whose.kind === "platform") return generalRuleOf(state);
      const { rule: serviceDefault } = await rules.current({ kind: "platform" });
      return {
        ...generalRuleOf(state),
        ...(serviceDefault === undefined ? {} : { serviceDefault }),
      };
    },
  );

  app.put(
    url,
    {
      config: { caller },
      schema: {
        tags,
        summary: `Set ${about}; If-Match names the version that you saw`,
        body: accountRuleInput,
        response: { 200: accountRule },
      },
    },
    async (request, reply) => {
      const expected = expectedVersion(request);
      const whose = await scope(request, "change");
      if (whose.kind === "platform" && request.body.mode === "locked") throw defaultOnly();
      const answer = answerChange(await rules.setGeneral(whose, request.body, expected), "/rule");
      if ("problem" in answer) return sendProblem(reply, answer.problem, publicUrl);
      return reply.headers(entityTag(answer.version)).send(generalRuleOf(answer));
    },
  );

  app.delete(
    url,
    {
      config: { caller },
      schema: { tags, summary: `Lift ${about}`, response: { 204: z.null() } },
    },
    async (request, reply) => {
      const expected = expectedVersion(request);
      const answer = answerChange(await rules.lift(await scope(request, "change"), expected));
      if ("problem" in answer) return sendProblem(reply, answer.problem, publicUrl);
      return reply.headers(entityTag(answer.version)).code(204).send(null);
    },
  );
}

function defaultOnly(): ProblemError {
  const detail = "The service's own rule is a default. A rule for everybody is a platform rule.";
  return new ProblemError(problemOf("invalid", { errors: [{ pointer: "/mode", detail }] }));
}
