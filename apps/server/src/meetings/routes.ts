import {
  meetingCode,
  meetingCreated,
  meetingInput,
  meetingManaged,
  meetingSummary,
} from "@graticule/api/meetings";
import { rule, ruleInput, rulePreview } from "@graticule/api/rules";
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { type App, sendProblem } from "../http/app.ts";
import { entityTag, expectedVersion } from "../http/if-match.ts";
import {
  type ClientAddressOf,
  failed,
  type RequestLimits,
  refuseAfterFailures,
  takeOrRefuse,
} from "../http/limits.ts";
import { ProblemError, problemOf } from "../http/problem.ts";
import type { SessionGuard } from "../http/session.ts";
import { answerChange, ruleProblem } from "../rules/answer-change.ts";
import type { Rules } from "../rules/rules.ts";
import type { Meetings } from "./meetings.ts";
import type { Meeting } from "./store.ts";

export interface MeetingRouteParts {
  readonly meetings: Meetings;
  readonly rules: Rules;
  readonly guard: SessionGuard;
  readonly limits: RequestLimits;
  readonly addressOf: ClientAddressOf;
  readonly publicUrl: string;
}

const params = z.object({ code: meetingCode });
const tags = ["meetings"];
const security = [{ managementSecret: [] }];

export function registerMeetingRoutes(app: App, parts: MeetingRouteParts): void {
  const { meetings, rules, guard, publicUrl } = parts;

  app.post(
    "/api/meetings",
    {
      schema: {
        tags,
        summary: "Make a meeting (a person's session)",
        security: [{ session: [] }],
        body: meetingInput,
        response: { 201: meetingCreated },
      },
    },
    async (request, reply) => {
      await guard.require(request);
      const outcome = await meetings.create(request.body);
      if (outcome.kind === "invalid") {
        return sendProblem(reply, ruleProblem(outcome.problems, "/rule"), publicUrl);
      }
      return reply.code(201).header("cache-control", "no-store").send(outcome.meeting);
    },
  );

  app.get(
    "/api/meetings",
    {
      schema: {
        tags,
        summary: "List the newest meetings (a person's session)",
        security: [{ session: [] }],
        response: { 200: z.array(meetingSummary) },
      },
    },
    async (request, reply) => {
      await guard.require(request);
      reply.header("cache-control", "no-store");
      return [...(await meetings.list())];
    },
  );

  registerManagement(app, parts);

  app.post(
    "/api/meetings/:code/manage/rule/preview",
    {
      schema: {
        tags,
        summary: "Ask what a rule would do to those inside now",
        security,
        params,
        body: ruleInput,
        response: { 200: rulePreview },
      },
    },
    async (request, reply) => {
      const meeting = await manage(request, request.params.code, parts);
      takeOrRefuse(parts.limits.previews, parts.addressOf(request));
      const preview = rules.preview(meeting.room, request.body);
      if ("leave" in preview) return preview;
      return sendProblem(reply, ruleProblem(preview), publicUrl);
    },
  );
}

function registerManagement(app: App, parts: MeetingRouteParts): void {
  const { meetings, rules, publicUrl } = parts;

  app.get(
    "/api/meetings/:code/manage",
    {
      schema: {
        tags,
        summary: "See a meeting as its host",
        security,
        params,
        response: { 200: meetingManaged },
      },
    },
    async (request, reply) => {
      const meeting = await manage(request, request.params.code, parts);
      const managed = await meetings.managed(meeting);
      reply.headers({ ...entityTag(managed.ruleVersion), "cache-control": "no-store" });
      return managed;
    },
  );

  app.put(
    "/api/meetings/:code/manage/rule",
    {
      schema: {
        tags,
        summary: "Set the meeting's rule; If-Match names the version that you saw",
        security,
        params,
        body: ruleInput,
        response: { 200: rule },
      },
    },
    async (request, reply) => {
      const expected = expectedVersion(request);
      const { room } = await manageChange(request, request.params.code, parts);
      const answer = answerChange(await rules.set({ kind: "room", room }, request.body, expected));
      if ("problem" in answer) return sendProblem(reply, answer.problem, publicUrl);
      if (answer.rule === undefined) throw new TypeError("a rule that was set is missing");
      return reply.headers(entityTag(answer.version)).send(answer.rule);
    },
  );

  app.delete(
    "/api/meetings/:code/manage/rule",
    {
      schema: {
        tags,
        summary: "Lift the meeting's rule; If-Match names the version that you saw",
        security,
        params,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const expected = expectedVersion(request);
      const { room } = await manageChange(request, request.params.code, parts);
      const answer = answerChange(await rules.lift({ kind: "room", room }, expected));
      if ("problem" in answer) return sendProblem(reply, answer.problem, publicUrl);
      return reply.headers(entityTag(answer.version)).code(204).send(null);
    },
  );

  app.post(
    "/api/meetings/:code/manage/end",
    {
      schema: {
        tags,
        summary: "End the meeting for all",
        security,
        params,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await meetings.end(await manage(request, request.params.code, parts));
      return reply.code(204).send(null);
    },
  );
}

/**
 * The meeting whose management secret came with the request. Failures are limited, also those with
 * a code that is no meeting's; the right secret always opens, whatever a neighbour tried before.
 * @throws ProblemError `unauthorized`, `not-found`, `too-many`
 */
async function manage(
  request: FastifyRequest,
  code: string,
  { meetings, limits, addressOf }: MeetingRouteParts,
): Promise<Meeting> {
  const secret = /^Bearer ([A-Za-z0-9_-]{1,200})$/i.exec(request.headers.authorization ?? "")?.[1];
  const found = secret === undefined ? "wrong" : await meetings.authenticate(code, secret);
  if (found !== "wrong" && found !== "absent") return found;
  const address = addressOf(request);
  refuseAfterFailures(limits.failures, address);
  const failure = failed(limits.failures, address);
  throw found === "absent" ? new ProblemError(problemOf("not-found")) : failure;
}

/** For a change of the meeting's rule. @throws ProblemError as `manage` does, and `ended` */
async function manageChange(
  request: FastifyRequest,
  code: string,
  parts: MeetingRouteParts,
): Promise<Meeting> {
  const meeting = await manage(request, code, parts);
  if (meeting.endedAt !== undefined) throw new ProblemError(problemOf("ended"));
  takeOrRefuse(parts.limits.changes, parts.addressOf(request));
  return meeting;
}
