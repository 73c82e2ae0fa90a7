import {
  textRemoval,
  textRemovalDecision,
  textRemovalInput,
  textRemovalMade,
} from "@graticule/api/ledger";
import { z } from "zod";
import type { StaffGuard } from "../desk/staff-guard.ts";
import { ProblemError, problemOf } from "../http/problem.ts";
import { type App, routesFor } from "../http/routing.ts";
import type { TextRemovals } from "./removals.ts";

export interface RemovalRouteParts {
  readonly textRemovals: TextRemovals;
  readonly staffGuard: StaffGuard;
}

const tags = ["desk"];
const path = "/api/desk/text-removals";

const broughtBack = problemOf("forbidden", { reason: "brought-back" });

/** Two people of the desk take a text of the public log down. */
export function registerRemovalRoutes(
  app: App,
  { textRemovals, staffGuard }: RemovalRouteParts,
): void {
  const staff = routesFor(app, "staff", tags, staffGuard.require);
  staff.get(
    path,
    {
      summary: "List the proposals to take down texts of the public log",
      response: { 200: z.array(textRemoval) },
    },
    async (request) => {
      const { member } = request.who;
      return [...(await textRemovals.open(member.id))];
    },
  );

  staff.post(
    path,
    {
      summary: "Propose taking down a text of the public log",
      body: textRemovalInput,
      response: { 201: textRemovalMade },
    },
    async (request, reply) => {
      const { member } = request.who;
      const outcome = await textRemovals.propose(request.body, member.id);
      if (outcome === "forbidden" && member.isBroughtBack) throw new ProblemError(broughtBack);
      if (typeof outcome === "string") throw new ProblemError(problemOf(outcome));
      return reply.code(201).send({ id: outcome.id });
    },
  );

  staff.post(
    `${path}/:id/decision`,
    {
      summary: "Confirm or decline taking down a text: another person confirms",
      params: z.object({ id: z.uuid() }),
      body: textRemovalDecision,
      response: { 204: z.null() },
    },
    async (request, reply) => {
      const { member } = request.who;
      const { outcome } = request.body;
      const answer = await textRemovals.decide(request.params.id, outcome, member.id);
      if (answer === "absent") throw new ProblemError(problemOf("not-found"));
      if (answer === "proposal-brought-back" || answer === "proposer-barred") {
        throw new ProblemError(problemOf("forbidden", { reason: answer }));
      }
      if (answer === "forbidden" && outcome === "confirmed" && member.isBroughtBack)
        throw new ProblemError(broughtBack);
      if (answer !== "done") throw new ProblemError(problemOf(answer));
      return reply.code(204).send(null);
    },
  );
}
