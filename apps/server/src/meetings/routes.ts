import { meetingCreated, meetingInput, meetingSummary } from "@graticule/api/meetings";
import type { Problem } from "@graticule/api/problem";
import { ownEffect, ruleInput } from "@graticule/api/rules";
import { z } from "zod";
import { type ClientAddressOf, type RequestLimits, takeOrRefuse } from "../http/limits.ts";
import { problemOf } from "../http/problem.ts";
import { type App, routesFor, sendProblem } from "../http/routing.ts";
import type { SessionGuard } from "../http/session.ts";
import { allRoomsUsed } from "../keys/owned-rooms.ts";
import type { Locator } from "../location/locator.ts";
import type { RoomDirectory } from "../rooms/room-directory.ts";
import { ruleProblem } from "../rules/answer-change.ts";
import type { Rules } from "../rules/rules.ts";
import type { CreateOutcome, Meetings } from "./meetings.ts";

export interface MeetingRouteParts {
  readonly meetings: Meetings;
  readonly guard: SessionGuard;
  readonly rules: Pick<Rules, "effectOnHost">;
  readonly locator: Pick<Locator, "fixOf">;
  readonly directory: Pick<RoomDirectory, "now">;
  readonly limits: Pick<RequestLimits, "changes">;
  readonly addressOf: ClientAddressOf;
}

const tags = ["meetings"];

/** The signed-in person's meetings. What a host does with one is in `manage-routes.ts`. */
export function registerMeetingRoutes(app: App, parts: MeetingRouteParts): void {
  const { meetings, guard } = parts;
  const person = routesFor(app, "person", tags, guard.require);

  person.post(
    "/api/meetings",
    {
      summary: "Create a meeting: open now, scheduled or repeating",
      body: meetingInput,
      response: { 201: meetingCreated },
    },
    async (request, reply) => {
      const { accountId } = request.who;
      const outcome = await meetings.create(accountId, request.body);
      if (outcome.kind !== "created") return sendProblem(reply, problemFor(outcome));
      return reply.code(201).send(outcome.meeting);
    },
  );

  person.post(
    "/api/meetings/own-effect",
    {
      summary: "Check whether a rule for a new meeting would keep you out where you are now",
      body: ruleInput,
      response: { 200: ownEffect },
    },
    async (request) => {
      takeOrRefuse(parts.limits.changes, request.who.accountId);
      const fix = parts.locator.fixOf(parts.addressOf(request), parts.directory.now());
      return parts.rules.effectOnHost(request.body, fix);
    },
  );

  person.get(
    "/api/meetings",
    {
      summary: "List your newest meetings, at most 500",
      response: { 200: z.array(meetingSummary) },
    },
    async (request) => {
      const { accountId } = request.who;
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
