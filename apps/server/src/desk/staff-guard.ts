import type { Fix } from "@graticule/admission/location/fix";
import type { RoleProposal } from "@graticule/api/problem";
import type { DeskMember } from "@graticule/desk/staff";
import type { FastifyRequest } from "fastify";
import type { Kysely } from "kysely";
import type { Database } from "../db/schema.ts";
import type { ClientAddressOf } from "../http/limits.ts";
import { ProblemError, problemOf } from "../http/problem.ts";
import type { SessionGuard } from "../http/session.ts";
import type { Locator } from "../location/locator.ts";
import { type OpenRoleProposal, readRoleProposals } from "./changes/store.ts";
import { findMember } from "./register/store.ts";

/** Someone of the desk, in a session that may act. */
export interface StaffSession {
  readonly member: DeskMember;
  /** Where this very request comes from; never kept. */
  readonly fix: Fix;
  /** When this session is too old for the desk, milliseconds since the epoch. */
  readonly endsAt: number;
}

export type StaffGuard = ReturnType<typeof createStaffGuard>;

export interface StaffGuardParts {
  readonly db: Kysely<Database>;
  readonly guard: SessionGuard;
  readonly locator: Pick<Locator, "fixOf">;
  readonly addressOf: ClientAddressOf;
  /** The database's time, carried on. */
  readonly now: () => number;
}

/** After so long a member of the desk signs in again. */
const longestSessionMs = 4 * 3_600_000;

export function createStaffGuard(parts: StaffGuardParts) {
  const { db, guard, locator, addressOf, now } = parts;
  return {
    /**
     * The member whose session this is: with a second factor, begun a few hours ago at most, and
     * asked for by our own page. One who is no member hears of a proposal that waits for another
     * person.
     * @throws ProblemError `unauthorized`; `forbidden` with `no-member`, `no-second-factor` or
     * `session-too-old`
     */
    async require(request: FastifyRequest): Promise<StaffSession> {
      const signedIn = await guard.require(request);
      const found = await findMember(db, signedIn.personId);
      if (found === undefined) {
        const [proposed] = await readRoleProposals(db, signedIn.personId);
        throw notHere("no-member", proposed && describe(proposed));
      }
      if (!signedIn.secondFactor) throw notHere("no-second-factor");
      const endsAt = signedIn.signedInAt + longestSessionMs;
      if (now() >= endsAt) throw notHere("session-too-old");
      return { member: found.member, fix: locator.fixOf(addressOf(request), now()), endsAt };
    },
  };
}

function describe({ roles, at, key, until }: OpenRoleProposal): RoleProposal {
  return {
    roles,
    proposedAt: at.toISOString(),
    hasKey: key !== null,
    waitsUntil: until?.toISOString(),
  };
}

function notHere(
  reason: "no-member" | "no-second-factor" | "session-too-old",
  proposed?: RoleProposal,
): ProblemError {
  const parts = proposed === undefined ? { reason } : { reason, proposed };
  return new ProblemError(problemOf("forbidden", parts));
}
