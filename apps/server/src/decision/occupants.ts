import { reachedPlace } from "@graticule/admission/decide";
import { addressPrefix } from "@graticule/admission/location/address";
import type { Fix } from "@graticule/admission/location/fix";
import { type HostDecision, personOf } from "@graticule/admission/standing";
import type { OccupancyOutput } from "@graticule/api/rooms";
import type { PartBand } from "@graticule/api/rules";
import type { Place } from "@graticule/jurisdiction/place";
import type { LiveRooms, RoomState } from "../presence/live-room.ts";
import type { Seats } from "../presence/seats.ts";
import type { RoomDirectory } from "../rooms/room-directory.ts";
import { groupBands } from "./bands.ts";
import type { ConnectionLocator } from "./connection-locator.ts";

export interface Occupant {
  readonly fix: Fix;
  readonly hostDecision: HostDecision | undefined;
}

interface RoomPicture {
  /** Database time in milliseconds. */
  readonly asOf: number;
  readonly occupants: readonly Occupant[];
}

export interface OccupantsParts {
  readonly live: LiveRooms;
  readonly seats: Pick<Seats, "inRoom" | "connected">;
  readonly locator: ConnectionLocator;
  readonly directory: Pick<RoomDirectory, "now" | "find">;
  /** How long a picture lasts; a minute unless a test wants it otherwise. */
  readonly everyMs?: number | undefined;
}

const usualEveryMs = 60_000;

export type Occupants = ReturnType<typeof createOccupants>;

/** Who is inside: the seats that the gate let in, each by its last address. Memory alone. */
export function createOccupants(parts: OccupantsParts) {
  const { live, seats, locator, directory, everyMs = usualEveryMs } = parts;
  const kind: RoomState<{ picture: RoomPicture | undefined }> = {
    make: () => ({ picture: undefined }),
    isIdle: ({ picture }) => picture === undefined || isOver(picture, directory.now()),
  };

  const seated = (room: string) =>
    seats.inRoom(room).filter((seat) => seat.decided && seat.removal === undefined);

  /** Also when the database's clock was put back: else the picture would last until then. */
  const isOver = ({ asOf }: RoomPicture, now: number): boolean => Math.abs(now - asOf) >= everyMs;

  const seen = (room: string, taken = seated(room)): readonly Occupant[] => {
    const hostDecisions = directory.find(room)?.hostDecisions;
    return taken.map((seat) => ({
      fix: locator.locate(seat).fix,
      hostDecision: hostDecisions?.get(personOf(seat.identity)),
    }));
  };

  /** The same for a minute, so that nobody's place shows in the difference between two looks. */
  const picture = (room: string): RoomPicture => {
    const now = directory.now();
    const known = live.of(room).get(kind);
    if (known.picture !== undefined && !isOver(known.picture, now)) return known.picture;
    const fresh = { asOf: now, occupants: seen(room) };
    known.picture = fresh;
    return fresh;
  };

  return {
    picture,
    /** All seats of one person, as of now. For that person alone. */
    ofPerson(room: string, person: string): readonly Occupant[] {
      const own = seated(room).filter(({ identity }) => personOf(identity) === person);
      return seen(room, own);
    },
    /** For hosts and backends. `asOf`: ISO 8601 UTC; `inside` alone is of now. */
    counts(room: string): OccupancyOutput & { readonly asOf: string } {
      const { asOf, occupants } = picture(room);
      const counted = occupancyOf(occupants.map(({ fix }) => fix));
      return {
        ...counted,
        inside: seats.connected(room).length,
        asOf: new Date(asOf).toISOString(),
      };
    },
    /**
     * How many networks (/24, /48) with a seat an order for these places, without those excepted,
     * would touch now. For the desk's look alone, which answers with a bucket.
     */
    countNetworksIn(room: string, places: readonly Place[], excepted: readonly Place[]): number {
      const reach = { jurisdiction: new Set(places), excepted: new Set(excepted) };
      const touched = seated(room).filter(
        (seat) => reachedPlace(reach, locator.locate(seat).fix) !== undefined,
      );
      return new Set(touched.map(({ address }) => addressPrefix(address))).size;
    },
  };
}

/** Counts by place, most first, then by code. */
export function occupancyOf(fixes: readonly Fix[]): OccupancyOutput {
  const counts = new Map<string, number>();
  for (const fix of fixes) {
    const known = fix.standing === "established" || fix.standing === "probable";
    if (known) counts.set(fix.place, (counts.get(fix.place) ?? 0) + 1);
  }
  const places = [...counts];
  const cannotTell = fixes.length - places.reduce((sum, [, count]) => sum + count, 0);
  const [elsewhere = "none", ...bands] = groupBands([cannotTell, ...counts.values()]);
  const byPlace = places
    .map(([place, count], index) => ({ place, count, band: bands[index] ?? "none" }))
    .sort((one, other) => rank(other) - rank(one) || compare(one.place, other.place))
    .map(({ place, band }) => ({ place, count: band }));
  return { inside: fixes.length, byPlace, cannotTell: elsewhere };
}

/** Equal bands have equal ranks, so that the order of places tells no more than the bands. */
function rank({ count, band }: { readonly count: number; readonly band: PartBand }): number {
  return band === "a-few" || band === "some" ? 1 : count;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : 1;
}
