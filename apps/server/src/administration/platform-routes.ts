import { platformRule, platformRuleInput, publicPlatformRule } from "@graticule/api/administration";
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
/** As the database counts them, see `few_rules_are_entered` and `few_changes_are_open`. */
const tooMany =
  "You entered 20 service-wide rules within 24 hours, lifted ones included, or 100 of your proposals are open. Wait until they are fewer.";
const ended = "This rule ended at its review date, so there is nothing to lift.";

/** Rules of the whole service: an administrator's, and public. */
export function registerPlatformRoutes(app: App, parts: PlatformRouteParts): void {
  const { platformRules, guard, limits, addressOf } = parts;
  const anyone = routesFor(app, "anyone", ["transparency"]);
  const administrator = routesFor(app, "administrator", tags, guard.requireAdministrator);

  anyone.get(
    "/api/platform-rules",
    {
      summary: "List the service-wide rules: scheduled, in force and ended",
      response: { 200: z.array(publicPlatformRule) },
    },
    async (request, reply) => {
      takeOrRefuse(limits.joins, addressOf(request));
      reply.header("cache-control", "no-store");
      return [...(await platformRules.listPublic())];
    },
  );

  administrator.get(
    "/api/admin/platform-rules",
    { summary: "List the service-wide rules, as an administrator", response: { 200: list } },
    async () => [...(await platformRules.list())],
  );

  administrator.post(
    "/api/admin/platform-rules",
    {
      holds: "everywhere",
      summary:
        "Create a service-wide rule: it takes effect 7 days later, or when the desk confirms it",
      body: platformRuleInput,
      response: { 201: platformRule },
    },
    async (request, reply) => {
      const { personId } = request.who;
      const outcome = await platformRules.enter(request.body, personId);
      if (outcome.kind === "invalid") {
        return sendProblem(reply, ruleProblem(outcome.problems));
      }
      if (outcome.kind === "conflict") {
        return sendProblem(reply, problemOf("conflict", { detail: tooMany }));
      }
      return reply.code(201).send(outcome.rule);
    },
  );

  administrator.post(
    "/api/admin/platform-rules/:id/lift",
    {
      holds: "everywhere",
      summary: "Lift a service-wide rule at once",
      params: z.object({ id: z.uuid() }),
      response: { 200: platformRule },
    },
    async (request) => {
      const { personId } = request.who;
      const lifted = await platformRules.lift(request.params.id, personId);
      if (lifted === "absent") throw new ProblemError(problemOf("not-found"));
      if (lifted === "ended") throw new ProblemError(problemOf("conflict", { detail: ended }));
      return lifted;
    },
  );
}
