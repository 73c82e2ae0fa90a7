import { webhook, webhookCreated, webhookInput } from "@graticule/api/account";
import { z } from "zod";
import { type RequestLimits, takeOrRefuse } from "../http/limits.ts";
import { ProblemError, problemOf } from "../http/problem.ts";
import { type App, routesFor, sendProblem } from "../http/routing.ts";
import type { SessionGuard } from "../http/session.ts";
import type { TellOf } from "../mail/emails.ts";
import type { Webhooks } from "./webhooks.ts";

export interface WebhookRouteParts {
  readonly webhooks: Webhooks;
  readonly guard: SessionGuard;
  readonly tellOf: TellOf;
  readonly limits: Pick<RequestLimits, "changes">;
}

const tags = ["account"];
const params = z.object({ id: z.uuid() });

/** The signed-in person's webhooks; docs/webhooks.md says what is sent. */
export function registerWebhookRoutes(app: App, parts: WebhookRouteParts): void {
  const { webhooks, guard, tellOf } = parts;
  const person = routesFor(app, "person", tags, guard.require);

  person.get(
    "/api/account/webhooks",
    {
      summary: "List your webhooks and how their last delivery went",
      response: { 200: z.array(webhook) },
    },
    async (request) => {
      const { accountId } = request.who;
      return [...(await webhooks.list(accountId))];
    },
  );

  person.post(
    "/api/account/webhooks",
    {
      summary: "Create a webhook; its secret is shown only once",
      body: webhookInput,
      response: { 201: webhookCreated },
    },
    async (request, reply) => {
      const { accountId, personId } = request.who;
      // Each looks a name up.
      takeOrRefuse(parts.limits.changes, accountId);
      const outcome = await webhooks.create(accountId, request.body);
      if (outcome.kind === "created") {
        void tellOf("webhook", personId);
        return reply.code(201).send(outcome.webhook);
      }
      const problem =
        outcome.kind === "full"
          ? problemOf("conflict", {
              detail: "This account has reached its limit of webhooks. Delete one first.",
            })
          : problemOf("invalid", { errors: [{ pointer: "/url", detail: outcome.detail }] });
      return sendProblem(reply, problem);
    },
  );

  person.delete(
    "/api/account/webhooks/:id",
    {
      params,
      summary: "Delete a webhook and the messages still waiting for it",
      response: { 204: z.null() },
    },
    async (request, reply) => {
      const { accountId } = request.who;
      const removed = await webhooks.remove(accountId, request.params.id);
      if (removed === "absent") throw new ProblemError(problemOf("not-found"));
      return reply.code(204).send(null);
    },
  );

  person.post(
    "/api/account/webhooks/:id/test",
    {
      params,
      summary: "Send a test event; the list of webhooks shows how it went",
      response: { 204: z.null() },
    },
    async (request, reply) => {
      const { accountId } = request.who;
      takeOrRefuse(parts.limits.changes, accountId);
      const queued = await webhooks.test(accountId, request.params.id);
      if (queued === "absent") throw new ProblemError(problemOf("not-found"));
      return reply.code(204).send(null);
    },
  );
}
