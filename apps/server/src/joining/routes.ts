import {
  beaconAnswer,
  beaconOffer,
  contestInput,
  contestState,
  door,
  enterInput,
  joinAdmitted,
  joinHeld,
  joinInput,
  joinRefusedProblem,
  knockInput,
  meetingCode,
  passHeaders,
} from "@graticule/api/meetings";
import { problem } from "@graticule/api/problem";
import { parsePlace } from "@graticule/jurisdiction/place";
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { type App, sendProblem } from "../http/app.ts";
import { takeOrRefuse } from "../http/limits.ts";
import { letStay } from "../http/network-sockets.ts";
import { endedProblem, problemOf, refusedProblem } from "../http/problem.ts";
import type { Web } from "../http/web.ts";
import { contestView } from "./contest-view.ts";
import type { EventStreams } from "./event-streams.ts";
import { keyOf } from "./join-key.ts";
import type { Joining, JoinOutcome, Requester } from "./joining.ts";
import { ResponseSink } from "./response-sink.ts";

/** Who asks to join. @throws ProblemError where a management secret is wrong */
export type RequesterOf = (request: FastifyRequest, code: string) => Promise<Requester>;

export interface JoinRouteParts extends Web {
  readonly joining: Joining;
  readonly requesterOf: RequesterOf;
  readonly streams: EventStreams;
}

const codeParams = z.object({ code: meetingCode });
const joinParams = z.object({ joinId: z.string().max(64) });
const tags = ["joining"];
const answers = {
  /** A management secret came along, and is not the one. */
  401: problem,
  200: joinAdmitted,
  202: joinHeld,
  403: joinRefusedProblem,
  451: joinRefusedProblem,
};
const problemCodes = {
  absent: "not-found",
  outage: "cannot-check",
  "too-many": "too-many",
  conflict: "conflict",
  invalid: "invalid",
} as const;

export function registerJoinRoutes(app: App, parts: JoinRouteParts): void {
  const { joining, requesterOf, limits, addressOf, publicUrl } = parts;

  app.get(
    "/api/meetings/:code/door",
    {
      config: { caller: "anyone" },
      schema: {
        tags,
        summary: "What a person sees before joining from here; nothing is stored",
        params: codeParams,
        headers: passHeaders,
        response: { 200: door, 401: problem, 403: problem },
      },
    },
    async (request, reply) => {
      const address = addressOf(request);
      takeOrRefuse(limits.joins, address);
      const { code } = request.params;
      const pass = request.headers["graticule-pass"];
      const requester = await requesterOf(request, code);
      const outcome = await joining.door(code, { address, pass, ...requester });
      if (outcome.kind !== "door") {
        return sendProblem(reply, problemOf(problemCodes[outcome.kind]), publicUrl);
      }
      return reply.header("cache-control", "no-store").send(outcome.door);
    },
  );

  app.post(
    "/api/meetings/:code/joins",
    {
      config: { caller: "anyone" },
      schema: {
        tags,
        summary: "Join: let in with a token for the gate, to wait, or refused with the reason",
        params: codeParams,
        body: joinInput,
        response: answers,
      },
    },
    async (request, reply) => {
      const address = addressOf(request);
      takeOrRefuse(limits.joins, address);
      const { code } = request.params;
      const visitor = { address, ...(await requesterOf(request, code)) };
      return sendJoin(reply, await joining.join(code, visitor, request.body), publicUrl);
    },
  );

  app.post(
    "/api/joins/:joinId/enter",
    {
      config: { caller: "join" },
      schema: {
        tags,
        summary: "Ask again with the same join: the door opened, the page was loaded anew",
        params: joinParams,
        body: enterInput,
        response: answers,
      },
    },
    async (request, reply) => {
      const address = addressOf(request);
      takeOrRefuse(limits.joins, address);
      const { stated } = request.body;
      const place = stated === undefined ? undefined : parsePlace(stated);
      const outcome = await joining.enter(keyOf(request, request.params), address, place);
      return sendJoin(reply, outcome, publicUrl);
    },
  );

  registerPleas(app, parts);
  registerContest(app, parts);
  registerWays(app, parts);
  registerEvents(app, parts);
}

