import type { FastifyRequest } from "fastify";
import type { App } from "./http/app.ts";
import type { SessionGuard } from "./http/session.ts";
import { keyOf } from "./joining/join-key.ts";

/** What proves that a request may ask, for each kind of route. Each throws a problem where it may not. */
export interface AskFirstParts {
  readonly guard: Pick<SessionGuard, "require" | "requireAdministrator">;
  readonly staffGuard: { require(request: FastifyRequest): Promise<unknown> };
  readonly hostAccess: { require(request: FastifyRequest, code: string): Promise<unknown> };
  readonly ownedRooms: { proveKey(request: FastifyRequest): void };
}

/**
 * The one place that asks who asks, before anything of a request is read: a body is explained to those
 * alone who may send it. The route's own description says what it takes (`security`), and its path for
 * whom it is. The handlers ask again, for what they need to know; whether a join's key is the right
 * one is theirs to say, after they have counted the question.
 */
export function askFirst(app: App, parts: AskFirstParts): void {
  app.addHook("onRequest", async (request) => {
    const { url = "", schema } = request.routeOptions;
    const schemes = new Set((schema?.security ?? []).flatMap(Object.keys));
    if (schemes.has("managementSecret")) {
      const { code = "" } = request.params as { readonly code?: string };
      await parts.hostAccess.require(request, code);
    } else if (schemes.has("apiKey") && (hasKey(request) || !schemes.has("session"))) {
      parts.ownedRooms.proveKey(request);
    } else if (schemes.has("joinKey")) keyOf(request, { joinId: "" });
    else if (schemes.has("session") && url.startsWith("/api/")) {
      await requireSession(request, url, parts);
    }
  });
}

const hasKey = ({ headers }: FastifyRequest): boolean =>
  /^Basic /i.test(headers.authorization ?? "");

async function requireSession(
  request: FastifyRequest,
  url: string,
  { guard, staffGuard }: AskFirstParts,
): Promise<void> {
  if (url.startsWith("/api/admin/")) await guard.requireAdministrator(request);
  else if (/^\/api\/(desk|safety)(\/|$)/.test(url)) await staffGuard.require(request);
  else await guard.require(request);
}
