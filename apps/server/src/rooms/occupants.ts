import type { Fix } from "@graticule/admission/location/fix";
import type { OccupancyOutput } from "@graticule/api/rooms";
import type { Band } from "@graticule/api/rules";
import type { Seats } from "../gate/seats.ts";
import type { Locator } from "../location/locator.ts";
import type { RoomDirectory } from "./room-directory.ts";

/** Who is inside, as the gate knows it: in memory alone. */
export interface Occupants {
  /** One fix for each standard seat of the room, without saying whose. */
  fixesIn(room: string): readonly Fix[];
}

/** By the seats that the gate let in, each where it was seen last. */
export function createOccupants(parts: {
  readonly seats: Pick<Seats, "inRoom">;
  readonly locator: Pick<Locator, "fixOf">;
  readonly directory: Pick<RoomDirectory, "now">;
}): Occupants {
  return {
    fixesIn: (room) =>
      parts.seats
        .inRoom(room)
        .filter((seat) => seat.decided && seat.removal === undefined)
        .map((seat) => parts.locator.fixOf(seat.address, parts.directory.now())),
  };
}

/** A count that singles nobody out: fewer than 5 is "a few". */
export function bandOf(count: number): Band {
  if (count === 0) return "none";
  return count < 5 ? "a-few" : count;
}

/** Counts by place, most first, then by code. */
export function occupancyOf(fixes: readonly Fix[]): OccupancyOutput {
  const counts = new Map<string, number>();
  let cannotTell = 0;
  for (const fix of fixes) {
    if (fix.standing === "established" || fix.standing === "probable") {
      counts.set(fix.place, (counts.get(fix.place) ?? 0) + 1);
    } else {
      cannotTell += 1;
    }
  }
  const byPlace = [...counts]
    .sort(
      ([place, count], [other, otherCount]) =>
        rank(otherCount) - rank(count) || compare(place, other),
    )
    .map(([place, count]) => ({ place, count: bandOf(count) }));
  return { inside: fixes.length, byPlace, cannotTell: bandOf(cannotTell) };
}

/** Places with "a few" are not told apart by their order either. */
function rank(count: number): number {
  return count < 5 ? 1 : count;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : 1;
}
