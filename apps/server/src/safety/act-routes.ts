import {
  draftedTermsAct,
  outsideActInput,
  termsAct,
  termsActInput,
  termsActToDraft,
  termsDecision,
  termsReviewInput,
} from "@graticule/api/safety";
import type { FastifyReply } from "fastify";
import { z } from "zod";
import { ProblemError, problemOf } from "../http/problem.ts";
import { type App, routesFor, sendProblem } from "../http/routing.ts";
import type { TermsActOutcome } from "./acts.ts";
import type { SafetyRouteParts } from "./routes.ts";

const tags = ["safety"];
const params = z.object({ id: z.uuid() });

/** Acts under the terms of service, and what was done outside the product. */
export function registerActRoutes(app: App, parts: SafetyRouteParts): void {
  const { acts, staffGuard } = parts;
  const staff = routesFor(app, "staff", tags, staffGuard.require);

  staff.post(
    "/api/safety/acts",
    {
      holds: "everywhere",
      summary:
        "Propose to end a meeting, or to suspend or reinstate an account; mute or remove one participant",
      body: termsActInput,
      response: { 201: termsAct },
    },
    async (request, reply) => {
      const { member } = request.who;
      const outcome = await acts.propose(member, request.body);
      return send(reply.code(201), outcome);
    },
  );

  staff.post(
    "/api/safety/act-drafts",
    {
      summary: "Draft ending a meeting or suspending an account: what its proposer signs",
      body: termsActToDraft,
      response: { 200: draftedTermsAct },
    },
    async (request, reply) => {
      const outcome = await acts.draft(request.who.member, request.body);
      if (outcome.kind !== "drafted") return send(reply, outcome);
      const { draft, toSign } = outcome;
      return reply.send({ draft, toSign });
    },
  );

  staff.post(
    "/api/safety/acts/:id/decision",
    {
      holds: "everywhere",
      params,
      summary: "Approve an action, which takes another person, or withdraw it",
      body: termsDecision,
      response: { 200: termsAct },
    },
    async (request, reply) => {
      const { member } = request.who;
      const { id } = request.params;
      const outcome =
        request.body.kind === "approve"
          ? await acts.approve(member, id, request.body.signature)
          : await acts.withdraw(member, id);
      return send(reply, outcome);
    },
  );

  staff.post(
    "/api/safety/acts/:id/reviews",
    {
      holds: "everywhere",
      params,
      summary: "Review an action because of a request; a reversed one no longer applies",
      body: termsReviewInput,
      response: { 200: termsAct },
    },
    async (request, reply) => {
      const { member } = request.who;
      const outcome = await acts.review(member, request.params.id, request.body);
      return send(reply, outcome);
    },
  );

  registerOutsideActs(app, parts);
}

function registerOutsideActs(app: App, parts: SafetyRouteParts): void {
  const { outsideActs, staffGuard } = parts;
  const staff = routesFor(app, "staff", tags, staffGuard.require);

  staff.post(
    "/api/safety/outside-acts",
    {
      summary:
        "Enter an outside action: what a court forced the operator to do outside the product",
      body: outsideActInput,
      response: { 201: z.null() },
    },
    async (request, reply) => {
      const { member } = request.who;
      if (!member.roles.includes("safety")) {
        throw new ProblemError(problemOf("forbidden", { reason: "no-such-role" }));
      }
      const outcome = await outsideActs.enter(request.body, member.id);
      if (outcome.kind === "invalid") {
        return sendProblem(reply, problemOf("invalid", { errors: [...outcome.errors] }));
      }
      if (outcome.kind === "not-found") return sendProblem(reply, problemOf(outcome.kind));
      return reply.code(201).send(null);
    },
  );
}

function send(reply: FastifyReply, outcome: TermsActOutcome): FastifyReply {
  switch (outcome.kind) {
    case "act":
      return reply.send(outcome.act);
    case "forbidden":
      return sendProblem(reply, problemOf("forbidden", { reason: outcome.reason }));
    default:
      return sendProblem(reply, problemOf(outcome.kind));
  }
}
