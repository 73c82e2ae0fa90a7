import { addressPrefix } from "@graticule/admission/location/address";
import type { FastifyRequest } from "fastify";
import { ProblemError, problemOf } from "./problem.ts";
import { createRateLimit, type RateLimit } from "./rate-limit.ts";

export type RequestLimits = ReturnType<typeof createRequestLimits>;

/** Of what is asked about and the address behind the last blank. */
function aboutAndPrefix(asked: string): string {
  const at = asked.lastIndexOf(" ");
  return `${asked.slice(0, at)} ${addressPrefix(asked.slice(at + 1))}`;
}

/** What is limited, most by address prefix. A school behind one address must still get in at once. */
export function createRequestLimits() {
  return {
    /** Looking at a door, and joining. */
    joins: createRateLimit({ burst: 600, perSecond: 20 }),
    /** Wrong keys, secrets and set-up links: only failures are counted. */
    failures: createRateLimit({ burst: 30, perSecond: 0.5 }),
    /**
     * Asking what a rule would do, asked with the room: each answer says a little of who is inside. Neighbours' rooms
     * are of no concern to it.
     */
    previews: createRateLimit({ burst: 30, perSecond: 0.5, keyOf: (room) => room }),
    /**
     * A host's acts, which are kept, and what an account asks of this service: asked with whose they
     * are, so that no neighbour keeps a host from acting.
     */
    changes: createRateLimit({ burst: 120, perSecond: 1, keyOf: (whose) => whose }),
    /** The same of an account, by its keys or its owner: asked with its id, since backends share no network with it. */
    accountChanges: createRateLimit({ burst: 600, perSecond: 2, keyOf: (accountId) => accountId }),
    /** Appeals and reports of abuse: each is kept, and a person reads it. Without proof, or a wrong one. */
    pleas: createRateLimit({ burst: 20, perSecond: 0.02 }),
    /** The same with a proof, asked with whose it is: neighbours leave these to each other. */
    provedPleas: createRateLimit({ burst: 20, perSecond: 0.02, keyOf: (whose) => whose }),
    /**
     * The same of all joins to one meeting in one network, asked with the room, a blank, and the
     * address: one person can have many joins.
     */
    pleasOfJoins: createRateLimit({ burst: 100, perSecond: 0.02, keyOf: aboutAndPrefix }),
    /**
     * Appeals of the public against one order, asked with the order's id, a blank, and the address.
     * Not for those whom an order keeps out, nor for hosts.
     */
    publicAppeals: createRateLimit({ burst: 5, perSecond: 5 / 86_400, keyOf: aboutAndPrefix }),
    /** Files of the public log: reading it from its beginning takes many. */
    log: createRateLimit({ burst: 2_000, perSecond: 50 }),
    /** The public log in one file: each reads all of it from the database. */
    downloads: createRateLimit({ burst: 20, perSecond: 0.1 }),
  };
}

export type PleaLimits = Pick<RequestLimits, "pleas" | "provedPleas" | "pleasOfJoins">;

export type ClientAddressOf = (request: FastifyRequest) => string;

/** @throws ProblemError `too-many` */
export function takeOrRefuse(limit: RateLimit, address: string): void {
  if (limit.take(address) === "too-many") throw new ProblemError(problemOf("too-many"));
}

/**
 * Counts a plea from one of the joins to this room.
 * @param whose the join, or what it was given as a proof
 * @throws ProblemError `too-many`
 */
export function takePleaOfJoin(
  { provedPleas, pleasOfJoins }: PleaLimits,
  { whose, room, address }: Record<"whose" | "room" | "address", string>,
): void {
  takeOrRefuse(provedPleas, whose);
  takeOrRefuse(pleasOfJoins, `${room} ${address}`);
}

/** For use before a check. @throws ProblemError `too-many` if this prefix has failed too often */
export function refuseAfterFailures(limit: RateLimit, address: string): void {
  if (limit.peek(address) === "too-many") throw new ProblemError(problemOf("too-many"));
}

/** Counts a failed check and makes its problem. */
export function failed(limit: RateLimit, address: string): ProblemError {
  limit.take(address);
  return new ProblemError(problemOf("unauthorized"));
}
