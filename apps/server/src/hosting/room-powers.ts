import { type Powers, personOf, powersIn } from "@graticule/admission/standing";
import type { ActingRole } from "@graticule/api/hosting";
import type { Joins } from "../presence/joins.ts";
import { hostsInside } from "../presence/role-when-seated.ts";
import type { Seat, Seats } from "../presence/seats.ts";
import type { RoomDirectory } from "../rooms/room-directory.ts";

export type RoomPowers = ReturnType<typeof createRoomPowers>;

/**
 * Who of those inside may act as host, by the present seats and the last snapshot. INVARIANT: no page whose session is
 * over, though it is still inside.
 */
export function createRoomPowers(parts: {
  readonly seats: Pick<Seats, "inside" | "isInside">;
  readonly joins: Pick<Joins, "mayBeHost">;
  readonly directory: Pick<RoomDirectory, "find">;
}) {
  const { seats, joins, directory } = parts;
  /** @param counts which of the seats inside */
  const powersOf = (room: string, counts: (seat: Seat) => boolean = () => true): Powers => {
    const policy = directory.find(room);
    if (policy === undefined || policy.ended || policy.hostDecisions.size === 0) return new Map();
    return powersIn(hostsInside(parts, room, counts), policy.hostDecisions);
  };
  /** By page: undefined for a guest's. */
  const rolesIn = (room: string) => {
    const powers = powersOf(room);
    return (identity: string): ActingRole | undefined =>
      joins.mayBeHost(room, identity) ? powers.get(personOf(identity)) : undefined;
  };
  return {
    in: powersOf,
    rolesIn,
    /** Undefined for a guest, and for everyone who is not inside. */
    of: (room: string, identity: string): ActingRole | undefined =>
      seats.isInside(room, identity) ? rolesIn(room)(identity) : undefined,
  };
}
