import type { FastifyReply, FastifyRequest } from "fastify";
import { ProblemError, problemOf } from "./problem.ts";

/** The person whose session a request has. */
export interface SignedIn {
  readonly personId: string;
  /** Of this session. Opens nothing. */
  readonly signInId: string;
  /** Owns everything that this person makes. */
  readonly accountId: string;
  readonly administrator: boolean;
  /** When this session began, milliseconds since the epoch by the database's clock. */
  readonly signedInAt: number;
  readonly secondFactor: boolean;
}

/** Sessions as the routes see them. */
export interface SessionGuard {
  /** Whether a session goes on: not signed out, nor ended by a new password. */
  lasts(signInId: string): Promise<boolean>;
  /** Those of these sessions that go on. */
  lasting(signInIds: readonly string[]): Promise<ReadonlySet<string>>;
  find(request: FastifyRequest): Promise<SignedIn | undefined>;
  /** @throws ProblemError `unauthorized`; `forbidden` for a change that another site asks for */
  require(request: FastifyRequest): Promise<SignedIn>;
  /** @throws ProblemError as `require` does, and `forbidden` for everyone else */
  requireAdministrator(request: FastifyRequest): Promise<SignedIn>;
}

/**
 * Whether this is the password of the person whose session a request has: a stolen session must not be enough for what lasts. A wrong
 * one counts as a guess.
 * @throws ProblemError `too-many`; `cannot-check` while the database can't be asked
 */
export type PasswordCheck = (
  asked: { readonly request: FastifyRequest; readonly reply: FastifyReply },
  password: string,
) => Promise<"right" | "wrong">;

/**
 * Refuses a change asked for by a page of another origin. Browsers send the origin with every
 * request that changes something; other clients may send none.
 * @throws ProblemError `forbidden`
 */
export function refuseOtherOrigins(request: FastifyRequest, publicUrl: string): void {
  if (request.method === "GET" || request.method === "HEAD") return;
  const { origin } = request.headers;
  const site = request.headers["sec-fetch-site"];
  const isOther = origin !== undefined && origin !== new URL(publicUrl).origin;
  if (isOther || (origin === undefined && site !== undefined && site !== "same-origin")) {
    throw new ProblemError(
      problemOf("forbidden", { detail: "This request came from another site." }),
    );
  }
}
