import { roomName } from "@graticule/api/rooms";
import { rule, ruleInput } from "@graticule/api/rules";
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { type App, sendProblem } from "../http/app.ts";
import { entityTag, expectedVersion } from "../http/if-match.ts";
import { ProblemError, problemOf } from "../http/problem.ts";
import type { OwnedRooms } from "../rooms/owned-rooms.ts";
import { answerChange } from "./answer-change.ts";
import type { Rules } from "./rules.ts";
import type { RuleScope } from "./store.ts";

export interface RuleRouteParts {
  readonly rules: Rules;
  readonly rooms: OwnedRooms;
  readonly publicUrl: string;
}

const tags = ["rules"];
const security = [{ apiKey: [] }];
const roomParams = z.object({ room: roomName });

type Scope = (request: FastifyRequest, purpose: "read" | "set") => Promise<RuleScope>;

/** Rules over the API with a key: of one room, and of the whole account for rooms without one. */
export function registerRuleRoutes(app: App, parts: RuleRouteParts): void {
  const { rooms } = parts;
  registerScope(app, parts, {
    url: "/api/account/rule",
    about: "the account's rule, for its rooms without one of their own",
    params: z.object({}),
    scope: async (request) => ({ kind: "account", accountId: rooms.accountOf(request) }),
  });
  registerScope(app, parts, {
    url: "/api/rooms/:room/rule",
    about: "a room's rule",
    params: roomParams,
    scope: async (request, purpose) => {
      const accountId = rooms.accountOf(request);
      const { room } = roomParams.parse(request.params);
      if (purpose === "set") await rooms.register(room, accountId);
      else await rooms.owned(room, accountId);
      return { kind: "room", room };
    },
  });
}

interface ScopeRoutes {
  readonly url: string;
  readonly about: string;
  readonly params: z.ZodObject;
  readonly scope: Scope;
}

function registerScope(
  app: App,
  parts: RuleRouteParts,
  { url, about, params, scope }: ScopeRoutes,
): void {
  const { rules, publicUrl } = parts;

  app.get(
    url,
    { schema: { tags, security, params, summary: `Read ${about}`, response: { 200: rule } } },
    async (request, reply) => {
      const state = await rules.current(await scope(request, "read"));
      if (state.rule === undefined) throw new ProblemError(problemOf("not-found"));
      return reply.headers(entityTag(state.version)).send(state.rule);
    },
  );

  app.put(
    url,
    {
      schema: {
        tags,
        security,
        params,
        summary: `Set ${about}`,
        body: ruleInput,
        response: { 200: rule },
      },
    },
    async (request, reply) => {
      const expected = expectedVersion(request);
      const answer = answerChange(
        await rules.set(await scope(request, "set"), request.body, expected),
      );
      if ("problem" in answer) return sendProblem(reply, answer.problem, publicUrl);
      if (answer.rule === undefined) throw new TypeError("a rule that was set is missing");
      return reply.headers(entityTag(answer.version)).send(answer.rule);
    },
  );

  app.delete(
    url,
    { schema: { tags, security, params, summary: `Lift ${about}`, response: { 204: z.null() } } },
    async (request, reply) => {
      const expected = expectedVersion(request);
      const answer = answerChange(await rules.lift(await scope(request, "read"), expected));
      if ("problem" in answer) return sendProblem(reply, answer.problem, publicUrl);
      return reply.headers(entityTag(answer.version)).code(204).send(null);
    },
  );
}
