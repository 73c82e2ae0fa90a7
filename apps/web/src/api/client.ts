import { joinRefusedProblem } from "@graticule/api/meetings";
import { type Problem, problem } from "@graticule/api/problem";

/** A problem as any route may answer it; a refused join also brings the key of its event stream. */
const anyProblem = problem.extend(
  joinRefusedProblem.pick({ joinId: true, key: true }).partial().shape,
);
export type AnyProblem = ReturnType<typeof anyProblem.parse>;

/** What reads an answer's body: a zod schema of the contract, or {@link nothing}. Throws. */
export interface Reader<T> {
  readonly parse: (body: unknown) => T;
}

/** For answers whose body, if any, says nothing that the page needs. */
export const nothing: Reader<undefined> = { parse: () => undefined };

/** What became of a request. A problem that the server told is an answer like any other. */
export type Answer<T> =
  | { readonly kind: "ok"; readonly value: T }
  | { readonly kind: "problem"; readonly code: Problem["code"]; readonly problem: AnyProblem }
  /** No answer that makes sense came within the deadline. */
  | { readonly kind: "offline" };

/** What allows a request. */
export type Credential =
  /** The cookie of whoever is signed in, if anybody is. */
  | { readonly kind: "session" }
  /** The secret of a management link. */
  | { readonly kind: "secret"; readonly secret: string }
  /** Somebody inside the call, who may act as host. */
  | { readonly kind: "join"; readonly joinId: string; readonly key: string };

export interface Request<T> {
  readonly path: string;
  readonly schema: Reader<T>;
  readonly method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly body?: unknown;
  /** Absent: the session. */
  readonly credential?: Credential;
  /** The version of what was seen, for a change that must not overwrite another's. */
  readonly ifMatch?: number;
}

/** Every request has this deadline. */
const deadlineMs = 15_000;

function authorizationOf(credential: Credential | undefined): Record<string, string> {
  switch (credential?.kind) {
    case undefined:
    case "session":
      return {};
    case "secret":
      return { authorization: `Bearer ${credential.secret}` };
    case "join":
      return { authorization: `Join ${credential.joinId}.${credential.key}` };
  }
}

function headersOf<T>(request: Request<T>): Record<string, string> {
  return {
    accept: "application/json, application/problem+json",
    ...(request.body === undefined ? {} : { "content-type": "application/json" }),
    ...authorizationOf(request.credential),
    ...(request.ifMatch === undefined ? {} : { "if-match": `"${request.ifMatch}"` }),
  };
}

async function readBody(response: Response): Promise<unknown> {
  const text = await response.text();
  return text === "" ? undefined : JSON.parse(text);
}

export async function ask<T>(request: Request<T>): Promise<Answer<T>> {
  const bySession = (request.credential?.kind ?? "session") === "session";
  try {
    const response = await fetch(request.path, {
      method: request.method ?? "GET",
      headers: headersOf(request),
      // A wrong secret is answered 401; a browser that sends credentials would ask for a password.
      credentials: bySession ? "same-origin" : "omit",
      signal: AbortSignal.timeout(deadlineMs),
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
    });
    const body = await readBody(response);
    if (response.ok) return { kind: "ok", value: request.schema.parse(body) };
    const told = anyProblem.parse(body);
    return { kind: "problem", code: told.code, problem: told };
  } catch {
    return { kind: "offline" };
  }
}

/** A file, with a deadline of a minute; undefined where none came. */
export async function askForFile(request: {
  readonly path: string;
  readonly credential: Credential;
}): Promise<Blob | undefined> {
  try {
    const response = await fetch(request.path, {
      headers: authorizationOf(request.credential),
      credentials: request.credential.kind === "session" ? "same-origin" : "omit",
      signal: AbortSignal.timeout(60_000),
    });
    return response.ok ? await response.blob() : undefined;
  } catch {
    return undefined;
  }
}
