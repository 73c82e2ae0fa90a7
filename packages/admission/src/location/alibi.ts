import { countryOf, type Place } from "@graticule/jurisdiction/place";

/**
 * From one server, how far away each place is at least, in kilometres along the Earth's surface to
 * the place's nearest point. A place without a shape is absent: no shape, no alibi.
 */
export type DistancesKm = ReadonlyMap<Place, number>;

/** The speed of light in vacuum (exact by definition, SI). Nothing carries a message faster. */
const lightKmPerMs = 299.792458;

/**
 * Whether physics rules a place out: the round trip to the server was shorter than light in vacuum
 * needs to the place's nearest point and back. A subdivision without an entry of its own uses its
 * country's, since it lies inside. Delay can be added by anyone and taken away by nobody, so a round trip
 * tells where someone is not, never where they are: use it to acquit, and for nothing else.
 *
 * Gueye, Ziviani, Crovella, Fdida, "Constraint-Based Geolocation of Internet Hosts", IEEE/ACM
 * Transactions on Networking 14(6), 2006, with the one constraint that nobody needs to calibrate.
 *
 * @param roundTripMs the smallest one that was measured, never rounded down; what is no time (NaN,
 * negative) rules nothing out
 */
export function isRuledOut(distances: DistancesKm, place: Place, roundTripMs: number): boolean {
  const distanceKm = distances.get(place) ?? distances.get(countryOf(place));
  if (distanceKm === undefined || !(roundTripMs >= 0)) return false;
  return farthestKm(roundTripMs) < distanceKm;
}

/** The places with a distance that the round trip rules out, sorted; their subdivisions are out too. */
export function ruledOutPlaces(distances: DistancesKm, roundTripMs: number): readonly Place[] {
  return [...distances.keys()].filter((place) => isRuledOut(distances, place, roundTripMs)).sort();
}

/** How far away whoever answers in this time can be. */
function farthestKm(roundTripMs: number): number {
  return (roundTripMs * lightKmPerMs) / 2;
}
