import { deskOverview } from "@graticule/api/desk-changes";
import { hostNotice } from "@graticule/api/host-notices";
import { meetingCode } from "@graticule/api/meetings";
import { requestAct, requestContent, requestSummary, requestView } from "@graticule/api/requests";
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { HostAccess } from "../hosting/host-access.ts";
import { type App, sendProblem } from "../http/app.ts";
import { ProblemError, problemOf } from "../http/problem.ts";
import { ruleProblem } from "../rules/answer-change.ts";
import type { HostNotices } from "./orders/notices.ts";
import type { Overview } from "./overview.ts";
import type { ActAnswer, Requests } from "./requests/requests.ts";
import type { StaffGuard, StaffSession } from "./staff-guard.ts";

export interface DeskRouteParts {
  readonly staffGuard: StaffGuard;
  readonly overview: Overview;
  readonly requests: Requests;
  readonly hostNotices: HostNotices;
  readonly hostAccess: Pick<HostAccess, "require">;
  readonly publicUrl: string;
}

const tags = ["desk"];
const params = z.object({ id: z.uuid() });
const noStore = { "cache-control": "no-store" } as const;

/** What the desk does with requests, and what hosts are told of it. */
export function registerDeskRoutes(app: App, parts: DeskRouteParts): void {
  registerReading(app, parts);
  registerActing(app, parts);
  registerNotices(app, parts);
}

function registerReading(app: App, parts: DeskRouteParts): void {
  const { staffGuard, overview, requests, publicUrl } = parts;

  app.get(
    "/api/desk",
    {
      config: { caller: "staff" },
      schema: {
        tags,
        summary: "See who you are for the desk, what it can't do, and what waits",
        response: { 200: deskOverview },
      },
    },
    async (request, reply) => {
      const session = await staffGuard.require(request);
      return reply.headers(noStore).send(await overview(session));
    },
  );

  app.get(
    "/api/desk/requests",
    {
      config: { caller: "staff" },
      schema: {
        tags,
        summary: "List the newest requests",
        response: { 200: z.array(requestSummary) },
      },
    },
    async (request, reply) => {
      const { member } = await requireDesk(request, staffGuard);
      return reply.headers(noStore).send([...(await requests.list(member))]);
    },
  );

  app.get(
    "/api/desk/requests/:id",
    {
      config: { caller: "staff" },
      schema: {
        tags,
        params,
        summary: "See a request, with what you may do; 403 for a liaison to its authority",
        response: { 200: requestView },
      },
    },
    async (request, reply) => {
      const session = await requireDesk(request, staffGuard);
      const answer = await requests.view(session, request.params.id);
      if (answer.kind !== "done") return refuse(reply, answer, publicUrl);
      return reply.headers(noStore).send(answer.request);
    },
  );
}

function registerActing(app: App, { staffGuard, requests, publicUrl }: DeskRouteParts): void {
  app.post(
    "/api/desk/requests",
    {
      config: { caller: "staff" },
      schema: {
        tags,
        summary: "Type in what an authority sent",
        body: requestContent,
        response: { 201: requestView },
      },
    },
    async (request, reply) => {
      const session = await staffGuard.require(request);
      const answer = await requests.receive(session, request.body);
      if (answer.kind !== "done") return refuse(reply, answer, publicUrl);
      return reply.code(201).headers(noStore).send(answer.request);
    },
  );

  app.post(
    "/api/desk/requests/:id/acts",
    {
      config: { caller: "staff" },
      schema: {
        tags,
        params,
        summary: "Do something to a request; 409 where somebody was faster, 403 with the reason",
        body: requestAct,
        response: { 200: requestView },
      },
    },
    async (request, reply) => {
      const session = await requireDesk(request, staffGuard);
      const answer = await requests.act(session, request.params.id, request.body);
      if (answer.kind !== "done") return refuse(reply, answer, publicUrl);
      return reply.headers(noStore).send(answer.request);
    },
  );
}

function registerNotices(app: App, { hostAccess, hostNotices }: DeskRouteParts): void {
  app.get(
    "/api/meetings/:code/manage/notices",
    {
      config: { caller: "host" },
      schema: {
        tags: ["meetings"],
        summary: "Read what governments demanded of this meeting and what became of it",
        params: z.object({ code: meetingCode }),
        response: { 200: z.array(hostNotice) },
      },
    },
    async (request, reply) => {
      const { meeting } = await hostAccess.require(request, request.params.code);
      return reply.headers(noStore).send([...(await hostNotices.list(meeting.room))]);
    },
  );
}

/** Requests are not for those whose only role is about the terms of service. */
async function requireDesk(request: FastifyRequest, staffGuard: StaffGuard): Promise<StaffSession> {
  const session = await staffGuard.require(request);
  if (session.member.roles.some((role) => role !== "safety")) return session;
  throw new ProblemError(problemOf("forbidden", { reason: "no-such-role" }));
}

function refuse(
  reply: FastifyReply,
  answer: Exclude<ActAnswer, { readonly kind: "done" }>,
  publicUrl: string,
) {
  switch (answer.kind) {
    case "not-allowed":
      return sendProblem(reply, problemOf("forbidden", { reason: answer.reason }), publicUrl);
    case "invalid":
      return sendProblem(reply, ruleProblem(answer.problems), publicUrl);
    case "conflict":
      return sendProblem(reply, problemOf("conflict"), publicUrl);
    case "absent":
      return sendProblem(reply, problemOf("not-found"), publicUrl);
  }
}
