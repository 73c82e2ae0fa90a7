import { addressPrefix } from "@graticule/admission/location/address";
import type { FastifyRequest } from "fastify";
import { ProblemError, problemOf } from "./problem.ts";
import { createRateLimit, type RateLimit } from "./rate-limit.ts";

/** What is limited by address prefix. A school behind one address must still get in at once. */
export interface RequestLimits {
  /** Looking at a door, and joining. */
  readonly joins: RateLimit;
  /** Wrong keys, secrets and set-up links: only failures are counted. */
  readonly failures: RateLimit;
  /** Asking what a rule would do: each answer says a little of who is inside. */
  readonly previews: RateLimit;
  /** Changing the rule of a meeting: each change is kept. */
  readonly changes: RateLimit;
  /** Appeals and reports of abuse: each is kept, and someone reads it. */
  readonly pleas: RateLimit;
  /**
   * Appeals of the public against one order, asked with the order's id, a blank, and the address. Those whom an order keeps
   * out, and hosts, are not limited by it.
   */
  readonly publicAppeals: RateLimit;
  /** Files of the public log: whoever reads it from its beginning asks for many. */
  readonly log: RateLimit;
  /** The public log in one file: each is read from the database as a whole. */
  readonly downloads: RateLimit;
}

export function createRequestLimits(): RequestLimits {
  return {
    joins: createRateLimit({ burst: 600, perSecond: 20 }),
    failures: createRateLimit({ burst: 30, perSecond: 0.5 }),
    previews: createRateLimit({ burst: 30, perSecond: 0.5 }),
    changes: createRateLimit({ burst: 120, perSecond: 1 }),
    pleas: createRateLimit({ burst: 20, perSecond: 0.02 }),
    publicAppeals: createRateLimit({
      burst: 5,
      perSecond: 5 / 86_400,
      keyOf: (asked) => `${asked.slice(0, 36)} ${addressPrefix(asked.slice(37))}`,
    }),
    log: createRateLimit({ burst: 2_000, perSecond: 50 }),
    downloads: createRateLimit({ burst: 20, perSecond: 0.1 }),
  };
}

export type ClientAddressOf = (request: FastifyRequest) => string;

/** @throws ProblemError `too-many` */
export function takeOrRefuse(limit: RateLimit, address: string): void {
  if (limit.take(address) === "too-many") throw new ProblemError(problemOf("too-many"));
}

/** @throws ProblemError `too-many` before a check that this prefix has failed too often. */
export function refuseAfterFailures(limit: RateLimit, address: string): void {
  if (limit.peek(address) === "too-many") throw new ProblemError(problemOf("too-many"));
}

/** Counts a failed check and makes the problem that it ends with. */
export function failed(limit: RateLimit, address: string): ProblemError {
  limit.take(address);
  return new ProblemError(problemOf("unauthorized"));
}
