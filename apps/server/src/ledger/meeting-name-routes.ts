import { meetingName, meetingNameInput } from "@graticule/api/meeting-name";
import { meetingCode } from "@graticule/api/meetings";
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import type { HostAccess } from "../hosting/host-access.ts";
import { type App, sendProblem } from "../http/app.ts";
import { type ClientAddressOf, type RequestLimits, takeOrRefuse } from "../http/limits.ts";
import { ProblemError, problemOf } from "../http/problem.ts";
import type { MeetingNames } from "./meeting-names.ts";

export interface MeetingNameRouteParts {
  readonly meetingNames: MeetingNames;
  readonly hostAccess: Pick<HostAccess, "require">;
  readonly limits: Pick<RequestLimits, "changes">;
  readonly addressOf: ClientAddressOf;
  readonly publicUrl: string;
}

const url = "/api/meetings/:code/manage/name";
const common = {
  tags: ["meetings"],
  params: z.object({ code: meetingCode }),
};

/** A host lets the public log name a meeting, and takes that back. */
export function registerMeetingNameRoutes(app: App, parts: MeetingNameRouteParts): void {
  const { meetingNames, limits, addressOf, publicUrl } = parts;

  app.get(
    url,
    {
      config: { caller: "organiser" },
      schema: {
        ...common,
        summary: "See whether the public log names a meeting, or could",
        response: { 200: meetingName },
      },
    },
    async (request, reply) => {
      const room = await roomOf(request, request.params.code, parts);
      return reply.header("cache-control", "no-store").send(await meetingNames.look(room));
    },
  );

  app.put(
    url,
    {
      config: { caller: "organiser" },
      schema: {
        ...common,
        summary: "Let the public log name a meeting that demands named; 409 with the reason",
        body: meetingNameInput,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const room = await roomOf(request, request.params.code, parts);
      takeOrRefuse(limits.changes, addressOf(request));
      const outcome = await meetingNames.name(room, request.body.title);
      if (outcome === "done") return reply.code(204).send(null);
      return sendProblem(reply, problemOf("conflict", { reason: outcome }), publicUrl);
    },
  );

  app.delete(
    url,
    {
      config: { caller: "organiser" },
      schema: {
        ...common,
        summary: "Take a meeting's name in the public log back: its title is erased there",
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const room = await roomOf(request, request.params.code, parts);
      takeOrRefuse(limits.changes, addressOf(request));
      const outcome = await meetingNames.withdraw(room);
      if (outcome === "done") return reply.code(204).send(null);
      return sendProblem(reply, problemOf("conflict", { reason: outcome }), publicUrl);
    },
  );
}

/** Who acts as host for an hour consents to nothing that lasts. */
async function roomOf(
  request: FastifyRequest,
  code: string,
  { hostAccess }: MeetingNameRouteParts,
): Promise<string> {
  const { meeting, right } = await hostAccess.require(request, code);
  if (right.kind === "inside") throw new ProblemError(problemOf("forbidden", { reason: "inside" }));
  return meeting.room;
}
