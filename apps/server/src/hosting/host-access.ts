import type { FastifyRequest } from "fastify";
import type { Meeting } from "../meetings/store.ts";

/** By what right somebody acts as host. */
export type HostRight =
  /** The management link's secret. */
  | { readonly kind: "secret" }
  /** The session of a person to whose account the meeting belongs. */
  | { readonly kind: "owner"; readonly personId: string }
  /** Somebody inside who is host, co-host or acting, by their join's key. */
  | { readonly kind: "inside"; readonly identity: string };

/** Who may act as host of a meeting. */
export interface HostAccess {
  /**
   * The meeting that this request may manage. Wrong credentials are limited by address prefix,
   * right ones never: a neighbour's failures lock no host out.
   * @throws ProblemError `unauthorized`, `not-found`, `too-many`, `forbidden` (another site asks)
   */
  require(
    request: FastifyRequest,
    code: string,
  ): Promise<{ readonly meeting: Meeting; readonly right: HostRight }>;
}
