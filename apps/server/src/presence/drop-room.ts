import type { Joins } from "./joins.ts";
import type { LiveRooms } from "./live-room.ts";
import type { Seats } from "./seats.ts";

/**
 * Forgets a room that another instance may own by now: connections and streams end, and their pages
 * come again through that one. At the engine everyone stays.
 */
export function dropRoom(
  room: string,
  { live, seats, joins }: { live: LiveRooms; seats: Seats; joins: Joins },
): void {
  for (const { legs } of seats.inRoom(room)) for (const leg of [...legs]) leg.cut();
  joins.forgetRoom(room);
  live.drop(room);
}
