import { placeSet, placeSetInput } from "@graticule/api/account";
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { ProblemError, problemOf } from "../http/problem.ts";
import { type App, routesFor, sendProblem } from "../http/routing.ts";
import type { SessionGuard } from "../http/session.ts";
import { ruleProblem } from "./answer-change.ts";
import type { PlaceSetScope } from "./place-set-store.ts";
import type { PlaceSets } from "./place-sets.ts";

export interface PlaceSetRouteParts {
  readonly placeSets: PlaceSets;
  readonly guard: SessionGuard;
}

interface SetRoutes {
  readonly url: string;
  readonly tag: string;
  readonly caller: "person" | "administrator";
  readonly about: string;
  readonly scope: (request: FastifyRequest) => Promise<PlaceSetScope>;
}

const params = z.object({ id: placeSet.shape.id });

/** Named sets of places: an account's own, and the service's. */
export function registerPlaceSetRoutes(app: App, parts: PlaceSetRouteParts): void {
  const { guard } = parts;
  registerSets(app, parts, {
    url: "/api/account/place-sets",
    tag: "account",
    caller: "person",
    about: "the account's",
    scope: async (request) => {
      const { accountId } = await guard.require(request);
      return { kind: "account", accountId };
    },
  });
  registerSets(app, parts, {
    url: "/api/admin/place-sets",
    tag: "administration",
    caller: "administrator",
    about: "the service's",
    scope: async (request) => {
      await guard.requireAdministrator(request);
      return { kind: "platform" };
    },
  });
}

function registerSets(
  app: App,
  { placeSets }: PlaceSetRouteParts,
  { url, tag, caller, about, scope }: SetRoutes,
): void {
  const routes = routesFor(app, caller, [tag], scope);

  routes.get(
    url,
    {
      summary: `List ${about} place sets`,
      response: { 200: z.array(placeSet) },
    },
    async (request) => [...(await placeSets.list(request.who))],
  );

  routes.put(
    `${url}/:id`,
    {
      params,
      summary: `Create or change one of ${about} place sets`,
      body: placeSetInput,
      response: { 200: placeSet },
    },
    async (request, reply) => {
      const outcome = await placeSets.put(request.who, request.params.id, request.body);
      if (outcome.kind === "stored") return reply.send(outcome.set);
      const problem =
        outcome.kind === "invalid"
          ? ruleProblem(outcome.problems)
          : problemOf("conflict", { detail: "There can be at most 50 sets. Delete one first." });
      return sendProblem(reply, problem);
    },
  );

  routes.delete(
    `${url}/:id`,
    {
      params,
      summary: `Delete one of ${about} place sets`,
      response: { 204: z.null() },
    },
    async (request, reply) => {
      const outcome = await placeSets.delete(request.who, request.params.id);
      if (outcome === "absent") throw new ProblemError(problemOf("not-found"));
      return reply.code(204).send(null);
    },
  );
}