function registerPleas(app: App, { joining, limits, addressOf, publicUrl }: JoinRouteParts) {
  app.post(
    "/api/joins/:joinId/leave",
    {
      config: { caller: "join" },
      schema: {
        tags,
        summary: "Leave for good: the join is forgotten",
        params: joinParams,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      return sendDone(reply, joining.leave(keyOf(request, request.params)), publicUrl);
    },
  );

  app.post(
    "/api/joins/:joinId/knock",
    {
      config: { caller: "join" },
      schema: {
        tags,
        summary: "Ask the host to be let in against the meeting's own rule",
        params: joinParams,
        body: knockInput,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const address = addressOf(request);
      takeOrRefuse(limits.joins, address);
      const key = keyOf(request, request.params);
      const { says, text } = request.body;
      return sendDone(reply, joining.knock(key, address, { says, text }), publicUrl);
    },
  );
}

function registerContest(app: App, { joining, limits, addressOf, publicUrl }: JoinRouteParts) {
  app.post(
    "/api/joins/:joinId/contest",
    {
      config: { caller: "join" },
      schema: {
        tags,
        summary: "Say to an order: I am not there",
        params: joinParams,
        body: contestInput,
        response: { 200: contestState },
      },
    },
    async (request, reply) => {
      const address = addressOf(request);
      takeOrRefuse(limits.joins, address);
      const { devicePlace } = request.body;
      const place = devicePlace === undefined ? undefined : parsePlace(devicePlace);
      const outcome = joining.contest(keyOf(request, request.params), address, place);
      switch (outcome.kind) {
        case "not-by-order":
          return sendProblem(reply, problemOf("conflict"), publicUrl);
        case "too-many":
        case "absent":
          return sendProblem(reply, problemOf(problemCodes[outcome.kind]), publicUrl);
        default:
          return reply.header("cache-control", "no-store").send(contestView(outcome));
      }
    },
  );
}

/** What shows from where a page's packets come. */
function registerWays(app: App, { joining, addressOf, publicUrl }: JoinRouteParts) {
  app.post(
    "/api/joins/:joinId/beacon",
    {
      config: { caller: "join" },
      schema: {
        tags,
        summary: "Open a connection by which this service sees where the page's packets come from",
        params: joinParams,
        body: beaconOffer,
        response: { 200: beaconAnswer },
      },
    },
    async (request, reply) => {
      const outcome = joining.openBeacon(keyOf(request, request.params), request.body.sdp);
      reply.header("cache-control", "no-store");
      switch (outcome.kind) {
        case "answer":
          return reply.send({ sdp: outcome.sdp });
        case "unwanted":
          return reply.send({});
        default:
          return sendProblem(reply, problemOf(problemCodes[outcome.kind]), publicUrl);
      }
    },
  );

  app.post(
    "/api/joins/:joinId/here",
    {
      config: { caller: "join" },
      schema: {
        tags,
        summary: "Answer the event `where`: the address that this comes from is what counts",
        params: joinParams,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const key = keyOf(request, request.params);
      return sendDone(reply, joining.here(key, addressOf(request)), publicUrl);
    },
  );
}

function registerEvents(app: App, { streams, addressOf, publicUrl }: JoinRouteParts): void {
  app.get(
    "/api/joins/:joinId/events",
    {
      config: { caller: "follower" },
      schema: {
        tags,
        summary: "Follow a join: server-sent events, named by their kind",
        params: joinParams,
        querystring: z.object({ key: z.string().max(1_000), page: z.string().max(64).optional() }),
      },
    },
    async (request, reply) => {
      const sink = new ResponseSink(reply.raw);
      const join = { id: request.params.joinId, key: request.query.key };
      const follower = { address: addressOf(request), page: request.query.page };
      const outcome = streams.open(join, follower, sink);
      if (outcome.kind !== "opened") {
        return sendProblem(reply, problemOf(problemCodes[outcome.kind]), publicUrl);
      }
      letStay(request.raw.socket);
      reply.raw.once("close", outcome.close);
      sink.begin();
      reply.hijack();
      return reply;
    },
  );
  app.addHook("preClose", async () => streams.close());
}

/** @throws ProblemError `unauthorized` where no key comes along */
function sendDone(
  reply: FastifyReply,
  outcome: "done" | keyof typeof problemCodes,
  publicUrl: string,
): FastifyReply {
  if (outcome === "done") return reply.code(204).send(null);
  return sendProblem(reply, problemOf(problemCodes[outcome]), publicUrl);
}

function sendJoin(reply: FastifyReply, outcome: JoinOutcome, publicUrl: string): FastifyReply {
  reply.header("cache-control", "no-store");
  switch (outcome.kind) {
    case "admitted":
      return reply.send(outcome.join);
    case "held": {
      const { held, joinId, key, title } = outcome;
      return reply.code(202).send({ joinId, key, held, title });
    }
    case "refused": {
      const { status, refusal, joinId, key } = outcome;
      const problem = { ...refusedProblem(status, refusal), joinId, key };
      return sendProblem(reply, problem, publicUrl);
    }
    case "ended":
      return sendProblem(reply, endedProblem(outcome.by), publicUrl);
    default:
      return sendProblem(reply, problemOf(problemCodes[outcome.kind]), publicUrl);
  }
}
