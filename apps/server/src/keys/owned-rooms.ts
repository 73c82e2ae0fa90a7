import type { KeyScope } from "@graticule/api/account";
import type { FastifyRequest } from "fastify";
import { accountSuspended, keyOfRequest } from "../accounts/authenticate-key.ts";
import type { StoredKeyRing } from "../accounts/stored-key-ring.ts";
import type { DailyMarkers } from "../db/daily-markers.ts";
import {
  type ClientAddressOf,
  failed,
  type RequestLimits,
  refuseAfterFailures,
  takeOrRefuse,
} from "../http/limits.ts";
import { ProblemError, problemOf } from "../http/problem.ts";
import type { RoomDirectory, RoomPolicy } from "../rooms/room-directory.ts";

/** Rooms as a backend with a key may reach them: its own account's, and no others. */
export type OwnedRooms = ReturnType<typeof createOwnedRooms>;

export interface OwnedRoomsParts {
  readonly keyRing: Pick<StoredKeyRing, "find">;
  /** Notes the day of a key's last use. */
  readonly keyMarks: Pick<DailyMarkers, "mark">;
  readonly directory: RoomDirectory;
  readonly limits: RequestLimits;
  readonly addressOf: ClientAddressOf;
}

export function createOwnedRooms(parts: OwnedRoomsParts) {
  const { keyRing, directory, limits, addressOf } = parts;
  const prove = (request: FastifyRequest, scope: KeyScope) => {
    const address = addressOf(request);
    refuseAfterFailures(limits.failures, address);
    const proof = keyOfRequest(request, keyRing, scope);
    if (proof.kind === "wrong") throw failed(limits.failures, address);
    return proof;
  };
  return {
    /** @throws ProblemError `unauthorized`, `too-many`; `forbidden`: no such scope, or suspended */
    accountOf(request: FastifyRequest, scope: KeyScope): string {
      const proof = prove(request, scope);
      if (proof.kind === "lacks-scope")
        throw forbidden(`This key isn't allowed to do this: it lacks the scope ${scope}.`);
      if (proof.kind === "suspended") throw forbidden(accountSuspended);
      parts.keyMarks.mark(proof.key.id);
      return proof.key.owner.accountId;
    },
    /** Counts a change of the account's rules, each of which is kept. @throws ProblemError `too-many` */
    countChange: (accountId: string): void => takeOrRefuse(limits.accountChanges, accountId),
    /** @throws ProblemError `not-found`, `forbidden` */
    async owned(room: string, accountId: string): Promise<RoomPolicy> {
      const policy = directory.find(room);
      if (policy === undefined) throw new ProblemError(problemOf("not-found"));
      if (policy.accountId !== accountId) throw forbidden(ofAnotherAccount);
      return policy;
    },
    /**
     * Binds a new room to the account.
     * @throws ProblemError `forbidden`, `cannot-check`; `conflict` where the account has all its
     * rooms
     */
    async register(room: string, accountId: string): Promise<RoomPolicy> {
      const bound = await directory.bind(room, accountId);
      if (bound === "outage") throw new ProblemError(problemOf("cannot-check"));
      if (bound === "taken") throw forbidden(ofAnotherAccount);
      if (bound === "full") throw new ProblemError(problemOf("conflict", { detail: allRoomsUsed }));
      return bound;
    },
  };
}

/** Of an account with as many rooms as it may have; the number stands in the configuration. */
export const allRoomsUsed =
  "This account has reached its limit of meetings and rooms. Delete meetings you no longer need, or " +
  "ask the people who run this service for more.";

const ofAnotherAccount = "This room belongs to another account.";

function forbidden(detail: string): ProblemError {
  return new ProblemError(problemOf("forbidden", { detail }));
}
