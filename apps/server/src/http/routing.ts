import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Problem } from "@graticule/api/problem";
import type {
  ContextConfigDefault,
  FastifyBaseLogger,
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
  FastifySchema,
  HTTPMethods,
  RouteGenericInterface,
  RouteHandlerMethod,
} from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import type { ZodType } from "zod";
import { type Caller, securityOf } from "./caller.ts";
import { basicChallenge, problemHeaders } from "./problem.ts";

/** The HTTP application, typed by the schemas of `packages/api`. */
export type App = FastifyInstance<
  Server,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;

interface DeclaredRoute {
  readonly method: string;
  /** As it was registered, with `:parameters`. */
  readonly url: string;
  readonly caller: Caller;
}

declare module "fastify" {
  interface FastifyContextConfig {
    /** Who may call this route. All of the API, and of the OpenAPI document, must say so. */
    readonly caller?: Caller;
    readonly holds?: RouteSchema["holds"];
  }
  interface FastifyInstance {
    /** Where people reach this service, without a path. */
    readonly publicUrl: string;
    /** The routes that say who may call them. */
    readonly declaredRoutes: readonly DeclaredRoute[];
  }
}

/** What a route takes and answers, as the OpenAPI document has it. */
export interface RouteSchema {
  readonly summary: string;
  readonly description?: string;
  readonly params?: ZodType;
  readonly querystring?: ZodType;
  readonly headers?: ZodType;
  readonly body?: ZodType;
  readonly response?: Readonly<Record<number, unknown>>;
  readonly hide?: boolean;
  /** In place of the table's. */
  readonly tags?: readonly string[];
  /** Its change holds at every instance when it answers, or the answer is 202. */
  readonly holds?: "everywhere" | undefined;
}

type Handler<S> = RouteHandlerMethod<
  Server,
  IncomingMessage,
  ServerResponse,
  RouteGenericInterface,
  ContextConfigDefault,
  S & Record<never, never>,
  ZodTypeProvider,
  FastifyBaseLogger
>;

type Register<Who> = <const S extends RouteSchema>(
  url: string,
  schema: S & { readonly bodyLimit?: number },
  handle: (
    request: Parameters<Handler<S>>[0] & { readonly who: Who },
    reply: Parameters<Handler<S>>[1],
  ) => ReturnType<Handler<S>>,
) => void;

/** Registers routes of one kind of caller. */
export type RouteTable<Who> = Readonly<
  Record<"get" | "post" | "put" | "patch" | "delete", Register<Who>>
>;

/** Those whose handler finds out itself who they are, if it has to. */
type Unidentified = "anyone" | "signing-in" | "monitor";

/**
 * Routes for one kind of caller, under one heading of the API's documentation. `identify` says who calls, and throws a
 * `ProblemError` for those who may not: before the body is read, which is explained to nobody else. A handler finds
 * its answer in `request.who`. What is not for everyone is never cached.
 */
export function routesFor(
  app: App,
  caller: Unidentified,
  tags: readonly string[],
): RouteTable<undefined>;
export function routesFor<Who>(
  app: App,
  caller: Exclude<Caller, Unidentified>,
  tags: readonly string[],
  identify: (request: FastifyRequest) => Who | Promise<Who>,
): RouteTable<Who>;
export function routesFor<Who>(
  app: App,
  caller: Caller,
  tags: readonly string[],
  identify?: (request: FastifyRequest) => Who | Promise<Who>,
): RouteTable<Who> {
  const register =
    (method: HTTPMethods): Register<Who> =>
    (url, { bodyLimit, holds, ...schema }, handler) => {
      app.route({
        method,
        url,
        ...(bodyLimit !== undefined && { bodyLimit }),
        config: { caller, holds },
        schema: { tags, ...schema, response: responsesOf(schema.response, holds) } as FastifySchema,
        async onRequest(request, reply) {
          if (caller !== "anyone") reply.header("cache-control", "no-store");
          Object.assign(request, { who: await identify?.(request) });
        },
        handler: handler as RouteHandlerMethod,
      });
    };
  return {
    get: register("GET"),
    post: register("POST"),
    put: register("PUT"),
    patch: register("PATCH"),
    delete: register("DELETE"),
  };
}

/** With the answer that such a change isn't known everywhere yet. */
function responsesOf(response: RouteSchema["response"], holds: RouteSchema["holds"]) {
  if (holds === undefined || response === undefined) return response;
  return { ...response, 202: response[200] ?? response[201] ?? response[204] };
}

/**
 * Makes routes say who may call them; the OpenAPI document has it from there. Must be called before the
 * routes are registered: one that says nothing, or contradicts itself, throws.
 */
export function declareCallers(app: App): void {
  const declared: DeclaredRoute[] = [];
  app.decorate("declaredRoutes", declared);
  app.addHook("onRoute", (route) => {
    const { method, url, schema, config: { caller } = {} } = route;
    if (schema?.security !== undefined) {
      throw new Error(`${method} ${url}: what it takes follows from \`caller\``);
    }
    if (caller === undefined) {
      // Files are hidden, and for everyone.
      if (schema?.hide === true && !url.startsWith("/api/")) return;
      throw new Error(`${method} ${url} does not say who may call it`);
    }
    for (const one of [method].flat()) declared.push({ method: one, url, caller });
    const security = securityOf[caller];
    if (security !== undefined) route.schema = { ...schema, security };
  });
}

/** Ends a request with a problem. */
export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  return reply
    .code(problem.status)
    .headers(problemHeaders(problem, reply.server.publicUrl))
    .headers(isForBackends(reply) && problem.status === 401 ? apiKeyChallenge : {})
    .serializer((payload: unknown) => JSON.stringify(payload))
    .send(problem);
}

const apiKeyChallenge = { "www-authenticate": basicChallenge };

/** Only a backend is told how to authenticate: over a page, a browser would open its own password window. */
function isForBackends({ request }: FastifyReply): boolean {
  return request.routeOptions.config.caller === "backend";
}
