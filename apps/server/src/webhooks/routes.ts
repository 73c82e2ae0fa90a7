import { webhook, webhookCreated, webhookInput } from "@graticule/api/account";
import { z } from "zod";
import { type App, sendProblem } from "../http/app.ts";
import { type ClientAddressOf, type RequestLimits, takeOrRefuse } from "../http/limits.ts";
import { ProblemError, problemOf } from "../http/problem.ts";
import type { SessionGuard } from "../http/session.ts";
import type { Webhooks } from "./webhooks.ts";

export interface WebhookRouteParts {
  readonly webhooks: Webhooks;
  readonly guard: SessionGuard;
  readonly limits: Pick<RequestLimits, "changes">;
  readonly addressOf: ClientAddressOf;
  readonly publicUrl: string;
}

const tags = ["account"];
const params = z.object({ id: z.uuid() });

/** The signed-in person's webhooks; docs/webhooks.md says what is sent. */
export function registerWebhookRoutes(app: App, parts: WebhookRouteParts): void {
  const { webhooks, guard, publicUrl } = parts;

  app.get(
    "/api/account/webhooks",
    {
      config: { caller: "person" },
      schema: {
        tags,
        summary: "List your webhooks, with how the last delivery went",
        response: { 200: z.array(webhook) },
      },
    },
    async (request, reply) => {
      const { accountId } = await guard.require(request);
      reply.header("cache-control", "no-store");
      return [...(await webhooks.list(accountId))];
    },
  );

  app.post(
    "/api/account/webhooks",
    {
      config: { caller: "person" },
      schema: {
        tags,
        summary: "Make a webhook; its secret is shown once",
        body: webhookInput,
        response: { 201: webhookCreated },
      },
    },
    async (request, reply) => {
      const { accountId } = await guard.require(request);
      // Each looks a name up.
      takeOrRefuse(parts.limits.changes, parts.addressOf(request));
      const outcome = await webhooks.create(accountId, request.body);
      if (outcome.kind === "created") {
        return reply.code(201).header("cache-control", "no-store").send(outcome.webhook);
      }
      const problem =
        outcome.kind === "full"
          ? problemOf("conflict", { detail: "You have as many webhooks as an account may have." })
          : problemOf("invalid", { errors: [{ pointer: "/url", detail: outcome.detail }] });
      return sendProblem(reply, problem, publicUrl);
    },
  );

  app.delete(
    "/api/account/webhooks/:id",
    {
      config: { caller: "person" },
      schema: {
        tags,
        params,
        summary: "Delete a webhook with all that still waits for it",
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { accountId } = await guard.require(request);
      const removed = await webhooks.remove(accountId, request.params.id);
      if (removed === "absent") throw new ProblemError(problemOf("not-found"));
      return reply.code(204).send(null);
    },
  );

  app.post(
    "/api/account/webhooks/:id/test",
    {
      config: { caller: "person" },
      schema: {
        tags,
        params,
        summary: "Send a test event; the list says how it went",
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { accountId } = await guard.require(request);
      takeOrRefuse(parts.limits.changes, parts.addressOf(request));
      const queued = await webhooks.test(accountId, request.params.id);
      if (queued === "absent") throw new ProblemError(problemOf("not-found"));
      return reply.code(204).send(null);
    },
  );
}
