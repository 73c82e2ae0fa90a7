import type { EndedBy } from "@graticule/api/meetings";
import type { Problem, ProblemCode, Refusal, RoleProposal } from "@graticule/api/problem";

/** What a problem says beside its code; everything here may be read by the person at the door. */
export interface ProblemParts {
  readonly status?: number;
  readonly detail?: string;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
  readonly refusal?: Refusal;
  readonly reason?: string;
  readonly proposed?: RoleProposal;
}

const kinds: Readonly<Record<ProblemCode, { readonly status: number; readonly title: string }>> = {
  refused: { status: 403, title: "You can't join from here" },
  "cannot-check": { status: 503, title: "The service can't check just now" },
  invalid: { status: 400, title: "The request is not valid" },
  unauthorized: { status: 401, title: "A valid key, session or secret is missing" },
  forbidden: { status: 403, title: "This is not yours" },
  "not-found": { status: 404, title: "There is nothing here" },
  conflict: { status: 409, title: "It was changed by somebody else" },
  ended: { status: 410, title: "This meeting has ended" },
  "too-many": { status: 429, title: "Too many requests" },
  internal: { status: 500, title: "Something went wrong here" },
};

/**
 * An outcome that ends a request, thrown where a return value can't reach the route (hooks,
 * authentication). Its message is its code: nothing of it is ever logged or sent.
 */
export class ProblemError extends Error {
  readonly problem: Problem;
  readonly headers: Readonly<Record<string, string>>;

  constructor(problem: Problem, headers: Readonly<Record<string, string>> = {}) {
    super(problem.code);
    this.name = "ProblemError";
    this.problem = problem;
    this.headers = headers;
  }
}

/** A problem (RFC 9457) of this code, with the status and title that belong to it. */
export function problemOf(code: ProblemCode, parts: ProblemParts = {}): Problem {
  const { status, title } = kinds[code];
  return {
    type: `urn:graticule:problem:${code}`,
    title,
    status: parts.status ?? status,
    code,
    ...(parts.detail === undefined ? {} : { detail: parts.detail }),
    ...(parts.errors === undefined ? {} : { errors: [...parts.errors] }),
    ...(parts.refusal === undefined ? {} : { refusal: parts.refusal }),
    ...(parts.reason === undefined ? {} : { reason: parts.reason }),
    ...(parts.proposed === undefined ? {} : { proposed: parts.proposed }),
  };
}

/** The refusal of a person by a rule (403) or an order (451). */
export function refusedProblem(status: 403 | 451, refusal: Refusal): Problem {
  return problemOf("refused", { status, refusal });
}

/** A meeting that is closed, and whose word that was. */
export function endedProblem(by: EndedBy): Problem {
  return problemOf("ended", by === "service" ? { reason: "terms" } : {});
}

/** For everyone but API keys: where Basic is asked for, a browser asks its user for a password. */
const bearerChallenge = 'Bearer realm="graticule"';
/** For the routes that take an API key (RFC 7617). */
export const basicChallenge = 'Basic realm="graticule"';

/** For an answer that no hook sees: it is no page, and leads nowhere. */
export const bareHeaders: Readonly<Record<string, string>> = {
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
};

/**
 * Headers that go with a problem, for Fastify and the gate alike. 451 names who implements the
 * block (RFC 7725 section 4). No refusal is ever cached: the next answer may differ.
 */
export function problemHeaders(problem: Problem, publicUrl: string): Record<string, string> {
  return {
    "content-type": "application/problem+json",
    "cache-control": "no-store",
    ...(problem.status === 451 ? { link: `<${publicUrl}/process>; rel="blocked-by"` } : {}),
    ...(problem.code === "unauthorized" ? { "www-authenticate": bearerChallenge } : {}),
    ...(problem.code === "cannot-check" || problem.code === "too-many"
      ? { "retry-after": "5" }
      : {}),
  };
}

/** What Fastify throws of its own accord (size, media type, broken JSON) has such a status. */
interface ThrownStatus {
  readonly statusCode: number;
  readonly code?: string;
  readonly validation?: readonly { readonly instancePath?: string; readonly message?: string }[];
}

/** What to do about a request that Fastify does not read. Its own words could repeat parts of it. */
const details: Readonly<Record<string, string>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: "Send JSON, with the header content-type: application/json",
  FST_ERR_CTP_EMPTY_JSON_BODY: "The body is empty: send JSON, or leave the header content-type out",
  FST_ERR_CTP_INVALID_JSON_BODY: "The body is not JSON",
  FST_ERR_CTP_BODY_TOO_LARGE: "The body is too long",
};

/** Turns anything thrown into a problem. 500 and above never carries the message. */
export function toProblem(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  if (!hasStatus(error) || error.statusCode < 400 || error.statusCode >= 500) {
    return problemOf("internal");
  }
  if (error.statusCode === 404) return problemOf("not-found");
  if (error.statusCode === 429) return problemOf("too-many");
  const errors = error.validation?.map((issue) => ({
    pointer: issue.instancePath ?? "",
    detail: issue.message ?? "not valid",
  }));
  const detail = details[error.code ?? ""];
  return problemOf("invalid", {
    status: error.statusCode,
    ...(detail === undefined ? {} : { detail }),
    ...(errors === undefined ? {} : { errors }),
  });
}

function hasStatus(error: unknown): error is ThrownStatus {
  return (
    typeof error === "object" &&
    error !== null &&
    "statusCode" in error &&
    typeof error.statusCode === "number"
  );
}
