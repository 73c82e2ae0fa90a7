import type { FastifyRequest } from "fastify";
import type { App } from "./http/app.ts";
import type { SessionGuard } from "./http/session.ts";
import { keyOf } from "./joining/join-key.ts";

/** What proves that a request may ask, for each kind of caller. Each throws a problem where it may not. */
export interface AskFirstParts {
  readonly guard: Pick<SessionGuard, "require" | "requireAdministrator">;
  readonly staffGuard: { require(request: FastifyRequest): Promise<unknown> };
  readonly hostAccess: { require(request: FastifyRequest, code: string): Promise<unknown> };
  readonly ownedRooms: { proveKey(request: FastifyRequest): void };
}

/**
 * The one place that asks who asks, before anything of a request is read: a body is explained to those
 * alone who may send it. The route says who that is (`http/caller.ts`). The handlers ask again, for what
 * they need to know; whether a join's key is the right one is theirs to say, after they have counted the
 * question.
 */
export function askFirst(app: App, parts: AskFirstParts): void {
  const { guard, staffGuard, hostAccess, ownedRooms } = parts;
  app.addHook("onRequest", async (request) => {
    const { caller } = request.routeOptions.config;
    switch (caller) {
      case undefined:
      case "anyone":
      case "signing-in":
      case "follower":
      case "monitor":
        return;
      case "person":
        await guard.require(request);
        return;
      case "administrator":
        await guard.requireAdministrator(request);
        return;
      case "staff":
        await staffGuard.require(request);
        return;
      case "host":
      case "organiser": {
        const { code = "" } = request.params as { readonly code?: string };
        await hostAccess.require(request, code);
        return;
      }
      case "join":
        keyOf(request, { joinId: "" });
        return;
      case "backend":
        ownedRooms.proveKey(request);
        return;
      case "backend-or-person":
        if (hasKey(request)) ownedRooms.proveKey(request);
        else await guard.require(request);
        return;
      default:
        caller satisfies never;
    }
  });
}

const hasKey = ({ headers }: FastifyRequest): boolean =>
  /^Basic /i.test(headers.authorization ?? "");
