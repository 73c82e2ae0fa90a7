import {
  createServer as createHttpServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  STATUS_CODES,
} from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { Socket } from "node:net";
import cookie from "@fastify/cookie";
import type { Problem } from "@graticule/api/problem";
import fastify, { type FastifyBaseLogger, type FastifyRequest, LogController } from "fastify";
import {
  hasZodFastifySchemaValidationErrors,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from "fastify-type-provider-zod";
import type { Logger } from "pino";
import { type BalancerParts, createBalancers } from "./balancers.ts";
import { isForwarded } from "./client-address.ts";
import { NetworkSockets, type SocketBounds, usualSocketBounds } from "./network-sockets.ts";
import { bareHeaders, ProblemError, problemOf, sendBareProblem, toProblem } from "./problem.ts";
import { type App, sendProblem } from "./routing.ts";
import { registerSecurityHeaders } from "./security-headers.ts";

export interface AppParts {
  readonly publicUrl: string;
  readonly log: Logger;
  /** PEM; undefined: plain HTTP. */
  readonly tls: { readonly cert: Buffer; readonly key: Buffer } | undefined;
  /** Sees every request before the router; true: it has answered. */
  readonly before: (...request: Parameters<RequestListener>) => boolean;
  /** Whose a connection is; undefined: a proxy's. */
  readonly peerAddress: (socket: Socket) => string | undefined;
  /** Undefined: each connection comes from its own address. */
  readonly balancers?: BalancerParts | undefined;
  /** For tests. */
  readonly socketBounds?: SocketBounds;
}

/** Longest body: a rule with a few thousand places. */
const bodyLimit = 512 * 1024;

/**
 * Bounds for slow and silent peers: headers within 10 s, the whole request within 30 s, at most
 * 72 kB of headers, and no idle connection for more than 65 s. They are checked once a second.
 */
const serverOptions = {
  // A token of 16 kB and a join request of 48 kB stand in the gate's URL.
  maxHeaderSize: 72 * 1024,
  headersTimeout: 9_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 1_000,
  // The usual check leaves HTTP/1.0 out.
  requireHostHeader: false,
} as const;

/** A connection that does not finish its handshake ends after so long. */
const tlsOptions = { handshakeTimeout: 10_000 } as const;

/** What a balancer asks on a connection of its own. */
const healthPaths = new Set(["/healthz", "/livez", "/readyz"]);

/** A connection on which nothing moves for so long ends; event streams have a beat. */
const stillMs = 60_000;

/** The application without routes: schemas, one way out for errors, headers, quiet logs. */
export async function createApp(parts: AppParts): Promise<App> {
  const { publicUrl, log, tls, before } = parts;
  const sockets = new NetworkSockets(parts.peerAddress, parts.socketBounds ?? usualSocketBounds);
  const balancers = parts.balancers && createBalancers(parts.balancers);
  /** Why a request gets no further. */
  const faultOf = (request: IncomingMessage): string | undefined => {
    if (request.headers.host === undefined) return hostless;
    // What other instances forward names its client, wherever they stand.
    if (isForwarded(request) || !balancers?.isOwn(request.socket)) return undefined;
    return healthPaths.has(request.url ?? "") ? undefined : clientless;
  };
  const options = {
    ...serverOptions,
    // Some clients offer HTTP/2 with every plain request; that offer is not taken up.
    shouldUpgradeCallback: ({ headers, socket }: IncomingMessage) =>
      headers.upgrade?.toLowerCase() === "websocket" && !balancers?.isOwn(socket),
  };
  const app: App = fastify({
    loggerInstance: log as FastifyBaseLogger,
    // A request's log line would hold its address and its URL, and a URL can hold a token.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit,
    routerOptions: { maxParamLength: 4_096, ignoreTrailingSlash: false },
    return503OnClosing: true,
    forceCloseConnections: true,
    clientErrorHandler: answerBrokenRequest,
    // The usual answer would repeat the address that was asked for.
    frameworkErrors: (error, _request, reply) => {
      void sendProblem(reply.headers(bareHeaders), toProblem(error));
    },
    serverFactory: (handler) => {
      const listener: RequestListener = (request, response) => {
        // Answers that wait behind another one cost memory, and no client of today asks so.
        if (response.socket === null) return void request.socket.destroy();
        sockets.asked(request, response);
        const fault = faultOf(request);
        if (fault !== undefined) {
          sendBareProblem(response, problemOf("invalid", { detail: fault }), publicUrl);
        } else if (!before(request, response)) handler(request, response);
      };
      const server =
        tls === undefined
          ? createHttpServer(options, listener)
          : (createTlsServer({ ...options, ...tlsOptions, ...tls }, listener) as unknown as Server);
      sockets.watch(server);
      balancers?.watch(server);
      return server.setTimeout(stillMs);
    },
  }).withTypeProvider<ZodTypeProvider>();

  app.decorate("publicUrl", publicUrl);
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  await registerSecurityHeaders(app, publicUrl);
  app.addHook("onResponse", async (request, reply) => {
    const level = reply.statusCode >= 500 ? "warn" : "debug";
    request.log[level](
      {
        method: request.method,
        route: request.routeOptions.url ?? "none",
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      "answered",
    );
  });
  app.setErrorHandler((error, request, reply) => {
    if (hasZodFastifySchemaValidationErrors(error)) {
      const errors = error.validation.map((issue) => ({
        pointer: issue.instancePath,
        detail: issue.message ?? "not valid",
      }));
      return sendProblem(reply, problemOf("invalid", { errors }));
    }
    const problem = databaseProblem(error) ?? toProblem(error);
    if (problem.status >= 500) logError(request, error);
    const more = error instanceof ProblemError ? error.headers : {};
    return sendProblem(reply.headers(more), problem);
  });
  await app.register(cookie);
  return app;
}

const hostless = "The request has no host header. Send one.";
const clientless =
  "The balancer didn't say which client this connection is for. Without one it may ask for /readyz, /livez and /healthz only.";

/**
 * What is no HTTP at all, or does not come to an end, gets a short answer. Nothing of it is logged: it can
 * hold a token. The connection ends without waiting for the other side.
 */
function answerBrokenRequest(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === "ECONNRESET" || !socket.writable || socket.writableLength > 0) {
    socket.destroy();
    return;
  }
  const status = error.code === "ERR_HTTP_REQUEST_TIMEOUT" ? 408 : 400;
  const body = JSON.stringify(problemOf("invalid", { status }));
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nconnection: close\r\n`;
  const type = "content-type: application/problem+json\r\nx-content-type-options: nosniff\r\n";
  const answer = `${head}${type}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
  socket.write(answer, () => socket.destroy());
}

/** PostgreSQL's classes of errors that say that it can't be used now, and the socket's own. */
const outageCode = /^(08|53|57P|55P03|57014|25P03|ECONN|EPIPE|ENOENT|ETIMEDOUT|EHOSTUNREACH)/;
const outageMessage = /^(Connection terminated|timeout exceeded when trying|Query read timeout)/;

/** Of NUL, which no text of the database holds: nothing there has such a name. */
const unstorable = "22021";

/** An outage is told as one, and a text that is none as the asker's fault: neither is a bug. */
function databaseProblem(error: unknown): Problem | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  if (code === unstorable) return problemOf("invalid");
  const isOutage = outageCode.test(code) || outageMessage.test(error.message);
  return isOutage ? problemOf("cannot-check") : undefined;
}

/** The kind of an error and where it came from. Never its message, which can quote what was sent. */
function logError(request: FastifyRequest, error: unknown): void {
  const frames = error instanceof Error ? (error.stack ?? "").split("\n    at ").slice(1, 8) : [];
  const code = error instanceof Error && "code" in error ? String(error.code) : undefined;
  const name = error instanceof Error ? error.name : typeof error;
  request.log.error({ name, code, frames, route: request.routeOptions.url }, "failed");
}
