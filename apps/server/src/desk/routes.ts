import { deskOverview } from "@graticule/api/desk-changes";
import { hostNotice } from "@graticule/api/host-notices";
import { meetingCode } from "@graticule/api/meetings";
import { draftedOrder, orderInput } from "@graticule/api/orders";
import { requestAct, requestContent, requestSummary, requestView } from "@graticule/api/requests";
import type { FastifyReply } from "fastify";
import { z } from "zod";
import type { HostAccess } from "../hosting/host-access.ts";
import { ProblemError, problemOf } from "../http/problem.ts";
import { type App, routesFor, sendProblem } from "../http/routing.ts";
import { ruleProblem } from "../rules/answer-change.ts";
import type { HostNotices } from "./orders/notices.ts";
import type { Overview } from "./overview.ts";
import type { ActAnswer, DraftAnswer, Requests } from "./requests/requests.ts";
import type { StaffGuard, StaffSession } from "./staff-guard.ts";

export interface DeskRouteParts {
  readonly staffGuard: StaffGuard;
  readonly overview: Overview;
  readonly requests: Requests;
  readonly hostNotices: HostNotices;
  readonly hostAccess: Pick<HostAccess, "requireOrganiser">;
}

const tags = ["desk"];
const params = z.object({ id: z.uuid() });

/** What the desk does with requests, and what hosts are told of it. */
export function registerDeskRoutes(app: App, parts: DeskRouteParts): void {
  registerReading(app, parts);
  registerDrafting(app, parts);
  registerActing(app, parts);
  registerNotices(app, parts);
}

function registerReading(app: App, parts: DeskRouteParts): void {
  const { staffGuard, overview, requests } = parts;
  const staff = routesFor(app, "staff", tags, staffGuard.require);

  staff.get(
    "/api/desk",
    {
      summary: "See your own desk roles, what the desk can't do, and what is waiting",
      response: { 200: deskOverview },
    },
    async (request, reply) => reply.send(await overview(request.who)),
  );

  staff.get(
    "/api/desk/requests",
    { summary: "List the newest requests", response: { 200: z.array(requestSummary) } },
    async (request, reply) => reply.send([...(await requests.list(ofDesk(request.who).member))]),
  );

  staff.get(
    "/api/desk/requests/:id",
    {
      params,
      summary:
        "See a request and what you may do with it; 403 for a liaison to its authority, and for a host whose meeting it names",
      response: { 200: requestView },
    },
    async (request, reply) => {
      const answer = await requests.view(ofDesk(request.who), request.params.id);
      if (answer.kind !== "done") return refuse(reply, answer);
      return reply.send(answer.request);
    },
  );
}

function registerActing(app: App, { staffGuard, requests }: DeskRouteParts): void {
  const staff = routesFor(app, "staff", tags, staffGuard.require);
  staff.post(
    "/api/desk/requests",
    {
      summary: "Enter what an authority sent",
      body: requestContent,
      response: { 201: requestView },
    },
    async (request, reply) => {
      const answer = await requests.receive(request.who, request.body);
      if (answer.kind !== "done") return refuse(reply, answer);
      return reply.code(201).send(answer.request);
    },
  );

  staff.post(
    "/api/desk/requests/:id/acts",
    {
      holds: "everywhere",
      params,
      summary: "Act on a request; 409 if someone else was faster, 403 with the reason",
      body: requestAct,
      response: { 200: requestView },
    },
    async (request, reply) => {
      const answer = await requests.act(ofDesk(request.who), request.params.id, request.body);
      if (answer.kind !== "done") return refuse(reply, answer);
      return reply.send(answer.request);
    },
  );
}

function registerDrafting(app: App, { staffGuard, requests }: DeskRouteParts): void {
  const staff = routesFor(app, "staff", tags, staffGuard.require);
  staff.post(
    "/api/desk/requests/:id/order-drafts",
    {
      params,
      summary: "See what you would sign to propose an order; nothing is recorded",
      body: orderInput,
      response: { 200: draftedOrder },
    },
    async (request, reply) => {
      const { who, params: about, body } = request;
      const answer = await requests.draft(ofDesk(who), about.id, body);
      if (answer.kind !== "drafted") return refuse(reply, answer);
      return reply.send({ draft: answer.draft, toSign: answer.toSign });
    },
  );
}

function registerNotices(app: App, { hostAccess, hostNotices }: DeskRouteParts): void {
  // Not for those who act in a host's absence: what a government demanded is for the host alone.
  const organiser = routesFor(app, "organiser", ["meetings"], hostAccess.requireOrganiser);
  organiser.get(
    "/api/meetings/:code/manage/notices",
    {
      summary:
        "Read the notices to the host: what governments demanded about this meeting, and what happened",
      params: z.object({ code: meetingCode }),
      response: { 200: z.array(hostNotice) },
    },
    async (request, reply) => {
      const { meeting } = request.who;
      return reply.send([...(await hostNotices.list(meeting.room))]);
    },
  );
}

/** Requests are not for those whose only role is about the terms of service. */
function ofDesk(session: StaffSession): StaffSession {
  if (session.member.roles.some((role) => role !== "safety")) return session;
  throw new ProblemError(problemOf("forbidden", { reason: "no-such-role" }));
}

type Refused = Exclude<ActAnswer | DraftAnswer, { readonly kind: "done" | "drafted" }>;

function refuse(reply: FastifyReply, answer: Refused) {
  switch (answer.kind) {
    case "not-allowed":
      return sendProblem(reply, problemOf("forbidden", { reason: answer.reason }));
    case "invalid":
      return sendProblem(reply, ruleProblem(answer.problems));
    case "conflict":
      return sendProblem(reply, problemOf("conflict"));
    case "absent":
      return sendProblem(reply, problemOf("not-found"));
  }
}
