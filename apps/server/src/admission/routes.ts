import {
  door,
  joinAdmitted,
  joinInput,
  joinRefusedProblem,
  meetingCode,
} from "@graticule/api/meetings";
import { z } from "zod";
import { type App, sendProblem } from "../http/app.ts";
import { type ClientAddressOf, type RequestLimits, takeOrRefuse } from "../http/limits.ts";
import { problemOf, refusedProblem } from "../http/problem.ts";
import type { EventStreams } from "./event-streams.ts";
import type { Joining } from "./join.ts";
import { ResponseSink } from "./response-sink.ts";

export interface AdmissionRouteParts {
  readonly joining: Joining;
  readonly streams: EventStreams;
  readonly limits: RequestLimits;
  readonly addressOf: ClientAddressOf;
  readonly publicUrl: string;
}

const params = z.object({ code: meetingCode });
const tags = ["joining"];
const problemCodes = {
  absent: "not-found",
  ended: "ended",
  outage: "cannot-check",
  "too-many": "too-many",
} as const;

export function registerAdmissionRoutes(app: App, parts: AdmissionRouteParts): void {
  const { joining, limits, addressOf, publicUrl } = parts;

  app.get(
    "/api/meetings/:code/door",
    {
      schema: {
        tags,
        summary: "What a person sees before joining from here",
        params,
        response: { 200: door },
      },
    },
    async (request, reply) => {
      const address = addressOf(request);
      takeOrRefuse(limits.joins, address);
      const outcome = joining.door(request.params.code, address);
      if (outcome.kind !== "door") {
        return sendProblem(reply, problemOf(problemCodes[outcome.kind]), publicUrl);
      }
      return reply.header("cache-control", "no-store").send(outcome.door);
    },
  );

  app.post(
    "/api/meetings/:code/joins",
    {
      schema: {
        tags,
        summary: "Join: admitted with a token for the gate, or refused with the reason",
        params,
        body: joinInput,
        response: { 200: joinAdmitted, 403: joinRefusedProblem, 451: joinRefusedProblem },
      },
    },
    async (request, reply) => {
      const address = addressOf(request);
      takeOrRefuse(limits.joins, address);
      const outcome = await joining.join(request.params.code, request.body.name, address);
      if (outcome.kind === "admitted") {
        return reply.header("cache-control", "no-store").send(outcome.join);
      }
      if (outcome.kind !== "refused") {
        return sendProblem(reply, problemOf(problemCodes[outcome.kind]), publicUrl);
      }
      const { status, refusal, joinId, key } = outcome;
      const problem = { ...refusedProblem(status, refusal), joinId, key };
      return sendProblem(reply, problem, publicUrl);
    },
  );

  registerEvents(app, parts);
}

function registerEvents(app: App, { streams, addressOf, publicUrl }: AdmissionRouteParts): void {
  app.get(
    "/api/joins/:joinId/events",
    {
      schema: {
        tags,
        summary: "Follow a join: server-sent events (`state`, `removed`, `may-return`, `ended`)",
        params: z.object({ joinId: z.string().max(64) }),
        querystring: z.object({ key: z.string().max(200) }),
      },
    },
    async (request, reply) => {
      const sink = new ResponseSink(reply.raw, publicUrl);
      const join = { id: request.params.joinId, key: request.query.key };
      const outcome = streams.open(join, addressOf(request), sink);
      if (outcome.kind !== "opened") {
        return sendProblem(reply, problemOf(problemCodes[outcome.kind]), publicUrl);
      }
      reply.raw.once("close", outcome.close);
      sink.begin();
      reply.hijack();
      return reply;
    },
  );
  app.addHook("preClose", async () => streams.close());
}
