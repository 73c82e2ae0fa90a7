import fc from "fast-check";
import { expect, test } from "vitest";
import { leastDistanceKm, type Polygon, type Position } from "./shape-distance.ts";

function box(west: number, south: number, east: number, north: number): Polygon {
  const corners: Position[] = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  return [corners];
}

/** One degree of a great circle by the least radius, in kilometres. */
const degreeKm = (Math.PI / 180) * 6_335.439;

test("inside a shape the distance is 0; in a hole it is the distance to the hole's edge", () => {
  const withHole: Polygon = [...box(0, 0, 10, 10), ...box(4, 4, 6, 6)];
  expect(leastDistanceKm([2, 2], [withHole])).toBe(0);
  expect(leastDistanceKm([5, 5], [withHole])).toBeGreaterThan(0.98 * degreeKm);
});

test("the nearest point lies on an edge, not only at a corner", () => {
  const tall = [box(0, -40, 10, 40)];
  expect(leastDistanceKm([20, 5], tall)).toBeCloseTo(10 * degreeKm, -2);
  expect(leastDistanceKm([10.3, 0.5], tall)).toBeCloseTo(0.3 * degreeKm, 0);
});

test("an edge along a parallel is straight in degrees, not a great circle that bulges to the pole", () => {
  const north = leastDistanceKm([0, 60], [box(-80, 40, 80, 50)]);
  expect(north).toBeCloseTo(10 * degreeKm, 0);
});

test("the antimeridian is no border: 179°E is near 179°W, however it is written", () => {
  const shape = [box(-179, -10, -170, 10)];
  for (const longitude of [179, -181, 539]) {
    expect(leastDistanceKm([longitude, 0], shape)).toBeCloseTo(2 * degreeKm, 0);
  }
  expect(leastDistanceKm([-185, 0], [box(170, -10, 180, 10)])).toBe(0);
  expect(leastDistanceKm([180, 0], [box(170, -10, 180, 10), box(-180, -10, -170, 10)])).toBe(0);
});

test("a pole lies in what reaches it, and is a point like any other for the rest", () => {
  expect(leastDistanceKm([17, -90], [box(-180, -90, 180, -60)])).toBe(0);
  expect(leastDistanceKm([17, 90], [box(-180, -90, 180, -60)])).toBeCloseTo(150 * degreeKm, -1);
  expect(leastDistanceKm([0, 85], [box(179.9, 70, 180, 85)])).toBeCloseTo(10 * degreeKm, 0);
});

test("a shape without polygons is infinitely far", () => {
  expect(leastDistanceKm([0, 0], [])).toBeCloseTo(180 * degreeKm, 0);
});

test("another area never makes a distance longer", () => {
  const degrees = (most: number) => fc.double({ min: -most, max: most, noNaN: true });
  const area = fc
    .tuple(degrees(180), degrees(90), degrees(180), degrees(90))
    .map(([a, b, c, d]) => box(Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)));
  fc.assert(
    fc.property(degrees(180), degrees(90), fc.array(area), area, (east, north, areas, more) => {
      const before = leastDistanceKm([east, north], areas);
      expect(leastDistanceKm([east, north], [...areas, more])).toBeLessThanOrEqual(before);
    }),
  );
});
