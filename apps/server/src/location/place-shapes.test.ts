import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import {
  leastDistanceKm,
  type Position,
  type Shape,
} from "@graticule/admission/location/shape-distance";
import { allCountries } from "@graticule/jurisdiction/country";
import { type Place, parsePlace } from "@graticule/jurisdiction/place";
import { borders } from "@rapideditor/country-coder";
import type { MultiPolygon, Polygon } from "geojson";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import { expect, test } from "vitest";
import { claimedAreas } from "./claimed-areas.ts";
import { placeShapes } from "./place-shapes.ts";

const soak = process.env["GRATICULE_SOAK"] === "1";
const shapes = placeShapes();
const shapeOf = (...codes: string[]): Shape =>
  codes.flatMap((code) => shapes.get(parsePlace(code) as Place) ?? []);
const isIn = (code: string, at: Position): boolean => leastDistanceKm(at, shapeOf(code)) === 0;

test("every country has a shape, and each shape belongs to a country", () => {
  expect([...shapes.keys()].sort()).toEqual([...allCountries].sort());
  for (const shape of shapes.values()) expect(shape.length).toBeGreaterThan(0);
});

test("territories with their own code have their own shape", () => {
  const towns: readonly [string, Position][] = [
    ["HK", [114.17, 22.3]],
    ["MO", [113.55, 22.19]],
    ["GF", [-52.33, 4.94]],
    ["RE", [55.45, -20.88]],
    ["GP", [-61.73, 16]],
    ["MQ", [-61.07, 14.6]],
    ["YT", [45.23, -12.78]],
    ["SJ", [15.63, 78.22]],
    ["PR", [-66.1, 18.47]],
    ["XK", [21.17, 42.66]],
    ["AX", [19.94, 60.1]],
    ["BQ", [-68.27, 12.15]],
    ["GG", [-2.54, 49.46]],
  ];
  for (const [code, town] of towns) expect([code, isIn(code, town)]).toEqual([code, true]);
});

test("a claimed area is part of every claimant's shape, and of the holder's", () => {
  const claimed: readonly [Position, ...string[]][] = [
    [[34.1, 44.95], "UA", "RU"],
    [[121.56, 25.03], "TW", "CN"],
    [[21.17, 42.66], "XK", "RS"],
    [[74.8, 34.08], "IN", "PK"],
    [[-13.2, 27.15], "EH", "MA"],
    [[-57.86, -51.7], "FK", "AR"],
    [[145.87, 44.02], "RU", "JP"],
    [[35.2, 31.9], "PS", "IL"],
    [[-59.6, 6.4], "GY", "VE"],
    [[126.98, 37.57], "KR", "KP"],
    [[29.63, 46.84], "MD"],
    [[41.02, 43], "GE"],
    [[43.97, 42.23], "GE"],
    [[44.07, 9.56], "SO"],
    [[33.36, 35.34], "CY"],
    [[37.8, 48.02], "UA", "RU"],
    [[35.23, 31.78], "PS", "IL"],
    [[79.5, 35.1], "CN", "IN", "PK"],
  ];
  for (const [at, ...codes] of claimed) {
    for (const code of codes) expect([at, code, isIn(code, at)]).toEqual([at, code, true]);
  }
});

test("a claim never makes a shape smaller", () => {
  const drawn = placeShapes([]);
  for (const [place, shape] of drawn) {
    expect(shapes.get(place)?.slice(0, shape.length)).toEqual(shape);
  }
  for (const { claimants } of claimedAreas) {
    for (const code of claimants) expect(parsePlace(code)).toBe(code);
  }
});

/** What Natural Earth draws inside another country's feature, or names without a code. */
const wholes: Readonly<Record<string, readonly string[]>> = {
  FR: ["FR", "GF", "GP", "MQ", "RE", "YT"],
  NL: ["NL", "BQ"],
  NO: ["NO", "SJ", "BV"],
  NZ: ["NZ", "TK"],
  "Indian Ocean Ter.": ["CX", "CC"],
  "Coral Sea Is.": ["AU"],
  Dhekelia: ["GB"],
  Akrotiri: ["GB"],
  Somaliland: ["SO"],
  Kosovo: ["XK"],
  "N. Cyprus": ["CY"],
  "Cyprus U.N. Buffer Zone": ["CY"],
  "Siachen Glacier": ["IN"],
  "USNB Guantanamo Bay": ["US"],
  Baikonur: ["KZ"],
  "Clipperton I.": ["FR"],
  "Spratly Is.": ["VN"],
  "Scarborough Reef": ["PH"],
  "Bajo Nuevo Bank": ["CO"],
  "Serranilla Bank": ["CO"],
};

interface Drawn {
  readonly codes: readonly string[];
  readonly positions: readonly Position[];
}

function naturalEarth(): Drawn[] {
  const file = createRequire(import.meta.url).resolve("world-atlas/countries-10m.json");
  const atlas = JSON.parse(readFileSync(file, "utf8")) as Topology<{
    countries: GeometryCollection<{ name: string }>;
  }>;
  const codes = new Map(
    borders.features.map(({ properties: { iso1N3, iso1A2 } }) => [iso1N3, iso1A2]),
  );
  return feature(atlas, atlas.objects.countries).features.map(({ id, geometry, properties }) => {
    const key = codes.get(String(id)) ?? properties.name;
    const shape = geometry as Polygon | MultiPolygon;
    const polygons = shape.type === "Polygon" ? [shape.coordinates] : shape.coordinates;
    const positions = polygons.flat(2) as unknown as Position[];
    return { codes: wholes[key] ?? [key], positions };
  });
}

test("Natural Earth's borders reach at most 28 km beyond ours (the margin allows 30)", () => {
  const every = soak ? 1 : 16;
  for (const { codes, positions } of naturalEarth()) {
    const shape = shapeOf(...codes);
    expect([codes, shape.length > 0]).toEqual([codes, true]);
    const far = positions
      .filter((_, at) => at % every === 0)
      .filter((position) => leastDistanceKm(position, shape) > 28);
    expect([codes, far]).toEqual([codes, []]);
  }
});
