import type { ServerResponse } from "node:http";
import type { EndedBy } from "@graticule/api/meetings";
import type { Problem, ProblemCode, Refusal } from "@graticule/api/problem";

/** What a problem says beside its code; everything here may be read by the person at the door. */
export type ProblemParts = Partial<Omit<Problem, "type" | "title" | "code" | "errors">> & {
  readonly errors?: Readonly<Problem["errors"]>;
};

const kinds: Readonly<Record<ProblemCode, { readonly status: number; readonly title: string }>> = {
  refused: { status: 403, title: "You can't join from here" },
  "cannot-check": { status: 503, title: "The service can't check this right now" },
  invalid: { status: 400, title: "The request isn't valid" },
  unauthorized: { status: 401, title: "A valid key, session or secret is missing" },
  forbidden: { status: 403, title: "You're not allowed to do this" },
  "not-found": { status: 404, title: "There is nothing here" },
  conflict: { status: 409, title: "This can't be done as things stand now" },
  ended: { status: 410, title: "This meeting has ended" },
  "too-many": { status: 429, title: "Too many requests" },
  internal: { status: 500, title: "Something went wrong on our side" },
};

/**
 * Ends a request with a problem where a return value can't reach the route (hooks, authentication).
 * Its message is the problem's code: never logged or sent.
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
  const { errors, ...rest } = parts;
  const problem = { type: `urn:graticule:problem:${code}`, ...kinds[code], code, ...rest };
  return errors === undefined ? problem : { ...problem, errors: [...errors] };
}

/** The refusal of a person by a rule (403) or an order (451). */
export function refusedProblem(status: 403 | 451, refusal: Refusal): Problem {
  return problemOf("refused", { status, refusal });
}

/**
 * No media server is up where a meeting's has to be.
 * @param region the one chosen for it; undefined: none is up anywhere
 */
export function noMediaProblem(region: string | undefined): Problem {
  const where = region === undefined ? "" : " in the region that the host chose";
  return problemOf("cannot-check", {
    reason: region === undefined ? "no-media" : "media-region",
    detail: `No media server is up${where}. Try again later.`,
  });
}

/** Of a meeting that is closed. */
export function endedProblem(by: EndedBy): Problem {
  return problemOf("ended", by === "service" ? { reason: "terms" } : {});
}

/** For all but API keys: for Basic, a browser would ask its user for a password. */
const bearerChallenge = 'Bearer realm="graticule"';
/** For the routes that take an API key (RFC 7617). */
export const basicChallenge = 'Basic realm="graticule"';

/** For answers that bypass all hooks: they are no pages and lead nowhere. */
export const bareHeaders: Readonly<Record<string, string>> = {
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
};

/**
 * Headers of a problem, for Fastify and the gate. 451 names who implements the block (RFC 7725
 * section 4). No refusal is cached: the next answer may differ.
 */
export function problemHeaders(problem: Problem, publicUrl: string): Record<string, string> {
  return {
    "content-type": "application/problem+json",
    "cache-control": "no-store",
    ...(problem.status === 451 && { link: `<${publicUrl}/process>; rel="blocked-by"` }),
    ...(problem.code === "unauthorized" && { "www-authenticate": bearerChallenge }),
    ...((problem.code === "cannot-check" || problem.code === "too-many") && { "retry-after": "5" }),
  };
}

/** Answers a request that no route gets to see. The connection ends. */
export function sendBareProblem(
  response: ServerResponse,
  problem: Problem,
  publicUrl: string,
): void {
  const headers = { ...problemHeaders(problem, publicUrl), ...bareHeaders, connection: "close" };
  response.writeHead(problem.status, headers).end(JSON.stringify(problem));
}

/** What Fastify itself throws (size, media type, broken JSON). */
interface ThrownStatus {
  readonly statusCode: number;
  readonly code?: string;
  readonly validation?: readonly { readonly instancePath?: string; readonly message?: string }[];
}

/** For a request that Fastify does not read: its own messages could repeat parts of it. */
const details: Readonly<Record<string, string>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: "Send JSON, with the header content-type: application/json.",
  FST_ERR_CTP_EMPTY_JSON_BODY:
    "The body is empty. Send JSON, or leave out the content-type header.",
  FST_ERR_CTP_INVALID_JSON_BODY: "The body isn't valid JSON.",
  FST_ERR_CTP_BODY_TOO_LARGE: "The body is too long.",
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
    detail,
    ...(errors && { errors }),
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
