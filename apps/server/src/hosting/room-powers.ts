import { type Powers, personOf, powersIn } from "@graticule/admission/standing";
import type { ActingRole } from "@graticule/api/hosting";
import type { Seats } from "../presence/seats.ts";
import type { RoomDirectory } from "../rooms/room-directory.ts";

export type RoomPowers = ReturnType<typeof createRoomPowers>;

/** Who of those inside may act as host, by the present seats and the last snapshot. */
export function createRoomPowers(parts: {
  readonly seats: Pick<Seats, "inside" | "isInside">;
  readonly directory: Pick<RoomDirectory, "find">;
}) {
  const { seats, directory } = parts;
  const powersOf = (room: string): Powers => {
    const policy = directory.find(room);
    if (policy === undefined || policy.ended || policy.hostDecisions.size === 0) return new Map();
    const inside = new Set(seats.inside(room).map(({ identity }) => personOf(identity)));
    return powersIn(inside, policy.hostDecisions);
  };
  return {
    in: powersOf,
    /** Undefined for a guest, and for everyone who is not inside. */
    of: (room: string, identity: string): ActingRole | undefined =>
      seats.isInside(room, identity) ? powersOf(room).get(personOf(identity)) : undefined,
  };
}
