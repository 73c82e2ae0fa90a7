import type { FastifyRequest } from "fastify";
import type { Joins } from "../presence/joins.ts";
import type { StoredRoomDirectory } from "../rooms/stored-room-directory.ts";
import { bearerOf } from "./join-key.ts";

export interface RoomOfPathParts {
  readonly directory: Pick<StoredRoomDirectory, "findMeeting">;
  readonly joins: Pick<Joins, "roomOf">;
}

interface Named {
  readonly code?: string;
  readonly room?: string;
  readonly joinId?: string;
}

/**
 * The room that a request is about, as the path's `:code`, `:room` or `:joinId` names it. Undefined:
 * it names none, or one that isn't known; the route says which.
 */
export function roomOfPath({ directory, joins }: RoomOfPathParts) {
  return (request: FastifyRequest): string | undefined => {
    const { code, room, joinId } = request.params as Named;
    if (code !== undefined) return directory.findMeeting(code)?.policy.room;
    if (joinId === undefined) return room;
    const key = bearerOf(request);
    return key === undefined ? undefined : joins.roomOf({ id: joinId, key });
  };
}
