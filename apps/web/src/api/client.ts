import { joinRefusedProblem } from "@graticule/api/meetings";
import { type Problem, problem } from "@graticule/api/problem";
import { createGraticuleClient, type GraticuleClient } from "@graticule/client/client";
import { loadSubdivisions, needsSubdivisions } from "../places/names.ts";
import { InForce } from "./in-force.ts";

/** A problem as any route may answer it; a refused join also brings the key of its event stream. */
const anyProblem = problem.extend(
  joinRefusedProblem.pick({ joinId: true, key: true }).partial().shape,
);
export type AnyProblem = ReturnType<typeof anyProblem.parse>;

/** The outcome of a request. A problem that the server answers is an answer like any other. */
export type Answer<T> =
  | { readonly kind: "ok"; readonly value: T }
  | { readonly kind: "problem"; readonly code: Problem["code"]; readonly problem: AnyProblem }
  /** No answer that makes sense came within the deadline. */
  | { readonly kind: "offline" };

/** What was answered; undefined while there is no good answer. */
export const answered = <T>(answer: Answer<T> | undefined): T | undefined =>
  answer?.kind === "ok" ? answer.value : undefined;

/** Why a question brought no answer with which one could go on. */
export type AskFault = "failed" | "too-many" | "offline";

/** What allows a request. */
export type Credential =
  /** The cookie of a signed-in person, if there is one. */
  | { readonly kind: "session" }
  /** The secret of a management link. */
  | { readonly kind: "secret"; readonly secret: string }
  /** Someone inside the call, who may act as host. */
  | { readonly kind: "join"; readonly joinId: string; readonly key: string };

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

/** The service, typed by its own contract. */
export const service: GraticuleClient = createGraticuleClient({ url: "" });

/** Whether changes made here are in force everywhere. */
export const inForce = new InForce(async () => {
  const answer = await answerOf(service.GET("/api/in-force", how()));
  // Signed out meanwhile: no one may ask any more.
  if (answer.kind === "problem") return answer.code === "unauthorized";
  return answered(answer)?.everywhere;
});

/** What goes with a call beside its parameters. */
interface How {
  /** Absent: the session. */
  readonly credential?: Credential | undefined;
  /** The version of what was seen, for a change that must not overwrite another's. */
  readonly ifMatch?: number | undefined;
}

/** The options of a call of `service`. */
export function how({ credential, ifMatch }: How = {}) {
  const bySession = (credential?.kind ?? "session") === "session";
  return {
    headers: {
      accept: "application/json, application/problem+json",
      ...authorizationOf(credential),
      ...(ifMatch !== undefined && { "if-match": `"${ifMatch}"` }),
    },
    // A wrong secret is answered 401; a browser that sends credentials would ask for a password.
    credentials: bySession ? "same-origin" : "omit",
    signal: AbortSignal.timeout(deadlineMs),
  } as const;
}

/** The options of a call that is about one thing by its `id`. */
export const one = (id: string) => ({ ...how(), params: { path: { id } } });

/** What a call of `service` came to, and the names of the places in it. Never rejects. */
export async function answerOf<T>(
  call: Promise<{ readonly data?: T; readonly error?: unknown; readonly response: Response }>,
): Promise<Answer<T>> {
  try {
    const { data, error, response } = await call;
    if (response.headers.get("graticule-in-force") === "not-yet") inForce.notYet();
    if (needsSubdivisions(JSON.stringify(data ?? error ?? null))) await loadSubdivisions();
    if (response.ok) return { kind: "ok", value: data as T };
    const told = anyProblem.parse(error);
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
