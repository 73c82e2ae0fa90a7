import type { Place } from "@graticule/jurisdiction/place";

/** Where the device says to be, or why it does not say it. `unavailable`: it can't tell, or that is no place. */
export type DevicePlace =
  | { readonly kind: "place"; readonly place: Place }
  | { readonly kind: "denied" | "unavailable" | "late" };

/**
 * What asks the device, and what knows places.
 * @internal
 */
export interface DevicePlacePorts {
  readonly geolocation: Pick<Geolocation, "getCurrentPosition"> | undefined;
  readonly placeAt: () => Promise<(longitude: number, latitude: number) => Place | undefined>;
}

const usual: DevicePlacePorts = {
  geolocation: navigator.geolocation,
  placeAt: async () => (await import("./place-at.ts")).placeAt,
};

/** A place needs no satellites, and an old position is none. */
const asked: PositionOptions = { enableHighAccuracy: false, maximumAge: 0, timeout: 30_000 };

/** Asks the device where it is. INVARIANT: the point stays here; what is answered is a place. */
export async function askDevice(ports = usual): Promise<DevicePlace> {
  const { geolocation } = ports;
  if (geolocation === undefined) return { kind: "unavailable" };
  const [position, placeAt] = await Promise.all([
    new Promise<GeolocationPosition | GeolocationPositionError>((resolve) =>
      geolocation.getCurrentPosition(resolve, resolve, asked),
    ),
    ports.placeAt().catch(() => undefined),
  ]);
  if ("code" in position) return { kind: faults[position.code] ?? "unavailable" };
  const place = placeAt?.(position.coords.longitude, position.coords.latitude);
  return place === undefined ? { kind: "unavailable" } : { kind: "place", place };
}

/** By the numbers of the W3C's Geolocation §6.3. */
const faults: Readonly<Record<number, "denied" | "unavailable" | "late">> = {
  1: "denied",
  2: "unavailable",
  3: "late",
};
