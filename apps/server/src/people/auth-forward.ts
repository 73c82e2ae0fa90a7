import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { ProblemError, problemOf } from "../http/problem.ts";
import type { Auth } from "./auth.ts";

/** A request for better-auth, as it came to us. */
interface Forwarded {
  readonly request: FastifyRequest;
  readonly body: Body;
  readonly parts: { readonly auth: Auth; readonly publicUrl: string };
}

export type Body = Readonly<Record<string, unknown>>;
export const bodySchema = z.record(z.string(), z.unknown());
const longestCookie = 4_096;

/** Where better-auth would lead someone on to: never a request's wish. */
const leadsOn = new Set(["callbackURL", "redirectTo", "errorCallbackURL", "newUserCallbackURL"]);

export function readBody(body: unknown): Body {
  const read = bodySchema.safeParse(body ?? {});
  if (!read.success) throw new ProblemError(problemOf("invalid"));
  return Object.fromEntries(Object.entries(read.data).filter(([name]) => !leadsOn.has(name)));
}

/**
 * Builds a new request: nothing of an address, a host or a forwarding header goes on.
 * @param without a cookie that doesn't, either
 */
export async function forward(
  { request, body, parts }: Forwarded,
  without?: string,
): Promise<Response> {
  const { method } = request;
  const url = innerUrl(request, parts);
  const headers = headersFor(request, parts.publicUrl);
  if (without !== undefined) headers.set("cookie", cookiesBut(headers.get("cookie"), without));
  if (method === "GET") return await handle(parts.auth, new Request(url, { headers }));
  return await handle(
    parts.auth,
    new Request(url, { method, headers, body: JSON.stringify(body) }),
  );
}

/** What is a POST here, since its body holds a secret, and a GET for better-auth. */
export async function forwardAsGet(
  { request, parts }: Forwarded,
  query: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const url = innerUrl(request, parts);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return await handle(
    parts.auth,
    new Request(url, { headers: headersFor(request, parts.publicUrl) }),
  );
}

function innerUrl(request: FastifyRequest, { publicUrl }: Forwarded["parts"]): URL {
  const url = new URL(request.url, publicUrl);
  for (const name of leadsOn) url.searchParams.delete(name);
  return url;
}

async function handle(auth: Auth, request: Request): Promise<Response> {
  return checked(await auth.handler(request));
}

/** Throws for what better-auth could not do itself: it could not ask the database. */
export function checked(answer: Response): Response {
  if (answer.status >= 500) throw new ProblemError(problemOf("cannot-check"));
  return answer;
}

export function headersFor(request: FastifyRequest, publicUrl: string): Headers {
  const { cookie, "user-agent": userAgent } = request.headers;
  if (cookie !== undefined && cookie.length > longestCookie)
    throw new ProblemError(problemOf("invalid"));
  return new Headers({
    origin: new URL(publicUrl).origin,
    "content-type": "application/json",
    ...(cookie === undefined ? {} : { cookie }),
    ...(userAgent === undefined ? {} : { "user-agent": userAgent }),
  });
}

const cookiesBut = (cookies: string | null, name: string): string =>
  (cookies ?? "")
    .split(/; */)
    .filter((cookie) => !cookie.startsWith(`${name}=`))
    .join("; ");

export function cookiesOf(answer: Response): Headers {
  const headers = new Headers();
  for (const cookie of answer.headers.getSetCookie()) headers.append("set-cookie", cookie);
  return headers;
}
