import { roomName } from "@graticule/api/rooms";
import { rule, ruleInput } from "@graticule/api/rules";
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { type App, sendProblem } from "../http/app.ts";
import { entityTag, expectedVersion } from "../http/if-match.ts";
import { ProblemError, problemOf } from "../http/problem.ts";
import type { OwnedRooms } from "../keys/owned-rooms.ts";
import { answerChange } from "./answer-change.ts";
import type { RuleScope } from "./rule-event.ts";
import type { Rules } from "./rules.ts";

export interface RuleRouteParts {
  readonly rules: Rules;
  readonly rooms: OwnedRooms;
  readonly publicUrl: string;
}

const tags = ["rules"];
const url = "/api/rooms/:room/rule";
const params = z.object({ room: roomName });

type Purpose = "read" | "set" | "lift";
/** What a key must be allowed to. */
const scopeFor = { read: "rooms:read", set: "rules:write", lift: "rules:write" } as const;

type Scope = (request: FastifyRequest, purpose: Purpose) => Promise<RuleScope>;

/** Rules of single rooms over the API with a key. */
export function registerRuleRoutes(app: App, { rules, rooms, publicUrl }: RuleRouteParts): void {
  const scope: Scope = async (request, purpose) => {
    const accountId = rooms.accountOf(request, scopeFor[purpose]);
    const { room } = params.parse(request.params);
    if (purpose === "set") await rooms.register(room, accountId);
    else await rooms.owned(room, accountId);
    return { kind: "room", room };
  };

  app.get(
    url,
    {
      config: { caller: "backend" },
      schema: { tags, params, summary: "Read a room's rule", response: { 200: rule } },
    },
    async (request, reply) => {
      const state = await rules.current(await scope(request, "read"));
      if (state.rule === undefined) throw new ProblemError(problemOf("not-found"));
      return reply.headers(entityTag(state.version)).send(state.rule);
    },
  );

  app.put(
    url,
    {
      config: { caller: "backend" },
      schema: {
        tags,
        params,
        summary: "Set a room's rule",
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
    {
      config: { caller: "backend" },
      schema: {
        tags,
        params,
        summary: "Lift a room's rule",
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const expected = expectedVersion(request);
      const answer = answerChange(await rules.lift(await scope(request, "lift"), expected));
      if ("problem" in answer) return sendProblem(reply, answer.problem, publicUrl);
      return reply.headers(entityTag(answer.version)).code(204).send(null);
    },
  );
}
