import { placeName } from "@graticule/jurisdiction/names";
import { parsePlace } from "@graticule/jurisdiction/place";
import { expect, test } from "vitest";
import { myPlaces } from "./my-places.ts";

test("every place has a Burmese name, from the Unicode CLDR", () => {
  expect(Object.keys(myPlaces)).toHaveLength(250);
  const differing = Object.entries(myPlaces).filter(([code, name]) => {
    const place = parsePlace(code);
    return place === undefined || placeName(place, "my") !== name;
  });
  expect(differing).toEqual([]);
});
