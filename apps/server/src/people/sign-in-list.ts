import { ProblemError, problemOf } from "../http/problem.ts";
import type { Auth } from "./auth.ts";
import { orUnavailable } from "./or-unavailable.ts";

/**
 * A person's open sessions, for `/api/auth/list-sessions`. better-auth's own answer needs a sign-in
 * within the last day; a person who looks for a thief must not have to sign in again. The token of
 * this session is its own; the others' are hashes, good only for ending them.
 */
export async function listSignIns(auth: Auth, headers: Headers) {
  const { own, all } = await readSignIns(auth, headers);
  return all.map(({ id, token, createdAt, updatedAt, expiresAt, userAgent, userId }) => ({
    id,
    userId,
    token: id === own.id ? own.token : token,
    userAgent: userAgent ?? "",
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
  }));
}

/** Ends a person's other sessions. better-auth would tell them apart by tokens, which we don't keep. */
export async function endOtherSignIns(auth: Auth, headers: Headers): Promise<void> {
  const { own, all, internalAdapter } = await readSignIns(auth, headers);
  const others = all.filter(({ id }) => id !== own.id);
  await Promise.all(others.map(({ token }) => internalAdapter.deleteSession(token)));
}

/** @throws ProblemError `unauthorized` */
async function readSignIns(auth: Auth, headers: Headers) {
  const current = await orUnavailable(
    auth.api.getSession({ headers, query: { disableRefresh: true } }),
  );
  if (current === null) throw new ProblemError(problemOf("unauthorized"));
  const { internalAdapter } = await auth.$context;
  const all = await internalAdapter.listSessions(current.user.id, { onlyActiveSessions: true });
  return { own: current.session, all, internalAdapter };
}
