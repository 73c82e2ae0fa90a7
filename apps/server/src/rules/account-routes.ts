import { accountRule, accountRuleInput } from "@graticule/api/account";
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { entityTag, expectedVersion } from "../http/if-match.ts";
import { type App, routesFor, sendProblem } from "../http/routing.ts";
import type { SessionGuard } from "../http/session.ts";
import type { OwnedRooms } from "../keys/owned-rooms.ts";
import { answerChange } from "./answer-change.ts";
import { type AccountScope, accountRuleOf, type Rules } from "./rules.ts";

export interface AccountRuleRouteParts {
  readonly rules: Rules;
  readonly rooms: OwnedRooms;
  readonly guard: SessionGuard;
}

const url = "/api/account/rule";
const about =
  "the account's rule: a default for its new meetings and rooms, or one that always applies to all of them";

/** An account's rule, by a session, or by a key with a scope. */
export function registerAccountRuleRoutes(app: App, parts: AccountRuleRouteParts): void {
  const { guard, rooms, rules } = parts;
  const scopeOf = async (request: FastifyRequest): Promise<AccountScope> => {
    const isReading = ["GET", "HEAD"].includes(request.method);
    const isBackend = /^Basic /i.test(request.headers.authorization ?? "");
    const accountId = isBackend
      ? rooms.accountOf(request, isReading ? "rooms:read" : "rules:write")
      : (await guard.require(request)).accountId;
    if (!isReading) rooms.countChange(accountId);
    return { kind: "account", accountId };
  };
  const routes = routesFor(app, "backend-or-person", ["account"], scopeOf);

  routes.get(
    url,
    { summary: `Get ${about}`, response: { 200: accountRule } },
    async (request, reply) => {
      const state = await rules.current(request.who);
      return reply.headers(entityTag(state.version)).send(accountRuleOf(state));
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
      const answer = answerChange(
        await rules.setOfAccount(request.who, request.body, expected),
        "/rule",
      );
      if ("problem" in answer) return sendProblem(reply, answer.problem);
      return reply.headers(entityTag(answer.version)).send(accountRuleOf(answer));
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
