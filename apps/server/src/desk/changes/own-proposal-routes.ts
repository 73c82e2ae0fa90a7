import { ownProposal } from "@graticule/api/desk-changes";
import { newDeskKey, ownDeskKey } from "@graticule/api/desk-keys";
import { z } from "zod";
import { ProblemError, problemOf } from "../../http/problem.ts";
import { type App, routesFor } from "../../http/routing.ts";
import type { PasswordCheck, SessionGuard } from "../../http/session.ts";
import type { OwnProposals } from "./own-proposals.ts";

export interface OwnProposalRouteParts {
  readonly ownProposals: OwnProposals;
  readonly guard: SessionGuard;
  readonly checkPassword: PasswordCheck;
}

const tags = ["account"];

/** Where a person accepts roles of the desk, by a key of their own to sign with. */
export function registerOwnProposalRoutes(app: App, parts: OwnProposalRouteParts): void {
  const { ownProposals, guard, checkPassword } = parts;
  const person = routesFor(app, "person", tags, guard.require);

  person.get(
    "/api/account/proposed-roles",
    {
      summary: "See which desk roles you were proposed for",
      response: { 200: z.array(ownProposal) },
    },
    async (request) => [...(await ownProposals.list(request.who.personId))],
  );

  person.post(
    "/api/account/proposed-roles/:id/key",
    {
      summary: "Accept a desk role with a new desk key, with which you will sign",
      params: z.object({ id: z.uuid() }),
      body: newDeskKey,
      response: { 204: z.null() },
    },
    async (request, reply) => {
      const { who, params } = request;
      const { password, ...made } = request.body;
      // INVARIANT: a stolen session makes no desk key, or two people would be two cookies.
      if ((await checkPassword({ request, reply }, password)) === "wrong") {
        throw new ProblemError(problemOf("forbidden", { reason: "wrong-password" }));
      }
      const outcome = await ownProposals.accept(who.personId, params.id, made);
      if (outcome === "conflict") throw new ProblemError(problemOf("conflict"));
      if (outcome === "not-signed") {
        throw new ProblemError(problemOf("forbidden", { reason: "not-signed" }));
      }
      return reply.code(204).send(null);
    },
  );

  person.get(
    "/api/account/desk-key",
    {
      summary: "See your own desk key; 404 if you have none",
      response: { 200: ownDeskKey },
    },
    async (request) => {
      const own = await ownProposals.deskKey(request.who.personId);
      if (own === undefined) throw new ProblemError(problemOf("not-found"));
      return own;
    },
  );
}
