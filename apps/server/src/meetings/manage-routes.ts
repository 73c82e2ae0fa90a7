import { personOf } from "@graticule/admission/standing";
import type { ActingRole } from "@graticule/api/hosting";
import { manageLink, meetingChange, meetingCode, meetingManaged } from "@graticule/api/meetings";
import { ownEffect, rule, ruleInput, rulePreview } from "@graticule/api/rules";
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { actedAs } from "../hosting/act-history.ts";
import type { HostAccess, HostRight } from "../hosting/host-access.ts";
import { type App, sendProblem } from "../http/app.ts";
import { entityTag, expectedVersion } from "../http/if-match.ts";
import { type ClientAddressOf, type RequestLimits, takeOrRefuse } from "../http/limits.ts";
import { ProblemError, problemOf } from "../http/problem.ts";
import type { Identities } from "../presence/identities.ts";
import { answerChange, ruleProblem } from "../rules/answer-change.ts";
import type { RuleScope } from "../rules/rule-event.ts";
import type { Rules } from "../rules/rules.ts";
import type { Meetings } from "./meetings.ts";
import type { Meeting } from "./store.ts";

export interface ManageRouteParts {
  readonly meetings: Meetings;
  readonly rules: Rules;
  readonly hostAccess: Pick<HostAccess<Meeting>, "require">;
  readonly identities: Pick<Identities, "ofPerson">;
  readonly limits: RequestLimits;
  readonly addressOf: ClientAddressOf;
  readonly publicUrl: string;
}

const params = z.object({ code: meetingCode });
const tags = ["meetings"];

/** What a host does with a meeting: by its management link, as its owner, or from inside. */
export function registerManageRoutes(app: App, parts: ManageRouteParts): void {
  registerMeeting(app, parts);
  registerLink(app, parts);
  registerRule(app, parts);
  registerPreview(app, parts);
  registerOwnEffect(app, parts);
}

