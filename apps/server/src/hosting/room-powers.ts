import { type Powers, personOf, powersIn } from "@graticule/admission/standing";
import type { ActingRole } from "@graticule/api/hosting";
import type { Seats } from "../presence/seats.ts";
import type { RoomDirectory } from "../rooms/room-directory.ts";

/** Who of those inside may act as host, now. */
export interface RoomPowers {
  /** By person. Nobody in a room that is not known. */
  in(room: string): Powers;
  /** Undefined for a guest, and for everyone who is not inside. */
  of(room: string, identity: string): ActingRole | undefined;
}

export function createRoomPowers(parts: {
  readonly seats: Pick<Seats, "inside" | "isInside">;
  readonly directory: Pick<RoomDirectory, "find">;
}): RoomPowers {
  const { seats, directory } = parts;
  const powersOf = (room: string): Powers => {
    const policy = directory.find(room);
    if (policy === undefined || policy.ended || policy.hostDecisions.size === 0) return new Map();
    const inside = new Set(seats.inside(room).map(({ identity }) => personOf(identity)));
    return powersIn(inside, policy.hostDecisions);
  };
  return {
    in: powersOf,
    of: (room, identity) =>
      seats.isInside(room, identity) ? powersOf(room).get(personOf(identity)) : undefined,
  };
}
