import type { Polygon, Shape } from "@graticule/admission/location/shape-distance";
import { type Place, parsePlace } from "@graticule/jurisdiction/place";
import { borders } from "@rapideditor/country-coder";
import { type ClaimedArea, claimedAreas } from "./claimed-areas.ts";

type Feature = (typeof borders)["features"][number];

/**
 * The shape of each place that has one: the borders of @rapideditor/country-coder (ISC licence;
 * islands and coasts with the sea around them, territories with a code of their own apart), with
 * each claimant's claims. Holes stay: they are other places.
 */
export function placeShapes(
  claims: readonly ClaimedArea[] = claimedAreas,
): ReadonlyMap<Place, Shape> {
  const drawn = new Map<Place, Polygon[]>();
  for (const feature of borders.features) {
    const place = placeOf(feature);
    if (place !== undefined) add(drawn, place, polygonsOf(feature));
  }
  const shapes = new Map([...drawn].map(([place, polygons]) => [place, [...polygons]]));
  for (const { claimants, area } of claims) {
    const claimed = claimedPolygons(area, drawn);
    for (const code of claimants) add(shapes, known(code), claimed);
  }
  return shapes;
}

/** By its own code, else its territory's, else its country's. */
function placeOf({ properties }: Feature): Place | undefined {
  const { iso1A2, groups, country } = properties;
  return [iso1A2, ...groups, country].map((code) => parsePlace(code ?? "")).find(Boolean);
}

function polygonsOf({ geometry }: Feature): readonly Polygon[] {
  return geometry?.type === "MultiPolygon" ? (geometry.coordinates as unknown as Shape) : [];
}

function claimedPolygons(
  area: ClaimedArea["area"],
  drawn: ReadonlyMap<Place, Shape>,
): readonly Polygon[] {
  if ("outline" in area) return [[area.outline]];
  return area.flatMap((code) => drawn.get(known(code)) ?? []);
}

function add(shapes: Map<Place, Polygon[]>, place: Place, polygons: readonly Polygon[]): void {
  const known = shapes.get(place);
  if (known === undefined) shapes.set(place, [...polygons]);
  else known.push(...polygons);
}

function known(code: string): Place {
  const place = parsePlace(code);
  if (place === undefined) throw new Error(`${code} in the table of claimed areas is no place`);
  return place;
}