function registerMeeting(app: App, parts: ManageRouteParts): void {
  const { meetings, hostAccess, publicUrl } = parts;
  const url = "/api/meetings/:code/manage";
  const common = { tags, params };

  app.get(
    url,
    {
      config: { caller: "host" },
      schema: {
        ...common,
        summary: "See a meeting as its host",
        response: { 200: meetingManaged },
      },
    },
    async (request, reply) => {
      const { meeting } = await hostAccess.require(request, request.params.code);
      const managed = await meetings.managed(meeting);
      reply.headers({ ...entityTag(managed.ruleVersion), "cache-control": "no-store" });
      return managed;
    },
  );

  app.patch(
    url,
    {
      config: { caller: "host" },
      schema: {
        ...common,
        summary: "Change title, time or encryption; what is left out stays, null takes away",
        body: meetingChange,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { meeting } = await manageChange(request, request.params.code, parts);
      const outcome = await meetings.change(meeting, request.body);
      if (outcome.kind === "changed") return reply.code(204).send(null);
      if (outcome.kind === "in-use") return sendProblem(reply, problemOf("conflict"), publicUrl);
      return sendProblem(reply, ruleProblem(outcome.problems), publicUrl);
    },
  );

  app.delete(
    url,
    {
      config: { caller: "host" },
      schema: {
        ...common,
        summary: "Delete a meeting at once, with all of it; whoever is inside leaves",
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { meeting, right } = await hostAccess.require(request, request.params.code);
      // Who acts as host for an hour may end a meeting, and not make it as if it had never been.
      if (right.kind === "inside") throw new ProblemError(problemOf("forbidden"));
      await meetings.delete(meeting);
      return reply.code(204).send(null);
    },
  );

  app.post(
    `${url}/end`,
    {
      config: { caller: "host" },
      schema: {
        ...common,
        summary: "End the meeting for all; one that repeats opens again for its next occurrence",
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { meeting, right } = await hostAccess.require(request, request.params.code);
      await meetings.end(meeting, actedAs(right));
      return reply.code(204).send(null);
    },
  );
}

function registerLink(app: App, { meetings, hostAccess }: ManageRouteParts): void {
  app.post(
    "/api/meetings/:code/manage/link",
    {
      config: { caller: "host" },
      schema: {
        tags,
        params,
        summary: "Make a new management link; the one before opens nothing any more",
        response: { 200: manageLink },
      },
    },
    async (request, reply) => {
      const { meeting, right } = await hostAccess.require(request, request.params.code);
      // Who acts as host for an hour may not shut out whoever holds the link.
      if (right.kind === "inside") throw new ProblemError(problemOf("forbidden"));
      return reply.header("cache-control", "no-store").send(await meetings.renewLink(meeting));
    },
  );
}

function registerRule(app: App, parts: ManageRouteParts): void {
  const { rules, publicUrl } = parts;
  const url = "/api/meetings/:code/manage/rule";
  const common = { tags, params };

  app.put(
    url,
    {
      config: { caller: "host" },
      schema: {
        ...common,
        summary: "Set the meeting's rule; If-Match names the version that you saw",
        body: ruleInput,
        response: { 200: rule },
      },
    },
    async (request, reply) => {
      const expected = expectedVersion(request);
      const scope = await ruleToChange(request, request.params.code, parts);
      const answer = answerChange(await rules.set(scope, request.body, expected));
      if ("problem" in answer) return sendProblem(reply, answer.problem, publicUrl);
      if (answer.rule === undefined) throw new TypeError("a rule that was set is missing");
      return reply.headers(entityTag(answer.version)).send(answer.rule);
    },
  );

  app.delete(
    url,
    {
      config: { caller: "host" },
      schema: {
        ...common,
        summary: "Lift the meeting's rule; If-Match names the version that you saw",
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const expected = expectedVersion(request);
      const scope = await ruleToChange(request, request.params.code, parts);
      const answer = answerChange(await rules.lift(scope, expected));
      if ("problem" in answer) return sendProblem(reply, answer.problem, publicUrl);
      return reply.headers(entityTag(answer.version)).code(204).send(null);
    },
  );
}

function registerPreview(app: App, parts: ManageRouteParts): void {
  const { rules, publicUrl } = parts;

  app.post(
    "/api/meetings/:code/manage/rule/preview",
    {
      config: { caller: "host" },
      schema: {
        tags,
        params,
        summary: "Ask what a rule would do to those inside; each question stays in the history",
        body: ruleInput,
        response: { 200: rulePreview },
      },
    },
    async (request, reply) => {
      const { meeting, right } = await parts.hostAccess.require(request, request.params.code);
      takeOrRefuse(parts.limits.previews, parts.addressOf(request));
      const { room } = meeting;
      const asker = personBehind(right, room, parts.identities);
      const outcome = await rules.preview(room, request.body, asker);
      switch (outcome.kind) {
        case "previewed":
          return outcome.preview;
        case "invalid":
          return sendProblem(reply, ruleProblem(outcome.problems), publicUrl);
        case "too-many":
          return sendProblem(reply, problemOf("too-many"), publicUrl);
        case "absent":
          return sendProblem(reply, problemOf("not-found"), publicUrl);
      }
    },
  );
}

/** Asked before a rule is applied, so that nobody throws themself out unawares. */
function registerOwnEffect(app: App, parts: ManageRouteParts): void {
  app.post(
    "/api/meetings/:code/manage/rule/own-effect",
    {
      config: { caller: "host" },
      schema: {
        tags,
        params,
        summary: "Ask what a rule would do to yourself, if you are inside; nothing is noted",
        body: ruleInput,
        response: { 200: ownEffect },
      },
    },
    async (request) => {
      const { meeting, right } = await parts.hostAccess.require(request, request.params.code);
      takeOrRefuse(parts.limits.changes, parts.addressOf(request));
      const { room } = meeting;
      return parts.rules.ownEffect(room, request.body, personBehind(right, room, parts.identities));
    },
  );
}

/** Who acts, as the room knows them; the management link alone names nobody. */
function personBehind(
  right: HostRight,
  room: string,
  identities: Pick<Identities, "ofPerson">,
): string | undefined {
  switch (right.kind) {
    case "secret":
      return undefined;
    case "owner":
      return identities.ofPerson(room, right.personId);
    case "inside":
      return personOf(right.identity);
  }
}

/** For a change of a meeting that goes on. @throws ProblemError as `require` does, and `ended` */
async function manageChange(
  request: FastifyRequest,
  code: string,
  { hostAccess, limits, addressOf }: ManageRouteParts,
): Promise<{ readonly meeting: Meeting; readonly by: ActingRole }> {
  const { meeting, right } = await hostAccess.require(request, code);
  if (meeting.endedAt !== undefined && meeting.reopensAt === undefined) {
    throw new ProblemError(problemOf("ended"));
  }
  takeOrRefuse(limits.changes, addressOf(request));
  return { meeting, by: actedAs(right) };
}

/** Likewise. */
async function ruleToChange(
  request: FastifyRequest,
  code: string,
  parts: ManageRouteParts,
): Promise<RuleScope> {
  const { meeting, by } = await manageChange(request, code, parts);
  return { kind: "room", room: meeting.room, by };
}
