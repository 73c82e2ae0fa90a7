import { meetingCreated, meetingInput, meetingSummary } from "@graticule/api/meetings";
import type { Problem } from "@graticule/api/problem";
import { z } from "zod";
import { type App, sendProblem } from "../http/app.ts";
import { problemOf } from "../http/problem.ts";
import type { SessionGuard } from "../http/session.ts";
import { allRoomsUsed } from "../rooms/owned-rooms.ts";
import { ruleProblem } from "../rules/answer-change.ts";
import type { CreateOutcome, Meetings } from "./meetings.ts";

export interface MeetingRouteParts {
  readonly meetings: Meetings;
  readonly guard: SessionGuard;
  readonly publicUrl: string;
}

const tags = ["meetings"];
const security = [{ session: [] }];

/** The signed-in person's meetings. What a host does with one is in `manage-routes.ts`. */
export function registerMeetingRoutes(app: App, parts: MeetingRouteParts): void {
  const { meetings, guard, publicUrl } = parts;

  app.post(
    "/api/meetings",
    {
      schema: {
        tags,
        security,
        summary: "Make a meeting: now, at a time, or repeating",
        body: meetingInput,
        response: { 201: meetingCreated },
      },
    },
    async (request, reply) => {
      const { accountId } = await guard.require(request);
      const outcome = await meetings.create(accountId, request.body);
      if (outcome.kind !== "created") return sendProblem(reply, problemFor(outcome), publicUrl);
      return reply.code(201).header("cache-control", "no-store").send(outcome.meeting);
    },
  );

  app.get(
    "/api/meetings",
    {
      schema: {
        tags,
        security,
        summary: "List your newest meetings, 500 at most",
        response: { 200: z.array(meetingSummary) },
      },
    },
    async (request, reply) => {
      const { accountId } = await guard.require(request);
      reply.header("cache-control", "no-store");
      return [...(await meetings.list(accountId))];
    },
  );
}

function problemFor(outcome: Exclude<CreateOutcome, { readonly kind: "created" }>): Problem {
  switch (outcome.kind) {
    case "invalid":
      return ruleProblem(outcome.problems);
    case "full":
      return problemOf("conflict", { detail: allRoomsUsed });
  }
}
