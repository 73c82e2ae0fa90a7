import type { FastifyRequest } from "fastify";
import type { Joins } from "../presence/joins.ts";
import type { StoredRoomDirectory } from "../rooms/stored-room-directory.ts";
import { bearerOf } from "./join-key.ts";

export interface RoomOfPathParts {
  readonly directory: Pick<StoredRoomDirectory, "findMeeting" | "find">;
  readonly joins: Pick<Joins, "roomOf">;
  /** See `ChangeFeed.catchUp`. */
  readonly catchUp: () => Promise<void>;
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
export function roomOfPath({ directory, joins, catchUp }: RoomOfPathParts) {
  /** One that another instance has just created is known here a moment later. */
  const known = async <T>(find: () => T | undefined): Promise<T | undefined> => {
    const found = find();
    if (found !== undefined) return found;
    await catchUp().catch(() => undefined);
    return find();
  };
  return async (request: FastifyRequest): Promise<string | undefined> => {
    const { code, room, joinId } = request.params as Named;
    if (code !== undefined) {
      return await known(() => directory.findMeeting(code)?.policy.room);
    }
    if (joinId === undefined) {
      return room === undefined ? undefined : await known(() => directory.find(room)?.room);
    }
    const key = bearerOf(request) ?? keyInQuery(request);
    return key === undefined ? undefined : joins.roomOf({ id: joinId, key });
  };
}

/** An event stream has its key there: browsers can't send it otherwise. */
function keyInQuery({ query }: FastifyRequest): string | undefined {
  const { key } = query as { readonly key?: unknown };
  return typeof key === "string" ? key : undefined;
}
