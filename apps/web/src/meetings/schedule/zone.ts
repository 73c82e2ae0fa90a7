/**
 * Clocks of time zones, by `Intl` alone. A wall time is what a clock in the zone shows, written as
 * milliseconds as if that zone were UTC: so it can be compared and added to, and is no moment.
 */
export type WallMs = number;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en-US", {
    timeZone,
    calendar: "gregory",
    numberingSystem: "latn",
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  formats.set(timeZone, made);
  return made;
}

/** The zone of this browser, as an IANA name. */
export const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

export function isZone(name: string): boolean {
  try {
    formatOf(name);
    return true;
  } catch {
    return false;
  }
}

/** What the zone's clock shows at a moment, to the second. An unknown zone throws RangeError. */
export function wallOf(epochMs: number, timeZone: string): WallMs {
  const fields: Record<string, number> = {};
  for (const { type, value } of formatOf(timeZone).formatToParts(epochMs)) {
    fields[type] = Number(value);
  }
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = fields;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** How far the zone's clock is ahead of UTC at a moment. */
export function offsetMsAt(epochMs: number, timeZone: string): number {
  return wallOf(epochMs, timeZone) - Math.floor(epochMs / 1_000) * 1_000;
}

const dayMs = 86_400_000;

/**
 * The moment at which the zone's clock shows this. Where it shows it twice: the first time; where it
 * never does, since the clock goes forward: as much later (RFC 5545, 3.3.5, as calendars do it).
 */
export function momentOf(wall: WallMs, timeZone: string): number {
  const before = offsetMsAt(wall - dayMs, timeZone);
  const after = offsetMsAt(wall + dayMs, timeZone);
  const fits = [wall - before, wall - after].find((moment) => wallOf(moment, timeZone) === wall);
  return fits ?? wall - before;
}

/** A wall time as a `datetime-local` field writes it, and back. */
export const wallField = (wall: WallMs): string => new Date(wall).toISOString().slice(0, 16);

export function wallOfField(text: string): WallMs | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/.test(text)) return undefined;
  const wall = Date.parse(`${text}Z`);
  return Number.isNaN(wall) ? undefined : wall;
}
