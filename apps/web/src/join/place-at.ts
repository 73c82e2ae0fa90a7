import { type Place, parsePlace } from "@graticule/jurisdiction/place";
import { featuresContaining } from "@rapideditor/country-coder";

/** The borders draw it apart, and know it by no code of ISO 3166. */
const codes: ReadonlyMap<string, string> = new Map([["Q7835", "UA-43"]]);

/**
 * The place of a point, in degrees; undefined: none, as on the high seas. By the borders by which this service
 * judges round trips too. Half a megabyte of borders comes along: load it only where it is asked for.
 */
export function placeAt(longitude: number, latitude: number): Place | undefined {
  const [smallest] = featuresContaining([longitude, latitude]);
  if (smallest === undefined) return undefined;
  const { id, iso1A2, groups, country } = smallest.properties;
  return [codes.get(id), iso1A2, ...groups, country]
    .map((code) => parsePlace(code ?? ""))
    .find((place) => place !== undefined);
}
