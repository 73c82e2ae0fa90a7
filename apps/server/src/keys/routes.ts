import { apiKey, apiKeyCreated, apiKeyInput } from "@graticule/api/account";
import type { Problem } from "@graticule/api/problem";
import { z } from "zod";
import { ProblemError, problemOf } from "../http/problem.ts";
import { type App, routesFor, sendProblem } from "../http/routing.ts";
import type { SessionGuard } from "../http/session.ts";
import type { TellOf } from "../mail/emails.ts";
import type { ApiKeys, NewKeyOutcome } from "./keys.ts";

export interface KeyRouteParts {
  readonly keys: ApiKeys;
  readonly guard: SessionGuard;
  readonly tellOf: TellOf;
}

const tags = ["account"];
const params = z.object({ id: z.string().min(1).max(128) });

/** The signed-in person's API keys. */
export function registerKeyRoutes(app: App, { keys, guard, tellOf }: KeyRouteParts): void {
  const person = routesFor(app, "person", tags, guard.require);
  person.get(
    "/api/account/keys",
    { summary: "List your API keys, newest first", response: { 200: z.array(apiKey) } },
    async (request) => {
      const { accountId } = request.who;
      return [...(await keys.list(accountId))];
    },
  );

  person.post(
    "/api/account/keys",
    {
      summary: "Create an API key; its secret is shown only once",
      body: apiKeyInput,
      response: { 201: apiKeyCreated },
    },
    async (request, reply) => {
      const { accountId, personId } = request.who;
      const outcome = await keys.create(accountId, request.body);
      if (outcome.kind !== "created") return sendProblem(reply, problemFor(outcome));
      void tellOf("key", personId);
      return reply.code(201).send(outcome.key);
    },
  );

  person.post(
    "/api/account/keys/:id/rotate",
    {
      params,
      summary: "Replace an API key; the old one works for 7 more days",
      response: { 201: apiKeyCreated },
    },
    async (request, reply) => {
      const { accountId, personId } = request.who;
      const outcome = await keys.rotate(accountId, request.params.id);
      if (outcome.kind !== "created") return sendProblem(reply, problemFor(outcome));
      void tellOf("key", personId);
      return reply.code(201).send(outcome.key);
    },
  );

  person.delete(
    "/api/account/keys/:id",
    {
      holds: "everywhere",
      params,
      summary: "Delete an API key: tokens signed with it stop working at once",
      response: { 204: z.null() },
    },
    async (request, reply) => {
      const { accountId } = request.who;
      const removed = await keys.remove(accountId, request.params.id);
      if (removed === "absent") throw new ProblemError(problemOf("not-found"));
      return reply.code(204).send(null);
    },
  );
}

function problemFor({ kind }: Exclude<NewKeyOutcome, { readonly kind: "created" }>): Problem {
  switch (kind) {
    case "absent":
      return problemOf("not-found");
    case "full":
      return problemOf("conflict", {
        detail: "This account has reached its limit of keys. Delete one that is no longer used.",
      });
    case "rotated":
      return problemOf("conflict", { detail: "This key has already been replaced." });
  }
}
