import {
  behind,
  entriesBehind,
  entryWithHistory,
  story,
  storyRows,
  transparency,
} from "@graticule/api/transparency";
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { version } from "../config/version.ts";
import { type ClientAddressOf, type RequestLimits, takeOrRefuse } from "../http/limits.ts";
import { ProblemError, problemOf } from "../http/problem.ts";
import type { RateLimit } from "../http/rate-limit.ts";
import { type App, routesFor } from "../http/routing.ts";
import type { FollowedLog, LogView } from "./followed-log.ts";
import type { ToldLog } from "./transparency.ts";

export interface TransparencyRouteParts {
  readonly followedLog: FollowedLog;
  readonly toldLog: ToldLog;
  readonly limits: Pick<RequestLimits, "log" | "downloads">;
  readonly addressOf: ClientAddressOf;
}

const tags = ["transparency"];
const whole = /^(0|[1-9]\d{0,14})$/;
const index = z.string().regex(whole).transform(Number);
const number = z
  .string()
  .regex(/^[1-9]\d{0,9}$/)
  .transform(Number);

/** What everyone may read of the public log. Nobody is asked who they are, and any page may read it. */
export function registerTransparencyRoutes(app: App, parts: TransparencyRouteParts): void {
  const { toldLog, limits } = parts;
  const anyone = routesFor(app, "anyone", tags);
  const show = createShowing(parts, limits.log);

  anyone.get(
    "/api/transparency",
    { summary: "Get the figures of the public log", response: { 200: transparency } },
    (request, reply) => show(request, reply, async (view) => toldLog.overview(view)),
  );

  anyone.get(
    "/api/transparency/requests",
    {
      summary: "List what authorities asked and what happened, newest first",
      querystring: z.object({ before: number.optional() }),
      response: { 200: storyRows },
    },
    (request, reply) =>
      show(request, reply, async (view) => toldLog.requests(view, request.query.before)),
  );

  anyone.get(
    "/api/transparency/requests/:number",
    {
      summary: "List all public log entries of a request",
      params: z.object({ number }),
      response: { 200: story },
    },
    (request, reply) => show(request, reply, (view) => toldLog.story(view, request.params.number)),
  );

  anyone.get(
    "/api/transparency/entries",
    {
      summary: "List the entries behind a figure, newest first",
      querystring: z.object({ behind, before: index.optional() }),
      response: { 200: entriesBehind },
    },
    (request, reply) => {
      const { behind: name, before } = request.query;
      return show(request, reply, (view) => toldLog.behind(view, name, before));
    },
  );

  anyone.get(
    "/api/transparency/entries/:index",
    {
      summary: "Get an entry of the public log, and all entries that belong with it",
      params: z.object({ index }),
      response: { 200: entryWithHistory },
    },
    (request, reply) => show(request, reply, (view) => toldLog.entry(view, request.params.index)),
  );
}

/**
 * Answers out of the log as it is shown now: 304 where the asker knows it, 503 where it can't be vouched for, asked
 * once more when the answer is there.
 */
export function createShowing(
  { followedLog, addressOf }: Pick<TransparencyRouteParts, "followedLog" | "addressOf">,
  limit: RateLimit,
) {
  return async <Answer>(
    request: FastifyRequest,
    reply: FastifyReply,
    answer: (view: LogView) => Promise<Answer | "absent">,
  ): Promise<Answer> => {
    reply.header("access-control-allow-origin", "*");
    reply.header("cross-origin-resource-policy", "cross-origin");
    takeOrRefuse(limit, addressOf(request));
    const view = await followedLog.view();
    if (view === "cannot-check") throw new ProblemError(problemOf("cannot-check"));
    const etag = `"${version}.${view.version}"`;
    reply.headers({ etag, "cache-control": "no-cache" });
    const known = String(request.headers["if-none-match"] ?? "").split(/\s*,\s*/);
    if (known.some((one) => one.replace(/^W\//, "") === etag)) {
      reply.code(304).send();
      return reply as never;
    }
    const told = await answer(view);
    if (told === "absent") throw new ProblemError(problemOf("not-found"));
    if (!followedLog.isShown()) throw new ProblemError(problemOf("cannot-check"));
    return told;
  };
}
