import { personOf } from "@graticule/admission/standing";
import { manageLink, meetingChange, meetingCode, meetingManaged } from "@graticule/api/meetings";
import { ownEffect, rule, ruleInput, rulePreview } from "@graticule/api/rules";
import { z } from "zod";
import { actedAs } from "../hosting/act-history.ts";
import {
  type HostAccess,
  type HostOf,
  type HostRight,
  whoseChange,
} from "../hosting/host-access.ts";
import { entityTag, expectedVersion } from "../http/if-match.ts";
import { type RequestLimits, takeOrRefuse } from "../http/limits.ts";
import { problemOf } from "../http/problem.ts";
import { type App, routesFor, sendProblem } from "../http/routing.ts";
import type { Identities } from "../presence/identities.ts";
import { answerChange, ruleProblem } from "../rules/answer-change.ts";
import type { RuleScope } from "../rules/rule-event.ts";
import type { Rules } from "../rules/rules.ts";
import type { Meetings } from "./meetings.ts";
import type { Meeting } from "./store.ts";

export interface ManageRouteParts {
  readonly meetings: Meetings;
  readonly rules: Rules;
  readonly hostAccess: HostAccess<Meeting>;
  readonly identities: Pick<Identities, "ofPerson">;
  readonly limits: RequestLimits;
}

const params = z.object({ code: meetingCode });
const tags = ["meetings"];

/** What a host does with a meeting: by its management link, as its owner, or from inside. */
export function registerManageRoutes(app: App, parts: ManageRouteParts): void {
  registerMeeting(app, parts);
  registerRule(app, parts);
  registerPreview(app, parts);
  registerOwnEffect(app, parts);
}

function registerMeeting(app: App, parts: ManageRouteParts): void {
  const { meetings, hostAccess } = parts;
  const host = routesFor(app, "host", tags, hostAccess.require);
  const ongoing = routesFor(app, "host", tags, hostAccess.requireOngoing);
  const organiser = routesFor(app, "organiser", tags, hostAccess.requireOrganiser);
  const url = "/api/meetings/:code/manage";

  host.get(
    url,
    { params, summary: "See a meeting as its host", response: { 200: meetingManaged } },
    async (request, reply) => {
      const { meeting } = request.who;
      const managed = await meetings.managed(meeting);
      reply.headers(entityTag(managed.ruleVersion));
      return managed;
    },
  );

  ongoing.patch(
    url,
    {
      params,
      summary:
        "Change a meeting's title, time, encryption or media region; what you leave out stays, null removes it",
      body: meetingChange,
      response: { 204: z.null() },
    },
    async (request, reply) => {
      const outcome = await meetings.change(request.who.meeting, request.body);
      if (outcome.kind === "invalid") return sendProblem(reply, ruleProblem(outcome.problems));
      if (outcome.kind === "changed") return reply.code(204).send(null);
      if (outcome.kind === "in-use") return sendProblem(reply, problemOf("conflict"));
      const detail = "No media server is up in that region right now.";
      return sendProblem(reply, problemOf("conflict", { detail, reason: "media-region" }));
    },
  );

  organiser.delete(
    url,
    {
      params,
      summary: "Delete a meeting and everything in it at once; everyone inside is removed",
      response: { 204: z.null() },
    },
    async (request, reply) => {
      await meetings.delete(request.who.meeting);
      return reply.code(204).send(null);
    },
  );

  host.post(
    `${url}/end`,
    {
      params,
      summary: "End the meeting for everyone; a repeating one opens again for its next session",
      response: { 204: z.null() },
    },
    async (request, reply) => {
      const { meeting, right } = request.who;
      await meetings.end(meeting, actedAs(right));
      return reply.code(204).send(null);
    },
  );

  organiser.post(
    `${url}/link`,
    {
      params,
      summary: "Create a new host link; the previous one stops working",
      response: { 200: manageLink },
    },
    async (request, reply) => reply.send(await meetings.renewLink(request.who.meeting)),
  );
}

function registerRule(app: App, parts: ManageRouteParts): void {
  const { rules } = parts;
  const ongoing = routesFor(app, "host", tags, parts.hostAccess.requireOngoing);
  const url = "/api/meetings/:code/manage/rule";

  ongoing.put(
    url,
    {
      params,
      summary: "Set the meeting's rule; If-Match gives the version you saw",
      body: ruleInput,
      response: { 200: rule },
    },
    async (request, reply) => {
      const expected = expectedVersion(request);
      const answer = answerChange(await rules.set(scopeOf(request.who), request.body, expected));
      if ("problem" in answer) return sendProblem(reply, answer.problem);
      if (answer.rule === undefined) throw new TypeError("a rule that was set is missing");
      return reply.headers(entityTag(answer.version)).send(answer.rule);
    },
  );

  ongoing.delete(
    url,
    {
      params,
      summary: "Lift the meeting's rule; If-Match gives the version you saw",
      response: { 204: z.null() },
    },
    async (request, reply) => {
      const expected = expectedVersion(request);
      const answer = answerChange(await rules.lift(scopeOf(request.who), expected));
      if ("problem" in answer) return sendProblem(reply, answer.problem);
      return reply.headers(entityTag(answer.version)).code(204).send(null);
    },
  );
}

function scopeOf({ meeting, right }: HostOf<Meeting>): RuleScope {
  return { kind: "room", room: meeting.room, by: actedAs(right) };
}

function registerPreview(app: App, parts: ManageRouteParts): void {
  const { rules } = parts;
  const host = routesFor(app, "host", tags, parts.hostAccess.require);

  host.post(
    "/api/meetings/:code/manage/rule/preview",
    {
      params,
      summary:
        "Preview what a rule would do to the people inside; each preview is listed in the history",
      body: ruleInput,
      response: { 200: rulePreview },
    },
    async (request, reply) => {
      const { meeting, right } = request.who;
      const { room } = meeting;
      takeOrRefuse(parts.limits.previews, room);
      const asker = personBehind(right, room, parts.identities);
      const outcome = await rules.preview(room, request.body, asker);
      switch (outcome.kind) {
        case "previewed":
          return outcome.preview;
        case "invalid":
          return sendProblem(reply, ruleProblem(outcome.problems));
        case "too-many":
          return sendProblem(reply, problemOf("too-many"));
        case "absent":
          return sendProblem(reply, problemOf("not-found"));
      }
    },
  );
}

/** Asked before a rule is applied, so that nobody throws themself out unawares. */
function registerOwnEffect(app: App, parts: ManageRouteParts): void {
  const host = routesFor(app, "host", tags, parts.hostAccess.require);
  host.post(
    "/api/meetings/:code/manage/rule/own-effect",
    {
      params,
      summary: "Preview what a rule would do to you, if you're inside; nothing is recorded",
      body: ruleInput,
      response: { 200: ownEffect },
    },
    async (request) => {
      const { meeting, right } = request.who;
      takeOrRefuse(parts.limits.changes, whoseChange(request.who));
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
