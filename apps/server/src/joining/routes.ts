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
import { takeOrRefuse } from "../http/limits.ts";
import { letStay } from "../http/network-sockets.ts";
import { endedProblem, noMediaProblem, problemOf, refusedProblem } from "../http/problem.ts";
import { type App, routesFor, sendProblem } from "../http/routing.ts";
import type { Web } from "../http/web.ts";
import type { Counters } from "../presence/counters.ts";
import { contestView } from "./contest-view.ts";
import type { EventStreams } from "./event-streams.ts";
import { joinKeyOf } from "./join-key.ts";
import type { Joining, JoinOutcome, Requester } from "./joining.ts";
import { ResponseSink } from "./response-sink.ts";

/** Who asks to join. @throws ProblemError where a management secret is wrong */
export type RequesterOf = (request: FastifyRequest, code: string) => Promise<Requester>;

export interface JoinRouteParts extends Web {
  readonly joining: Joining;
  readonly requesterOf: RequesterOf;
  readonly streams: EventStreams;
  readonly counters: Counters;
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
  const { joining, requesterOf, limits, addressOf, counters } = parts;
  const anyone = routesFor(app, "anyone", tags);
  const join = routesFor(app, "join", tags, joinKeyOf);

  anyone.get(
    "/api/meetings/:code/door",
    {
      summary: "See what someone joining from here would see; nothing is stored",
      params: codeParams,
      headers: passHeaders,
      response: { 200: door, 401: problem, 403: problem },
    },
    async (request, reply) => {
      const address = addressOf(request);
      takeOrRefuse(limits.joins, address);
      const { code } = request.params;
      const pass = request.headers["graticule-pass"];
      const requester = await requesterOf(request, code);
      const outcome = await joining.door(code, { address, pass, ...requester });
      if (outcome.kind !== "door") {
        return sendProblem(reply, problemOf(problemCodes[outcome.kind]));
      }
      return reply.header("cache-control", "no-store").send(outcome.door);
    },
  );

  anyone.post(
    "/api/meetings/:code/joins",
    {
      summary:
        "Join: you're let in with a token for the gate, wait in the lobby, or are kept out with the reason",
      params: codeParams,
      body: joinInput,
      response: answers,
    },
    async (request, reply) => {
      const address = addressOf(request);
      takeOrRefuse(limits.joins, address);
      const { code } = request.params;
      const visitor = { address, ...(await requesterOf(request, code)) };
      const outcome = await joining.join(code, visitor, request.body);
      if (outcome.kind === "admitted") counters.time("join", reply.elapsedTime);
      return sendJoin(reply, outcome);
    },
  );

  join.post(
    "/api/joins/:joinId/enter",
    {
      summary: "Ask again with the same join, after the lobby opened or the page was reloaded",
      params: joinParams,
      body: enterInput,
      response: answers,
    },
    async (request, reply) => {
      const address = addressOf(request);
      takeOrRefuse(limits.joins, address);
      const { stated } = request.body;
      const place = stated === undefined ? undefined : parsePlace(stated);
      const outcome = await joining.enter(request.who, address, place);
      return sendJoin(reply, outcome);
    },
  );

  registerPleas(app, parts);
  registerContest(app, parts);
  registerPaths(app, parts);
  registerEvents(app, parts);
}

function registerPleas(app: App, { joining, limits, addressOf }: JoinRouteParts) {
  const join = routesFor(app, "join", tags, joinKeyOf);
  join.post(
    "/api/joins/:joinId/leave",
    {
      summary: "Leave: the join is forgotten",
      params: joinParams,
      response: { 204: z.null() },
    },
    async (request, reply) => sendDone(reply, joining.leave(request.who)),
  );

  join.post(
    "/api/joins/:joinId/knock",
    {
      summary: "Ask the host to let you in despite the meeting's own rule",
      params: joinParams,
      body: knockInput,
      response: { 204: z.null() },
    },
    async (request, reply) => {
      const address = addressOf(request);
      takeOrRefuse(limits.joins, address);
      const { says, text } = request.body;
      return sendDone(reply, joining.knock(request.who, address, { says, text }));
    },
  );
}

function registerContest(app: App, { joining, addressOf }: JoinRouteParts) {
  const join = routesFor(app, "join", tags, joinKeyOf);
  join.post(
    "/api/joins/:joinId/contest",
    {
      summary: "Make a location claim: say “I'm not there” to an order",
      params: joinParams,
      body: contestInput,
      response: { 200: contestState },
    },
    async (request, reply) => {
      const { devicePlace } = request.body;
      const place = devicePlace === undefined ? undefined : parsePlace(devicePlace);
      const outcome = joining.contest(request.who, addressOf(request), place);
      switch (outcome.kind) {
        case "not-by-order":
          return sendProblem(reply, problemOf("conflict"));
        case "absent":
        case "too-many":
          return sendProblem(reply, problemOf(problemCodes[outcome.kind]));
        default:
          return reply.send(contestView(outcome));
      }
    },
  );
}

/** What shows from where a page's packets come. */
function registerPaths(app: App, { joining, addressOf }: JoinRouteParts) {
  const join = routesFor(app, "join", tags, joinKeyOf);
  join.post(
    "/api/joins/:joinId/beacon",
    {
      summary: "Open a connection that shows this service where the page's packets come from",
      params: joinParams,
      body: beaconOffer,
      response: { 200: beaconAnswer },
    },
    async (request, reply) => {
      const outcome = joining.openBeacon(request.who, addressOf(request), request.body.sdp);
      switch (outcome.kind) {
        case "answer":
          return reply.send({ sdp: outcome.sdp });
        case "unwanted":
          return reply.send({});
        default:
          return sendProblem(reply, problemOf(problemCodes[outcome.kind]));
      }
    },
  );

  join.post(
    "/api/joins/:joinId/here",
    {
      summary: "Answer the event `where`: what counts is the address this request comes from",
      params: joinParams,
      response: { 204: z.null() },
    },
    async (request, reply) => sendDone(reply, joining.here(request.who, addressOf(request))),
  );
}

function registerEvents(app: App, { streams, addressOf }: JoinRouteParts): void {
  const join = routesFor(app, "join", tags, joinKeyOf);
  join.get(
    "/api/joins/:joinId/events",
    {
      summary: "Follow a join: server-sent events, named by their kind",
      params: joinParams,
      querystring: z.object({ page: z.string().max(64).optional() }),
    },
    async (request, reply) => {
      const sink = new ResponseSink(reply.raw);
      const follower = { address: addressOf(request), page: request.query.page };
      const outcome = streams.open(request.who, follower, sink);
      if (outcome.kind !== "opened") {
        return sendProblem(reply, problemOf(problemCodes[outcome.kind]));
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

function sendDone(reply: FastifyReply, outcome: "done" | keyof typeof problemCodes): FastifyReply {
  if (outcome === "done") return reply.code(204).send(null);
  return sendProblem(reply, problemOf(problemCodes[outcome]));
}

function sendJoin(reply: FastifyReply, outcome: JoinOutcome): FastifyReply {
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
      return sendProblem(reply, problem);
    }
    case "ended":
      return sendProblem(reply, endedProblem(outcome.by));
    case "no-media":
      return sendProblem(reply, noMediaProblem(outcome.region));
    default:
      return sendProblem(reply, problemOf(problemCodes[outcome.kind]));
  }
}
