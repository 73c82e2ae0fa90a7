import { meetingName, meetingNameInput } from "@graticule/api/meeting-name";
import { meetingCode } from "@graticule/api/meetings";
import { z } from "zod";
import { type HostAccess, whoseChange } from "../hosting/host-access.ts";
import { type RequestLimits, takeOrRefuse } from "../http/limits.ts";
import { problemOf } from "../http/problem.ts";
import { type App, routesFor, sendProblem } from "../http/routing.ts";
import type { MeetingNames } from "./meeting-names.ts";

export interface MeetingNameRouteParts {
  readonly meetingNames: MeetingNames;
  readonly hostAccess: Pick<HostAccess, "requireOrganiser">;
  readonly limits: Pick<RequestLimits, "changes">;
}

const url = "/api/meetings/:code/manage/name";
const params = z.object({ code: meetingCode });

/** A host lets the public log name a meeting, and takes that back. */
export function registerMeetingNameRoutes(app: App, parts: MeetingNameRouteParts): void {
  const { meetingNames, limits, hostAccess } = parts;
  const organiser = routesFor(app, "organiser", ["meetings"], hostAccess.requireOrganiser);

  organiser.get(
    url,
    {
      params,
      summary: "See whether the public log names a meeting, or can",
      response: { 200: meetingName },
    },
    async (request, reply) => {
      const { room } = request.who.meeting;
      return reply.send(await meetingNames.look(room));
    },
  );

  organiser.put(
    url,
    {
      params,
      summary: "Let the public log name a meeting that a demand was about; 409 with the reason",
      body: meetingNameInput,
      response: { 204: z.null() },
    },
    async (request, reply) => {
      const { room } = request.who.meeting;
      takeOrRefuse(limits.changes, whoseChange(request.who));
      const outcome = await meetingNames.name(room, request.body.title);
      if (outcome === "done") return reply.code(204).send(null);
      return sendProblem(reply, problemOf("conflict", { reason: outcome }));
    },
  );

  organiser.delete(
    url,
    {
      params,
      summary: "Take back a meeting's name in the public log: its title is erased there",
      response: { 204: z.null() },
    },
    async (request, reply) => {
      const { room } = request.who.meeting;
      takeOrRefuse(limits.changes, whoseChange(request.who));
      const outcome = await meetingNames.withdraw(room);
      if (outcome === "done") return reply.code(204).send(null);
      return sendProblem(reply, problemOf("conflict", { reason: outcome }));
    },
  );
}
