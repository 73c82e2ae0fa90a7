import type { FastifyRequest } from "fastify";
import { ProblemError, problemOf } from "../http/problem.ts";
import { hashSecret } from "../http/secret.ts";
import { refuseOtherOrigins, type SessionGuard, type SignedIn } from "../http/session.ts";
import type { Auth } from "./auth.ts";
import { orUnavailable } from "./or-unavailable.ts";
import type { PersonStore } from "./person-store.ts";

export interface SessionGuardParts {
  readonly auth: Auth;
  readonly persons: Pick<PersonStore, "lastingSignIns">;
  readonly operatorAccountId: string;
  readonly publicUrl: string;
}

/** Our cookies are far shorter. */
const longestCookie = 4_096;
const mostRemembered = 10_000;

/**
 * Sessions by better-auth's cookie. The database is asked only for cookies that this service
 * signed, and only once for an ended session, which never becomes one again.
 */
export function createSessionGuard(parts: SessionGuardParts): SessionGuard {
  const { auth, operatorAccountId, publicUrl } = parts;
  const dead = new Set<string>();

  const find = async (request: FastifyRequest): Promise<SignedIn | undefined> => {
    const { cookie } = request.headers;
    if (cookie === undefined || cookie.length > longestCookie) return undefined;
    if (!cookie.includes("graticule.session_token=")) return undefined;
    const known = hashSecret(cookie).toString("base64");
    if (dead.has(known)) return undefined;
    const person = await askSession(auth, cookie);
    if (person !== undefined) {
      const { id: personId, ...session } = person;
      return { personId, ...session, administrator: session.accountId === operatorAccountId };
    }
    if (dead.size >= mostRemembered) dead.clear();
    dead.add(known);
    return undefined;
  };

  const require = async (request: FastifyRequest): Promise<SignedIn> => {
    refuseOtherOrigins(request, publicUrl);
    const signedIn = await find(request);
    if (signedIn === undefined) throw new ProblemError(problemOf("unauthorized"));
    return signedIn;
  };

  return {
    lasts: async (id) => (await parts.persons.lastingSignIns([id])).has(id),
    lasting: parts.persons.lastingSignIns,
    find,
    require,
    async requireAdministrator(request) {
      const signedIn = await require(request);
      if (!signedIn.administrator) throw new ProblemError(problemOf("forbidden"));
      return signedIn;
    },
  };
}

/** @throws ProblemError `cannot-check` while the database can't be asked */
async function askSession(auth: Auth, cookie: string) {
  const headers = new Headers({ cookie });
  const found = await orUnavailable(
    auth.api.getSession({ headers, query: { disableRefresh: true } }),
  );
  const { id, accountId, twoFactorEnabled } = found?.user ?? {};
  if (found === null || !id || !accountId) return undefined;
  const signedInAt = found.session.createdAt.getTime();
  const signInId = found.session.id;
  return { id, accountId, signInId, signedInAt, secondFactor: twoFactorEnabled === true };
}
