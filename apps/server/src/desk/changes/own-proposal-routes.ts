import { acceptanceInput, ownProposal } from "@graticule/api/desk-changes";
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { ProblemError, problemOf } from "../../http/problem.ts";
import { type App, routesFor } from "../../http/routing.ts";
import type { SessionGuard } from "../../http/session.ts";
import type { OwnProposals } from "./own-proposals.ts";

export interface OwnProposalRouteParts {
  readonly ownProposals: OwnProposals;
  readonly guard: SessionGuard;
  /**
   * Whose passkey answered to a challenge of this browser just now; undefined: nobody's.
   * @throws ProblemError `too-many`
   */
  readonly provePasskey: (request: FastifyRequest, response: object) => Promise<string | undefined>;
}

const tags = ["account"];

/** Where a person accepts a role of the desk in person. */
export function registerOwnProposalRoutes(app: App, parts: OwnProposalRouteParts): void {
  const { ownProposals, guard, provePasskey } = parts;
  const person = routesFor(app, "person", tags, guard.require);

  person.get(
    "/api/account/proposed-roles",
    {
      summary: "See which desk roles you were proposed for",
      response: { 200: z.array(ownProposal) },
    },
    async (request) => {
      const { personId } = request.who;
      return [...(await ownProposals.list(personId))];
    },
  );

  person.post(
    "/api/account/proposed-roles/:id/acceptance",
    {
      summary: "Accept a desk role in person, with your own passkey",
      params: z.object({ id: z.uuid() }),
      body: acceptanceInput,
      response: { 204: z.null() },
    },
    async (request, reply) => {
      const { personId } = request.who;
      const proved = await provePasskey(request, request.body.response);
      if (proved !== personId) throw new ProblemError(problemOf("unauthorized"));
      const outcome = await ownProposals.accept(personId, request.params.id);
      if (outcome === "conflict") throw new ProblemError(problemOf("conflict"));
      return reply.code(204).send(null);
    },
  );
}
