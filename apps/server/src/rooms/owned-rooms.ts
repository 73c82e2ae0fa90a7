import type { FastifyRequest } from "fastify";
import { accountOfKey } from "../accounts/authenticate-key.ts";
import type { KeyRing } from "../accounts/key-ring.ts";
import {
  type ClientAddressOf,
  failed,
  type RequestLimits,
  refuseAfterFailures,
} from "../http/limits.ts";
import { ProblemError, problemOf } from "../http/problem.ts";
import type { RoomDirectory, RoomPolicy } from "./room-directory.ts";

/** Rooms as a backend with a key may reach them: its own account's, and no other. */
export interface OwnedRooms {
  /** @throws ProblemError `unauthorized`, `too-many` */
  accountOf(request: FastifyRequest): string;
  /** @throws ProblemError `not-found`, `forbidden` */
  owned(room: string, accountId: string): Promise<RoomPolicy>;
  /** Binds a new room to the account. @throws ProblemError `forbidden`, `cannot-check` */
  register(room: string, accountId: string): Promise<RoomPolicy>;
}

export interface OwnedRoomsParts {
  readonly keyRing: KeyRing;
  readonly directory: RoomDirectory;
  readonly limits: RequestLimits;
  readonly addressOf: ClientAddressOf;
}

export function createOwnedRooms(parts: OwnedRoomsParts): OwnedRooms {
  const { keyRing, directory, limits, addressOf } = parts;
  const forbidden = (): ProblemError =>
    new ProblemError(problemOf("forbidden", { detail: "This room belongs to another account." }));
  return {
    accountOf(request) {
      const address = addressOf(request);
      refuseAfterFailures(limits.failures, address);
      const accountId = accountOfKey(request, keyRing);
      if (accountId === undefined) throw failed(limits.failures, address);
      return accountId;
    },
    async owned(room, accountId) {
      const policy = directory.find(room);
      if (policy === undefined) throw new ProblemError(problemOf("not-found"));
      if (policy.accountId !== accountId) throw forbidden();
      return policy;
    },
    async register(room, accountId) {
      const bound = await directory.bind(room, accountId);
      if (bound === "outage") throw new ProblemError(problemOf("cannot-check"));
      if (bound === "taken") throw forbidden();
      return bound;
    },
  };
}
