import type { FastifyReply, FastifyRequest } from "fastify";
import { type SessionStore, sessionDays } from "../accounts/session-store.ts";
import { ProblemError, problemOf } from "./problem.ts";
import { hashSecret } from "./secret.ts";

const cookieName = "graticule_session";

/** Who is signed in with this request. */
export interface SignedIn {
  readonly personId: string;
  /** Everything that this person makes belongs to it. */
  readonly accountId: string;
  readonly administrator: boolean;
}

/** Sessions as the routes see them. */
export interface SessionGuard {
  find(request: FastifyRequest): Promise<SignedIn | undefined>;
  /** @throws ProblemError `unauthorized`; `forbidden` for a change that another site asks for */
  require(request: FastifyRequest): Promise<SignedIn>;
  /** @throws ProblemError as `require` does, and `forbidden` for everybody else */
  requireAdministrator(request: FastifyRequest): Promise<SignedIn>;
}

export interface OperatorSession {
  isOperator(request: FastifyRequest): Promise<boolean>;
  /** A `preHandler`: 401 without the operator's session, 403 for a change asked by another site. */
  require(request: FastifyRequest): Promise<void>;
  give(reply: FastifyReply, session: string): void;
  take(request: FastifyRequest, reply: FastifyReply): Promise<void>;
}

/**
 * The operator's session is a cookie that scripts can't read and other sites can't send
 * (SameSite=Strict); changes must also name this very origin, since a neighbouring subdomain is
 * the same site.
 */
export function createOperatorSession(store: SessionStore, publicUrl: string): OperatorSession {
  const options = {
    httpOnly: true,
    sameSite: "strict",
    secure: publicUrl.startsWith("https:"),
    path: "/",
  } as const;

  const isOperator = async (request: FastifyRequest): Promise<boolean> => {
    const cookie = request.cookies[cookieName];
    if (cookie === undefined || cookie.length > 200) return false;
    return await store.isOpen(hashSecret(cookie));
  };

  return {
    isOperator,
    async require(request) {
      refuseOtherOrigins(request, publicUrl);
      if (!(await isOperator(request))) throw new ProblemError(problemOf("unauthorized"));
    },
    give(reply, session) {
      reply.setCookie(cookieName, session, { ...options, maxAge: sessionDays * 86_400 });
    },
    async take(request, reply) {
      refuseOtherOrigins(request, publicUrl);
      const cookie = request.cookies[cookieName];
      if (cookie !== undefined) await store.close(hashSecret(cookie));
      reply.clearCookie(cookieName, options);
    },
  };
}

/**
 * Refuses a change that a page of another origin asks for. Browsers name the origin of every
 * request that changes something; a client that is no browser may name none.
 * @throws ProblemError `forbidden`
 */
export function refuseOtherOrigins(request: FastifyRequest, publicUrl: string): void {
  if (request.method === "GET" || request.method === "HEAD") return;
  const { origin } = request.headers;
  const site = request.headers["sec-fetch-site"];
  const isOther = origin !== undefined && origin !== new URL(publicUrl).origin;
  if (isOther || (origin === undefined && site !== undefined && site !== "same-origin")) {
    throw new ProblemError(problemOf("forbidden", { detail: "This was asked by another site." }));
  }
}
