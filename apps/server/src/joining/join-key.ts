import type { FastifyRequest } from "fastify";
import { ProblemError, problemOf } from "../http/problem.ts";
import type { JoinKey } from "../presence/joins.ts";

/**
 * A join, as a rule the one of the path's `:joinId`, with the key from `Authorization: Bearer`, which may be wrong.
 * @throws ProblemError `unauthorized` where none came along
 */
export function joinKeyOf(request: FastifyRequest, joinId = pathJoin(request)): JoinKey {
  const key = bearerOf(request);
  if (key === undefined) throw new ProblemError(problemOf("unauthorized"));
  return { id: joinId, key };
}

/** The key from `Authorization: Bearer`, if one came along. */
export function bearerOf({ headers }: FastifyRequest): string | undefined {
  return /^Bearer ([A-Za-z0-9_-]{1,1000})$/i.exec(headers.authorization ?? "")?.[1];
}

function pathJoin({ params }: FastifyRequest): string {
  return (params as { readonly joinId: string }).joinId;
}
