import type { FastifyRequest } from "fastify";
import { z } from "zod";
import type { Auth } from "./auth.ts";

/** Whom an answer of better-auth signs in, and how that is undone. */

/**
 * better-auth signs in who moves an address by its link. INVARIANT: an email alone opens no account, past password and second
 * step.
 */
export async function withoutSignIn(
  answer: Response,
  { auth }: { readonly auth: Auth },
): Promise<Response> {
  const cookies = cookiesSet(answer);
  if (cookies.length > 0) {
    await auth.api.signOut({ headers: new Headers({ cookie: cookies.join("; ") }) });
  }
  return Response.json({ status: true });
}

/** Whether an answer opens another session than the one in which it was asked for. */
export const signsIn = (answer: Response, { headers: { cookie = "" } }: FastifyRequest): boolean =>
  cookiesSet(answer).some((set) => set.includes("session_token=") && !cookie.includes(set));

/** Without those that an answer deletes. */
const cookiesSet = (answer: Response): readonly string[] =>
  answer.headers.getSetCookie().flatMap((set) => /^[^=;]+=[^;]+/.exec(set)?.[0] ?? []);

const wholeSignIn = z.object({ user: z.object({ email: z.string() }) });

/** Whom a whole sign-in signs in, not the first of two steps. */
export async function signedInBy(answer: Response): Promise<string | undefined> {
  const said: unknown = await answer
    .clone()
    .json()
    .catch(() => undefined);
  return wholeSignIn.safeParse(said).data?.user.email;
}
