import type { FastifyRequest } from "fastify";
import { ProblemError, problemOf } from "./problem.ts";

/**
 * The version that a change expects, from `If-Match: "3"`; undefined: any. 0: there is no version
 * yet.
 * @throws ProblemError `invalid` for anything else.
 */
export function expectedVersion(request: FastifyRequest): number | undefined {
  const header = request.headers["if-match"];
  if (header === undefined || header === "*") return undefined;
  const digits = /^"?(\d{1,9})"?$/.exec(header)?.[1];
  if (digits !== undefined) return Number(digits);
  const errors = [
    {
      pointer: "/headers/if-match",
      detail: "This isn't a version. Send the ETag you got with the rule.",
    },
  ];
  throw new ProblemError(problemOf("invalid", { errors }));
}

export function entityTag(version: number): { readonly etag: string } {
  return { etag: `"${version}"` };
}
