import { isTimeZone, momentOf, type WallMs, wallOf } from "@graticule/schedule/zone";

/** The zone of this browser, as an IANA name. */
export const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The zone by whose clock the times of a meeting are written: its own one if it has one. */
export const zoneOrOwn = (timeZone: string | undefined): string =>
  timeZone !== undefined && isTimeZone(timeZone) ? timeZone : ownZone();

/** A wall time as a `datetime-local` field writes it, and back. */
export const wallField = (wall: WallMs): string => new Date(wall).toISOString().slice(0, 16);

export function wallOfField(text: string): WallMs | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/.test(text)) return undefined;
  const wall = Date.parse(`${text}Z`);
  return Number.isNaN(wall) ? undefined : wall;
}

/** A moment (ISO 8601 UTC) as a `datetime-local` field shows it by a zone's clock, and back. */
export const momentField = (iso: string, timeZone: string): string =>
  wallField(wallOf(Date.parse(iso), timeZone));

export function momentOfField(text: string, timeZone: string): string | undefined {
  const wall = wallOfField(text);
  return wall === undefined ? undefined : new Date(momentOf(wall, timeZone)).toISOString();
}
