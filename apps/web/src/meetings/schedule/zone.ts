import type { WallMs } from "@graticule/schedule/zone";

/** The zone of this browser, as an IANA name. */
export const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** A wall time as a `datetime-local` field writes it, and back. */
export const wallField = (wall: WallMs): string => new Date(wall).toISOString().slice(0, 16);

export function wallOfField(text: string): WallMs | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/.test(text)) return undefined;
  const wall = Date.parse(`${text}Z`);
  return Number.isNaN(wall) ? undefined : wall;
}
