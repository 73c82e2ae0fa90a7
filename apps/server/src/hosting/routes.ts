import { hostAct, hosting, passCreated, passInput } from "@graticule/api/hosting";
import { meetingCode } from "@graticule/api/meetings";
import { z } from "zod";
import { ProblemError, problemOf } from "../http/problem.ts";
import { type App, routesFor, sendProblem } from "../http/routing.ts";
import type { HostAccess, HostOf } from "./host-access.ts";
import type { HostActOutcome, HostContext, HostsTools } from "./hosting.ts";

export interface HostingRouteParts {
  readonly hostAccess: HostAccess;
  readonly hostsTools: HostsTools;
}

const params = z.object({ code: meetingCode });
const tags = ["hosting"];
const problems: Readonly<
  Record<Exclude<HostActOutcome, "done">, "conflict" | "forbidden" | "cannot-check">
> = { conflict: "conflict", forbidden: "forbidden", outage: "cannot-check" };

/** What hosts do about persons and the door, inside the call and outside. */
export function registerHostingRoutes(app: App, parts: HostingRouteParts): void {
  const { hostsTools: tools } = parts;
  const host = routesFor(app, "host", tags, parts.hostAccess.require);
  const ongoing = routesFor(app, "host", tags, parts.hostAccess.requireOngoing);

  host.get(
    "/api/meetings/:code/hosting",
    {
      summary: "See who is waiting, everyone's role, and the guest passes",
      params,
      response: { 200: hosting },
    },
    async (request) => {
      const { meeting } = request.who;
      const view = await tools.view(meeting.room);
      if (view === undefined) throw new ProblemError(problemOf("not-found"));
      return view;
    },
  );

  ongoing.post(
    "/api/meetings/:code/hosting/acts",
    {
      summary: "Act on a person, or change the lobby and lock",
      params,
      body: hostAct,
      response: { 204: z.null() },
    },
    async (request, reply) => {
      const outcome = await tools.act(contextOf(request.who), request.body);
      if (outcome === "done") return reply.code(204).send(null);
      return sendProblem(reply, problemOf(problems[outcome]));
    },
  );

  registerPasses(app, parts);
}

function registerPasses(app: App, parts: HostingRouteParts): void {
  const { hostsTools: tools } = parts;
  const ongoing = routesFor(app, "host", tags, parts.hostAccess.requireOngoing);

  ongoing.post(
    "/api/meetings/:code/hosting/passes",
    {
      summary: "Create a guest pass; its link is shown only once",
      params,
      body: passInput,
      response: { 201: passCreated },
    },
    async (request, reply) => {
      const made = await tools.createPass(contextOf(request.who), request.body.name);
      if (made === "conflict") return sendProblem(reply, problemOf("conflict"));
      return reply.code(201).send(made);
    },
  );

  ongoing.delete(
    "/api/meetings/:code/hosting/passes/:id",
    {
      summary: "Take back a guest pass",
      params: params.extend({ id: z.uuid() }),
      response: { 204: z.null() },
    },
    async (request, reply) => {
      const outcome = await tools.deletePass(contextOf(request.who), request.params.id);
      if (outcome === "absent") throw new ProblemError(problemOf("not-found"));
      return reply.code(204).send(null);
    },
  );
}

function contextOf({ meeting, right }: HostOf): HostContext {
  return { code: meeting.code, room: meeting.room, right };
}
