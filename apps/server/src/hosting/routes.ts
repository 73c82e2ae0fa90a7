import { hostAct, hosting, passCreated, passInput } from "@graticule/api/hosting";
import { meetingCode } from "@graticule/api/meetings";
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { type App, sendProblem } from "../http/app.ts";
import { type ClientAddressOf, type RequestLimits, takeOrRefuse } from "../http/limits.ts";
import { ProblemError, problemOf } from "../http/problem.ts";
import type { HostAccess } from "./host-access.ts";
import type { HostActOutcome, HostContext, HostsTools } from "./hosting.ts";

export interface HostingRouteParts {
  readonly hostAccess: HostAccess;
  readonly hostsTools: HostsTools;
  readonly limits: Pick<RequestLimits, "changes">;
  readonly addressOf: ClientAddressOf;
  readonly publicUrl: string;
}

const params = z.object({ code: meetingCode });
const tags = ["hosting"];
const problems: Readonly<
  Record<Exclude<HostActOutcome, "done">, "conflict" | "forbidden" | "cannot-check">
> = { conflict: "conflict", forbidden: "forbidden", outage: "cannot-check" };

/** What hosts do about persons and the door, inside the call and outside. */
export function registerHostingRoutes(app: App, parts: HostingRouteParts): void {
  const { hostsTools: tools, publicUrl } = parts;

  app.get(
    "/api/meetings/:code/hosting",
    {
      config: { caller: "host" },
      schema: {
        tags,
        summary: "See who waits, who may do what, and the passes",
        params,
        response: { 200: hosting },
      },
    },
    async (request, reply) => {
      const { meeting } = await parts.hostAccess.require(request, request.params.code);
      const view = await tools.view(meeting.room);
      if (view === undefined) throw new ProblemError(problemOf("not-found"));
      reply.header("cache-control", "no-store");
      return view;
    },
  );

  app.post(
    "/api/meetings/:code/hosting/acts",
    {
      config: { caller: "host" },
      schema: {
        tags,
        summary: "Decide about somebody, or about the door",
        params,
        body: hostAct,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const chair = await chairOf(request, request.params.code, parts);
      const outcome = await tools.act(chair, request.body);
      if (outcome === "done") return reply.code(204).send(null);
      return sendProblem(reply, problemOf(problems[outcome]), publicUrl);
    },
  );

  registerPasses(app, parts);
}

function registerPasses(app: App, parts: HostingRouteParts): void {
  const { hostsTools: tools, publicUrl } = parts;

  app.post(
    "/api/meetings/:code/hosting/passes",
    {
      config: { caller: "host" },
      schema: {
        tags,
        summary: "Make a traveller's pass; its link is shown once",
        params,
        body: passInput,
        response: { 201: passCreated },
      },
    },
    async (request, reply) => {
      const chair = await chairOf(request, request.params.code, parts);
      const made = await tools.createPass(chair, request.body.name);
      if (made === "conflict") return sendProblem(reply, problemOf("conflict"), publicUrl);
      return reply.code(201).header("cache-control", "no-store").send(made);
    },
  );

  app.delete(
    "/api/meetings/:code/hosting/passes/:id",
    {
      config: { caller: "host" },
      schema: {
        tags,
        summary: "Take a traveller's pass back",
        params: params.extend({ id: z.uuid() }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const chair = await chairOf(request, request.params.code, parts);
      const outcome = await tools.deletePass(chair, request.params.id);
      if (outcome === "absent") throw new ProblemError(problemOf("not-found"));
      return reply.code(204).send(null);
    },
  );
}

/** For a change. @throws ProblemError as `HostAccess.require` does, `ended`, and `too-many` */
async function chairOf(
  request: FastifyRequest,
  code: string,
  { hostAccess, limits, addressOf }: HostingRouteParts,
): Promise<HostContext> {
  const { meeting, right } = await hostAccess.require(request, code);
  if (meeting.endedAt !== undefined && meeting.reopensAt === undefined) {
    throw new ProblemError(problemOf("ended"));
  }
  takeOrRefuse(limits.changes, addressOf(request));
  return { code, room: meeting.room, right };
}
