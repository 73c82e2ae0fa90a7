import { countryOf, type Place } from "@graticule/jurisdiction/place";

/**
 * A lower bound of the distance from one server to each place's nearest point, in kilometres along
 * the Earth's surface. Places without a shape are absent: no alibi.
 */
export type DistancesKm = ReadonlyMap<Place, number>;

/** The speed of light in vacuum (exact by definition, SI). Nothing carries a message faster. */
const lightKmPerMs = 299.792458;

/**
 * Whether physics rules a place out: the round trip to the server was shorter than light in vacuum
 * needs to the place's nearest point and back. A subdivision without an entry uses its country's,
 * since it lies inside. Anyone can add delay and nobody can take it away, so a round trip tells
 * where someone is not, never where they are: use it only to acquit.
 *
 * Gueye, Ziviani, Crovella, Fdida, "Constraint-Based Geolocation of Internet Hosts", IEEE/ACM
 * Transactions on Networking 14(6), 2006, with the one constraint that nobody needs to calibrate.
 *
 * @param roundTripMs the smallest one measured, never rounded down; NaN or negative rules nothing
 * out
 */
export function isRuledOut(distances: DistancesKm, place: Place, roundTripMs: number): boolean {
  const distanceKm = distances.get(place) ?? distances.get(countryOf(place));
  if (distanceKm === undefined || !(roundTripMs >= 0)) return false;
  return (roundTripMs * lightKmPerMs) / 2 < distanceKm;
}
