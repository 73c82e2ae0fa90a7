import type { FastifyRequest } from "fastify";
import { ProblemError, problemOf } from "../http/problem.ts";
import type { JoinKey } from "../presence/joins.ts";

/**
 * A join, as a rule the one of the path's `:joinId`, with the key from `Authorization: Bearer`, which may be wrong.
 * @throws ProblemError `unauthorized` where none came along
 */
export function joinKeyOf(request: FastifyRequest, joinId = pathJoin(request)): JoinKey {
  const given = /^Bearer ([A-Za-z0-9_-]{1,1000})$/i.exec(request.headers.authorization ?? "");
  const key = given?.[1];
  if (key === undefined) throw new ProblemError(problemOf("unauthorized"));
  return { id: joinId, key };
}

function pathJoin({ params }: FastifyRequest): string {
  return (params as { readonly joinId: string }).joinId;
}
