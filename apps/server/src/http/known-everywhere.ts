import type { FastifyReply, FastifyRequest } from "fastify";
import type { App } from "./routing.ts";

/**
 * Holds back the answers of routes whose change must hold at once (`holds` in their schema) until
 * every instance of the service knows the change. If that can't be confirmed in time, the status is
 * 202 in place of 200, 201 or 204, and a header
 * tells it from others' 202. Call it before the routes are registered.
 */
export function awaitEverywhere(
  app: App,
  everywhere: () => Promise<"everywhere" | "not-yet">,
): void {
  app.addHook("onSend", async (request: FastifyRequest, reply: FastifyReply) => {
    if (request.routeOptions.config.holds !== "everywhere" || !isSuccess(reply.statusCode)) return;
    if ((await everywhere()) === "not-yet") reply.code(202).header("graticule-in-force", "not-yet");
  });
}

const isSuccess = (status: number): boolean => status >= 200 && status < 300;
