import type { FastifyRequest } from "fastify";
import { isForwarded } from "../http/client-address.ts";
import type { ClientAddressOf } from "../http/limits.ts";
import { ProblemError, problemOf } from "../http/problem.ts";
import type { App } from "../http/routing.ts";
import type { Forwarder } from "./forwarder.ts";
import type { Owners } from "./owners.ts";
import { type Routed, toOwner } from "./to-owner.ts";

export interface RouteToOwnerParts {
  readonly owners: Pick<Owners, "find">;
  readonly forwarder: Forwarder;
  /** Never store or log the answer. */
  readonly addressOf: ClientAddressOf;
  /** The room that a request's path names. Undefined: none, or one that isn't known. */
  readonly roomOf: (request: FastifyRequest) => Promise<string | undefined>;
  /** Called for each request that no other instance forwarded to us. */
  readonly count: (routed: Routed) => void;
}

/**
 * Forwards requests about a room to its owner, before any check of who sent them. Call it before
 * the routes are registered.
 */
export function routeToOwner(app: App, parts: RouteToOwnerParts): void {
  const { owners, forwarder, addressOf, roomOf, count } = parts;
  app.addHook("onRequest", async (request, reply) => {
    const room = await roomOf(request);
    if (room === undefined) return;
    const { raw, method } = request;
    const arrived = {
      isForwarded: isForwarded(raw),
      mayRepeat: method === "GET" || method === "HEAD",
    };
    let isRead = false;
    const routed = await toOwner(room, owners, arrived, (peer) => {
      isRead = !arrived.mayRepeat;
      const { bodyLimit } = request.routeOptions;
      const exchange = { request: raw, response: reply.raw, bodyLimit };
      return forwarder.request(peer, exchange, addressOf(request));
    });
    if (!arrived.isForwarded) count(routed);
    switch (routed) {
      case "here":
        // The room became ours meanwhile, but the body has been read. The page asks again.
        if (isRead) throw new ProblemError(problemOf("cannot-check"));
        return;
      case "done":
        reply.hijack();
        return;
      case "not-owner":
        // Only the instance that forwarded it sees this answer.
        reply.code(421).send();
        return reply;
      case "outage":
        throw new ProblemError(problemOf("cannot-check"));
    }
  });
}
