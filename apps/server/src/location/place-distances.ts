import type { DistancesKm } from "@graticule/admission/location/alibi";
import { leastDistanceKm, type Shape } from "@graticule/admission/location/shape-distance";
import type { Place } from "@graticule/jurisdiction/place";

/** A server's position, in decimal degrees: latitude north, longitude east. */
export interface Coordinates {
  readonly latitude: number;
  readonly longitude: number;
}

/**
 * Subtracted from every distance (which stays at least 0):
 * - 22.3 km: the territorial sea, 12 nautical miles (UNCLOS, article 3); a ship there is in the
 *   place. The sea between the islands of an archipelago lies inside the shapes.
 * - 30 km: borders that are drawn short. The farthest that Natural Earth's (1:10 m) reach beyond
 *   ours is 27.1 km, at the mouth of a river; `place-shapes.test.ts` measures it for every place.
 * - the rest: islets that neither has, the operator's coordinates to two decimals (1 km), the
 *   faults of Natural Earth itself. The sphere against the ellipsoid is not in it: see
 *   `leastDistanceKm`.
 *
 * 60 km weigh 0.4 ms of a round trip.
 */
export const marginKm = 60;

/** A lower bound of the distance to each place that has a shape. Takes about a tenth of a second. */
export function placeDistances(
  { latitude, longitude }: Coordinates,
  shapes: ReadonlyMap<Place, Shape>,
): DistancesKm {
  return new Map(
    [...shapes].map(([place, shape]) => [
      place,
      Math.max(0, leastDistanceKm([longitude, latitude], shape) - marginKm),
    ]),
  );
}
