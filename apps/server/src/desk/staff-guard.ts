import type { Fix } from "@graticule/admission/location/fix";
import type { RoleProposal } from "@graticule/api/problem";
import type { DeskMember } from "@graticule/desk/staff";
import type { FastifyRequest } from "fastify";
import type { Kysely } from "kysely";
import type { Database } from "../db/schema.ts";
import type { ClientAddressOf } from "../http/limits.ts";
import { onceARequest } from "../http/once-a-request.ts";
import { ProblemError, problemOf } from "../http/problem.ts";
import type { SessionGuard } from "../http/session.ts";
import type { Locator } from "../location/locator.ts";
import { readProposedRoles } from "./changes/store.ts";
import { findMember } from "./register/store.ts";

/** Someone of the desk, in a session that may act. */
export interface StaffSession {
  readonly member: DeskMember;
  readonly name: string;
  readonly email: string;
  readonly emailVerified: boolean;
  /** Where this very request comes from; never kept. */
  readonly fix: Fix;
  /** When this session is too old for the desk, milliseconds since the epoch. */
  readonly endsAt: number;
}

export interface StaffGuard {
  /**
   * The member whose session this is: with a second factor, begun a few hours ago at most, and asked for
   * by our own page. Whoever is none is told of a proposal that waits for another person.
   * @throws ProblemError `unauthorized`; `forbidden` with `no-member`, `no-second-factor` or `session-too-old`
   */
  require(request: FastifyRequest): Promise<StaffSession>;
}

export interface StaffGuardParts {
  readonly db: Kysely<Database>;
  readonly guard: SessionGuard;
  readonly locator: Pick<Locator, "fixOf">;
  readonly addressOf: ClientAddressOf;
  /** The database's time, carried on. */
  readonly now: () => number;
}

/** After so long a member of the desk signs in anew. */
const longestSessionMs = 4 * 3_600_000;

export function createStaffGuard(parts: StaffGuardParts): StaffGuard {
  const { db, guard, locator, addressOf, now } = parts;
  return {
    require: onceARequest(async (request) => {
      const signedIn = await guard.require(request);
      const found = await findMember(db, signedIn.personId);
      if (found === undefined) {
        throw notHere("no-member", await readProposedRoles(db, signedIn.personId));
      }
      if (!signedIn.secondFactor) throw notHere("no-second-factor");
      const endsAt = signedIn.signedInAt + longestSessionMs;
      if (now() >= endsAt) throw notHere("session-too-old");
      const { member, name, email, emailVerified } = found;
      const fix = locator.fixOf(addressOf(request), now());
      return { member, name, email, emailVerified, fix, endsAt };
    }),
  };
}

function notHere(
  reason: "no-member" | "no-second-factor" | "session-too-old",
  proposed?: RoleProposal,
): ProblemError {
  const parts = proposed === undefined ? { reason } : { reason, proposed };
  return new ProblemError(problemOf("forbidden", parts));
}
