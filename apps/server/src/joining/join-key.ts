import type { FastifyRequest } from "fastify";
import { ProblemError, problemOf } from "../http/problem.ts";
import type { JoinKey } from "../presence/joins.ts";

/** From `Authorization: Bearer`. @throws ProblemError `unauthorized` where there is none */
export function keyOf(request: FastifyRequest, { joinId }: { readonly joinId: string }): JoinKey {
  const given = /^Bearer ([A-Za-z0-9_-]{1,1000})$/i.exec(request.headers.authorization ?? "");
  const key = given?.[1];
  if (key === undefined) throw new ProblemError(problemOf("unauthorized"));
  return { id: joinId, key };
}
