import { platformRule, platformRuleInput } from "@graticule/api/administration";
import { z } from "zod";
import { type ClientAddressOf, type RequestLimits, takeOrRefuse } from "../http/limits.ts";
import { ProblemError, problemOf } from "../http/problem.ts";
import { type App, routesFor, sendProblem } from "../http/routing.ts";
import type { SessionGuard } from "../http/session.ts";
import { ruleProblem } from "../rules/answer-change.ts";
import type { PlatformRules } from "./platform-rules.ts";

export interface PlatformRouteParts {
  readonly platformRules: PlatformRules;
  readonly guard: SessionGuard;
  readonly limits: RequestLimits;
  readonly addressOf: ClientAddressOf;
}

const tags = ["administration"];
const list = z.array(platformRule);

/** Rules of the whole service: an administrator's, and public. */
export function registerPlatformRoutes(app: App, parts: PlatformRouteParts): void {
  const { platformRules, guard, limits, addressOf } = parts;
  const anyone = routesFor(app, "anyone", ["transparency"]);
  const administrator = routesFor(app, "administrator", tags, guard.requireAdministrator);

  anyone.get(
    "/api/platform-rules",
    {
      summary: "Rules of the whole service: those to come, in force and over",
      response: { 200: list },
    },
    async (request, reply) => {
      takeOrRefuse(limits.joins, addressOf(request));
      reply.header("cache-control", "no-store");
      return [...(await platformRules.list())];
    },
  );

  administrator.get(
    "/api/admin/platform-rules",
    { summary: "The same, for administrators", response: { 200: list } },
    async () => [...(await platformRules.list())],
  );

  administrator.post(
    "/api/admin/platform-rules",
    {
      summary:
        "Enter a rule of the whole service: it takes effect 7 days later, or when the desk confirms it",
      body: platformRuleInput,
      response: { 201: platformRule },
    },
    async (request, reply) => {
      const { personId } = request.who;
      const outcome = await platformRules.enter(request.body, personId);
      if (outcome.kind === "invalid") {
        return sendProblem(reply, ruleProblem(outcome.problems));
      }
      return reply.code(201).send(outcome.rule);
    },
  );

  administrator.post(
    "/api/admin/platform-rules/:id/lift",
    {
      summary: "Lift a rule of the whole service at once",
      params: z.object({ id: z.uuid() }),
      response: { 200: platformRule },
    },
    async (request) => {
      const { personId } = request.who;
      const lifted = await platformRules.lift(request.params.id, personId);
      if (lifted === "absent") throw new ProblemError(problemOf("not-found"));
      return lifted;
    },
  );
}
