import { type Place, parsePlace } from "@graticule/jurisdiction/place";
import { expect, test } from "vitest";
import { askDevice, type DevicePlacePorts } from "./device-place.ts";

const mongolia = parsePlace("MN") as Place;
const placeAt = async () => (longitude: number) => (longitude > 90 ? mongolia : undefined);

const device = (longitude: number): DevicePlacePorts["geolocation"] => ({
  getCurrentPosition: (done) =>
    done({ coords: { longitude, latitude: 47.9 } } as GeolocationPosition),
});
const fails = (code: number): DevicePlacePorts["geolocation"] => ({
  getCurrentPosition: (_, failed) => failed?.({ code } as GeolocationPositionError),
});

test("only the place of a point is sent", async () => {
  expect(await askDevice({ geolocation: device(106.9), placeAt })).toEqual({
    ...{ kind: "place", place: "MN" },
  });
  expect(await askDevice({ geolocation: device(-40), placeAt })).toEqual({ kind: "unavailable" });
});

test.each([
  [1, "denied"],
  [2, "unavailable"],
  [3, "late"],
  [9, "unavailable"],
])("what the device does not say has a word of its own: %d, %s", async (code, kind) => {
  expect(await askDevice({ geolocation: fails(code), placeAt })).toEqual({ kind });
});

test("a browser without location, or borders that can't be loaded, gives no place", async () => {
  expect(await askDevice({ geolocation: undefined, placeAt })).toEqual({ kind: "unavailable" });
  const lost = () => Promise.reject(new Error("offline"));
  expect(await askDevice({ geolocation: device(106.9), placeAt: lost })).toEqual({
    kind: "unavailable",
  });
});
