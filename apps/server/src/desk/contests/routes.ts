import {
  contestAnswer,
  deskContest,
  deskMisplacement,
  misplacementAnswer,
  misplacementAnswered,
} from "@graticule/api/contests";
import { z } from "zod";
import { problemOf } from "../../http/problem.ts";
import { type App, routesFor, sendProblem } from "../../http/routing.ts";
import type { StaffGuard } from "../staff-guard.ts";
import type { AnswerContests } from "./answer-contests.ts";
import type { AnswerMisplacements } from "./answer-misplacements.ts";

export interface ContestRouteParts {
  readonly answerContests: AnswerContests;
  readonly answerMisplacements: AnswerMisplacements;
  readonly staffGuard: StaffGuard;
}

const tags = ["desk"];

/** "I am not there", said to an order: what waits for an answer. */
export function registerContestRoutes(app: App, parts: ContestRouteParts): void {
  const { answerContests, staffGuard } = parts;
  const staff = routesFor(app, "staff", tags, staffGuard.require);
  registerMisplacements(app, parts);

  staff.get(
    "/api/desk/contests",
    {
      summary: "List the location claims of people kept out by an order, longest waiting first",
      response: { 200: deskContest.array() },
    },
    async ({ who }) => [...(await answerContests.list(who))],
  );

  staff.post(
    "/api/desk/contests/:id/answer",
    {
      summary: "Answer a location claim: let the person in, or tell them why they stay out",
      params: z.object({ id: z.uuid() }),
      body: contestAnswer,
      response: { 204: z.null() },
    },
    async (request, reply) => {
      const outcome = await answerContests.answer(request.who, request.params.id, request.body);
      if (outcome.kind === "done") return reply.code(204).send(null);
      const reason = outcome.kind === "forbidden" ? { reason: outcome.reason } : {};
      return sendProblem(reply, problemOf(outcome.kind, reason));
    },
  );
}

/** Networks that are placed wrongly again and again. */
function registerMisplacements(app: App, parts: ContestRouteParts): void {
  const { answerMisplacements, staffGuard } = parts;
  const staff = routesFor(app, "staff", tags, staffGuard.require);

  staff.get(
    "/api/desk/misplacements",
    {
      summary: "Networks mislocated more than once within a day; never which",
      response: { 200: deskMisplacement.array() },
    },
    async ({ who }) => [...(await answerMisplacements.list(who))],
  );

  staff.post(
    "/api/desk/misplacements/:id/answer",
    {
      summary: "Correct the place of a mislocated network, or leave it; either way it is forgotten",
      params: z.object({ id: z.uuid() }),
      body: misplacementAnswer,
      response: { 200: misplacementAnswered },
    },
    async (request, reply) => {
      const outcome = await answerMisplacements.answer(
        request.who,
        request.params.id,
        request.body,
      );
      switch (outcome.kind) {
        case "serves":
        case "waits":
        case "left":
          return reply.send(outcome);
        case "not-said": {
          const detail = "No device and no location source says it is there.";
          const errors = [{ pointer: "/place", detail }];
          return sendProblem(reply, problemOf("invalid", { errors }));
        }
        case "not-found":
        case "conflict":
        case "forbidden": {
          const reason = outcome.kind === "forbidden" ? { reason: outcome.reason } : {};
          return sendProblem(reply, problemOf(outcome.kind, reason));
        }
      }
    },
  );
}
