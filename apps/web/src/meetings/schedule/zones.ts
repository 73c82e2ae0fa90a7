/** Every zone that this browser knows, UTC and the given one included. */
export function allZones(own: string): readonly string[] {
  return [...new Set([own, "UTC", ...Intl.supportedValuesOf("timeZone")])].sort();
}
