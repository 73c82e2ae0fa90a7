import type { ActingRole } from "@graticule/api/hosting";
import type { FastifyRequest } from "fastify";
import {
  type ClientAddressOf,
  failed,
  type RequestLimits,
  refuseAfterFailures,
  takeOrRefuse,
} from "../http/limits.ts";
import { ProblemError, problemOf } from "../http/problem.ts";
import { hashSecret, isSecret } from "../http/secret.ts";
import { refuseOtherOrigins, type SessionGuard, type SignedIn } from "../http/session.ts";
import type { Requester } from "../joining/joining.ts";
import type { Joins } from "../presence/joins.ts";
import type { StoredRoomDirectory } from "../rooms/stored-room-directory.ts";
import type { RoomPowers } from "./room-powers.ts";

export type HostRight =
  /** The management link's secret. */
  | { readonly kind: "secret" }
  /** The session of the meeting's owner. */
  | { readonly kind: "owner"; readonly personId: string }
  /** Someone inside with a host's powers, by their join's key. */
  | { readonly kind: "inside"; readonly identity: string; readonly role: ActingRole };

/** What of a meeting decides who may manage it, and whether it can still be changed. */
export interface ManagedMeeting {
  readonly code: string;
  readonly room: string;
  readonly accountId: string;
  /** When it was last ended. */
  readonly endedAt: Date | undefined;
  /** Only an occurrence was ended, and the next one opens then, which may be past. */
  readonly reopensAt: Date | undefined;
  /** SHA-256 of the secret in the management link. */
  readonly manageSecretHash: Buffer;
}

/** Someone who acts as host of a meeting. */
export interface HostOf<Meeting extends ManagedMeeting = ManagedMeeting> {
  readonly meeting: Meeting;
  readonly right: HostRight;
}

/** Who may act as host of a meeting. */
export interface HostAccess<Meeting extends ManagedMeeting = ManagedMeeting> {
  /**
   * The meeting that this request may manage: the one of the path's `:code` if none is named. Wrong credentials are limited by address
   * prefix, right ones never: a neighbour's failures lock no host out.
   * @throws ProblemError `unauthorized`, `not-found`, `too-many`, `forbidden` (another site asks, the
   *   meeting is someone else's, or someone inside who may not)
   */
  require(request: FastifyRequest, code?: string): Promise<HostOf<Meeting>>;
  /**
   * For a change of a meeting that goes on; changes are limited by whose they are.
   * @throws ProblemError as `require` does, `ended`, and `too-many`
   */
  requireOngoing(request: FastifyRequest): Promise<HostOf<Meeting>>;
  /**
   * Without those inside. What these may set as hosts outlasts their acting, but whether there is a
   * meeting, and under which name in public, is not theirs to decide.
   * @throws ProblemError as `require` does, and `forbidden` for someone inside
   */
  requireOrganiser(request: FastifyRequest, code?: string): Promise<HostOf<Meeting>>;
  /**
   * Someone who asks to join, with or without credentials.
   * @throws ProblemError as `require` does, for a wrong secret
   */
  requesterOf(request: FastifyRequest, code: string): Promise<Requester>;
}

export interface HostAccessParts<Meeting extends ManagedMeeting> {
  readonly meetings: { find(code: string): Promise<Meeting | undefined> };
  readonly guard: Pick<SessionGuard, "find" | "lasts">;
  readonly joins: Pick<Joins, "prove" | "sessionIs">;
  readonly powers: RoomPowers;
  readonly directory: Pick<StoredRoomDirectory, "findMeeting" | "loadMeeting">;
  readonly limits: Pick<RequestLimits, "failures" | "changes">;
  readonly addressOf: ClientAddressOf;
  readonly publicUrl: string;
}

const bearer = /^Bearer ([A-Za-z0-9_-]{1,200})$/i;
const joinKey = /^Join ([A-Za-z0-9_-]{1,64})\.([A-Za-z0-9_-]{1,1000})$/i;

