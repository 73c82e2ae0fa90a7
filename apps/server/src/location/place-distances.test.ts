import { isRuledOut } from "@graticule/admission/location/alibi";
import type { Position, Shape } from "@graticule/admission/location/shape-distance";
import { type Place, parsePlace } from "@graticule/jurisdiction/place";
import geodesic from "geographiclib-geodesic";
import { expect, test } from "vitest";
import { distancesFrom } from "./distances-thread.ts";
import { type Coordinates, marginKm, placeDistances } from "./place-distances.ts";
import { placeShapes } from "./place-shapes.ts";

const shapes = placeShapes();
const at = (latitude: number, longitude: number): Coordinates => ({ latitude, longitude });
const servers: Readonly<Record<string, Coordinates>> = {
  Paris: at(48.85, 2.35),
  "Hong Kong": at(22.3, 114.17),
  Suva: at(-18.14, 178.44),
  Anadyr: at(64.73, 177.51),
  Quito: at(-0.18, -78.47),
  "the North Pole": at(90, 0),
  "the South Pole": at(-90, 0),
  "the antimeridian": at(10, 180),
};
/** Near the poles, across the antimeridian, large and small, with claims and without. */
const places = ["CH", "FJ", "KI", "NZ", "AQ", "SJ", "IS", "UY", "UA", "SG", "LS", "TW"] as Place[];

/** Karney's geodesic on the WGS 84 ellipsoid: a method other than ours, exact to nanometres. */
function ellipsoidKm(from: Coordinates, [longitude, latitude]: Position): number {
  const { s12 } = geodesic.Geodesic.WGS84.Inverse(
    ...([from.latitude, from.longitude, latitude, longitude] as const),
    geodesic.Geodesic.DISTANCE,
  );
  return (s12 ?? Number.NaN) / 1000;
}

/** Points on the edges, at most `stepDegrees` apart. */
function pointsOn(shape: Shape, stepDegrees: number): Position[] {
  return shape.flat().flatMap((ring) =>
    ring.slice(1).flatMap((end, before) => {
      const start = ring[before] as Position;
      const [dx, dy] = [end[0] - start[0], end[1] - start[1]];
      const steps = Math.max(1, Math.ceil(Math.max(Math.abs(dx), Math.abs(dy)) / stepDegrees));
      return Array.from({ length: steps }, (_, step): Position => {
        const part = (step + 1) / steps;
        return [start[0] + dx * part, start[1] + dy * part];
      });
    }),
  );
}

test.each(Object.entries(servers))(
  "from %s a distance is never longer than along the ellipsoid, and hardly shorter",
  (_, server) => {
    const distances = placeDistances(server, shapes);
    for (const place of places) {
      const ours = distances.get(place) ?? Number.NaN;
      const points = pointsOn(shapes.get(place) as Shape, 0.2);
      const theirs = Math.min(...points.map((point) => ellipsoidKm(server, point)));
      expect([place, ours <= theirs - marginKm || ours === 0]).toEqual([place, true]);
      // Inside, where ours is 0, theirs is the distance to the border; else half a step and 1.02 %.
      if (ours > 0) expect(theirs - ours).toBeLessThan(marginKm + 0.3 + 12 + theirs * 0.0102);
      else
        expect([place, theirs < marginKm * 1.02 + 12 || isHome(server, place)]).toEqual([
          place,
          true,
        ]);
    }
  },
);

/** The servers well inside a place. */
const home = new Map<Place, readonly (Coordinates | undefined)[]>([
  ["AQ" as Place, [servers["the South Pole"]]],
  ["FJ" as Place, [servers["Suva"]]],
  ["TW" as Place, [servers["Hong Kong"]]],
]);

function isHome(server: Coordinates, place: Place): boolean {
  return home.get(place)?.includes(server) === true;
}

test("from Paris 5 ms rule out Japan and not the neighbours", () => {
  const distances = placeDistances(at(48.85, 2.35), shapes);
  const isOut = (code: string) => isRuledOut(distances, parsePlace(code) as Place, 5);
  expect(["JP", "CN", "US", "US-CA", "RE", "GF"].map(isOut)).toEqual(Array(6).fill(true));
  expect(["FR", "DE", "GB", "ES", "CH"].map(isOut)).toEqual(Array(5).fill(false));
});

test("the server's own place, and what it claims, are never ruled out", () => {
  const distances = placeDistances(at(44.95, 34.1), shapes);
  expect([distances.get("UA" as Place), distances.get("RU" as Place)]).toEqual([0, 0]);
});

test("a separate thread computes the distances; without coordinates there are none", async () => {
  const paris = at(48.85, 2.35);
  expect(await distancesFrom(paris)).toEqual(placeDistances(paris, shapes));
  expect(await distancesFrom(undefined)).toEqual(new Map());
});
