import { session, setupInput } from "@graticule/api/session";
import { z } from "zod";
import { type App, sendProblem } from "../http/app.ts";
import {
  type ClientAddressOf,
  failed,
  type RequestLimits,
  refuseAfterFailures,
} from "../http/limits.ts";
import { problemOf } from "../http/problem.ts";
import { type OperatorSession, refuseOtherOrigins } from "../http/session.ts";
import type { SessionStore } from "./session-store.ts";
import { openSession } from "./setup.ts";

export interface SessionRouteParts {
  readonly operator: OperatorSession;
  readonly sessions: SessionStore;
  readonly limits: RequestLimits;
  readonly addressOf: ClientAddressOf;
  readonly publicUrl: string;
}

/** The operator's session: opened by the one-time link, asked after, closed. */
export function registerSessionRoutes(app: App, parts: SessionRouteParts): void {
  const { operator, sessions, limits, addressOf, publicUrl } = parts;

  app.post(
    "/api/setup",
    {
      schema: {
        tags: ["operator"],
        summary: "Exchange the one-time set-up link for the operator's session",
        body: setupInput,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      refuseOtherOrigins(request, publicUrl);
      const address = addressOf(request);
      refuseAfterFailures(limits.failures, address);
      const opened = await openSession(sessions, request.body.token);
      if (opened.kind === "unknown") throw failed(limits.failures, address);
      if (opened.kind === "used") {
        const detail = "This link was used already. Each link works once.";
        return sendProblem(reply, problemOf("conflict", { detail }), publicUrl);
      }
      operator.give(reply, opened.session);
      return reply.code(204).send(null);
    },
  );

  app.get(
    "/api/session",
    {
      schema: {
        tags: ["operator"],
        summary: "Whether this is the operator's session",
        response: { 200: session },
      },
    },
    async (request, reply) => {
      reply.header("cache-control", "no-store");
      return { operator: await operator.isOperator(request) };
    },
  );

  app.delete(
    "/api/session",
    { schema: { tags: ["operator"], summary: "Sign out", response: { 204: z.null() } } },
    async (request, reply) => {
      await operator.take(request, reply);
      return reply.code(204).send(null);
    },
  );
}