export function createHostAccess<Meeting extends ManagedMeeting>(
  parts: HostAccessParts<Meeting>,
): HostAccess<Meeting> {
  const { meetings, guard, joins, powers, directory, limits, addressOf, publicUrl } = parts;

  const failure = (request: FastifyRequest, code: "not-found" | "unauthorized" | "forbidden") => {
    const address = addressOf(request);
    refuseAfterFailures(limits.failures, address);
    const unauthorized = failed(limits.failures, address);
    return code === "unauthorized" ? unauthorized : new ProblemError(problemOf(code));
  };

  const find = async (request: FastifyRequest, code: string): Promise<Meeting> => {
    const meeting = await meetings.find(code);
    if (meeting === undefined) throw failure(request, "not-found");
    return meeting;
  };

  const bySecret = async (request: FastifyRequest, code: string, secret: string) => {
    const meeting = await find(request, code);
    if (!isSecret(secret, meeting.manageSecretHash)) throw failure(request, "unauthorized");
    return { meeting, right: { kind: "secret" } as const };
  };

  const byJoin = async (request: FastifyRequest, code: string, [id, key]: [string, string]) => {
    // A join is known only while its meeting is in memory.
    if ((await directory.loadMeeting(code)) === "outage") {
      throw new ProblemError(problemOf("cannot-check"));
    }
    const join = joins.prove({ id, key });
    if (join === undefined || join.code !== code) throw failure(request, "unauthorized");
    // INVARIANT: who came signed in acts as host only while that session lasts.
    if (join.signInId !== undefined) {
      const lasts = await guard.lasts(join.signInId);
      joins.sessionIs(join, lasts);
      if (!lasts) throw failure(request, "unauthorized");
    }
    const role = powers.of(join.room, join.identity);
    if (role === undefined) throw new ProblemError(problemOf("forbidden"));
    const right = { kind: "inside", identity: join.identity, role } as const;
    return { meeting: await find(request, code), right };
  };

  const bySession = async (request: FastifyRequest, code: string) => {
    refuseOtherOrigins(request, publicUrl);
    const signedIn = await guard.find(request);
    if (signedIn === undefined) throw failure(request, "unauthorized");
    const meeting = await find(request, code);
    if (meeting.accountId !== signedIn.accountId) throw failure(request, "forbidden");
    return { meeting, right: { kind: "owner", personId: signedIn.personId } as const };
  };

  /** While the database is away everyone comes as a guest. */
  const signedInOrGuest = async (request: FastifyRequest): Promise<SignedIn | undefined> => {
    try {
      return await guard.find(request);
    } catch {
      return undefined;
    }
  };

  const require: HostAccess<Meeting>["require"] = async (request, code = pathCode(request)) => {
    const authorization = request.headers.authorization;
    if (authorization === undefined) return await bySession(request, code);
    const [, secret] = bearer.exec(authorization) ?? [];
    if (secret !== undefined) return await bySecret(request, code, secret);
    const [, id, key] = joinKey.exec(authorization) ?? [];
    if (id === undefined || key === undefined) throw failure(request, "unauthorized");
    return await byJoin(request, code, [id, key]);
  };

  return {
    require,
    async requireOngoing(request) {
      const host = await require(request);
      if (host.meeting.endedAt !== undefined && host.meeting.reopensAt === undefined) {
        throw new ProblemError(problemOf("ended"));
      }
      takeOrRefuse(limits.changes, whoseChange(host));
      return host;
    },
    async requireOrganiser(request, code) {
      const host = await require(request, code);
      if (host.right.kind === "inside") {
        throw new ProblemError(problemOf("forbidden", { reason: "inside" }));
      }
      return host;
    },
    async requesterOf(request, code) {
      const [, secret] = bearer.exec(request.headers.authorization ?? "") ?? [];
      const signedIn = await signedInOrGuest(request);
      if (signedIn !== undefined) refuseOtherOrigins(request, publicUrl);
      const who = { personId: signedIn?.personId, signInId: signedIn?.signInId };
      if (secret !== undefined) {
        await bySecret(request, code, secret);
        return { ...who, comesAs: "host", linkHash: hashSecret(secret) };
      }
      if (signedIn === undefined) return { ...who, comesAs: "guest" };
      const owns = directory.findMeeting(code)?.policy.accountId === signedIn.accountId;
      return { ...who, comesAs: owns ? "host" : "guest" };
    },
  };
}

/** For counting changes: each co-host counts alone, so that none keeps the host from acting. */
export function whoseChange({ meeting, right }: HostOf<ManagedMeeting>): string {
  return `${meeting.room} ${right.kind === "inside" ? right.identity : right.kind}`;
}

function pathCode({ params }: FastifyRequest): string {
  return (params as { readonly code: string }).code;
}
