import type { FastifyRequest } from "fastify";
import { ProblemError, problemOf } from "../http/problem.ts";
import type { App } from "../http/routing.ts";
import type { WhoWasInside } from "../presence/first-list.ts";
import type { Joins } from "../presence/joins.ts";
import type { Loaded } from "../rooms/room-directory.ts";
import type { StoredRoomDirectory } from "../rooms/stored-room-directory.ts";
import { bearerOf } from "./join-key.ts";

export interface RoomOfPathParts {
  readonly directory: Pick<StoredRoomDirectory, "roomOf" | "load" | "loadMeeting" | "find">;
  readonly joins: Pick<Joins, "codeOf">;
}

export interface LoadParts extends RoomOfPathParts {
  readonly directory: RoomOfPathParts["directory"] & Pick<StoredRoomDirectory, "findMeeting">;
  readonly whoWasInside: WhoWasInside;
}

interface Params {
  readonly code?: string;
  readonly room?: string;
  readonly joinId?: string;
}

type Named =
  | { readonly kind: "meeting"; readonly code: string }
  | { readonly kind: "room"; readonly room: string };

/**
 * The room that a request is about, as the path's `:code`, `:room` or `:joinId` names it. Undefined:
 * it names none, or one that doesn't exist; the route says which. A meeting isn't loaded for this:
 * another instance may own it.
 */
export function roomOfPath({ directory, joins }: RoomOfPathParts) {
  return async (request: FastifyRequest): Promise<string | undefined> => {
    const named = namedIn(request, joins);
    if (named?.kind === "meeting") return await directory.roomOf(named.code).catch(cannotCheck);
    if (named === undefined) return undefined;
    if ((await directory.load(named.room)) === "outage") cannotCheck();
    return directory.find(named.room)?.room;
  };
}

/**
 * Every request waits until the room that its path names is in memory, and who was inside before is known. Call it
 * before the routes are registered, and behind what forwards requests to other instances.
 */
export function loadRoomOfPath(app: App, { directory, joins, whoWasInside }: LoadParts): void {
  const load = async (named: Named): Promise<Loaded> =>
    named.kind === "meeting"
      ? await directory.loadMeeting(named.code)
      : await directory.load(named.room);
  app.addHook("onRequest", async (request) => {
    const named = namedIn(request, joins);
    if (named === undefined) return;
    if ((await load(named)) === "outage") cannotCheck();
    const policy =
      named.kind === "meeting"
        ? directory.findMeeting(named.code)?.policy
        : directory.find(named.room);
    if (policy !== undefined) await whoWasInside(policy.room);
  });
}

function namedIn(request: FastifyRequest, joins: Pick<Joins, "codeOf">): Named | undefined {
  const { code = codeOfJoin(request, joins), room } = request.params as Params;
  if (code !== undefined) return { kind: "meeting", code };
  return room === undefined ? undefined : { kind: "room", room };
}

function codeOfJoin(request: FastifyRequest, joins: Pick<Joins, "codeOf">): string | undefined {
  const { joinId } = request.params as Params;
  const key = bearerOf(request);
  return joinId === undefined || key === undefined ? undefined : joins.codeOf({ id: joinId, key });
}

function cannotCheck(): never {
  throw new ProblemError(problemOf("cannot-check"));
}
