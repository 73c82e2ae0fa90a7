import { keysMessage } from "@graticule/api/keys";
import { z } from "zod";
import { problemOf } from "../http/problem.ts";
import { type App, routesFor, sendProblem } from "../http/routing.ts";
import { joinKeyOf } from "../joining/join-key.ts";
import type { Deliveries } from "./deliveries.ts";

export interface DeliveryRouteParts {
  readonly deliveries: Deliveries;
}

/** Above the longest message: a welcome and a commit, each as long as it may be. */
const largestBytes = 2_001_000;
const problemCodes = { absent: "not-found", conflict: "conflict", invalid: "invalid" } as const;

export function registerDeliveryRoutes(app: App, { deliveries }: DeliveryRouteParts): void {
  const join = routesFor(app, "join", ["joining"], joinKeyOf);
  join.post(
    "/api/joins/:joinId/keys",
    {
      summary:
        "Send a key message of an encrypted meeting: passed on in order, unreadable to this service",
      params: z.object({ joinId: z.string().max(64) }),
      body: keysMessage,
      response: { 204: z.null() },
      bodyLimit: largestBytes,
    },
    async (request, reply) => {
      const outcome = deliveries.say(request.who, request.body);
      if (outcome === "done") return reply.code(204).send(null);
      return sendProblem(reply, problemOf(problemCodes[outcome]));
    },
  );
}
