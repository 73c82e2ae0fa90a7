/**
 * What a clock of a time zone shows, as milliseconds as if that zone were UTC: it can be compared
 * and added to, and is no moment.
 */
export type WallMs = number;

const dayMs = 86_400_000;

const formats = new Map<string, Intl.DateTimeFormat>();

/** Whether this machine knows this IANA name. Offsets are no zones: they have no rules. */
export function isTimeZone(name: string): boolean {
  if (/^[+-]/.test(name)) return false;
  try {
    formatOf(name);
    return true;
  } catch {
    return false;
  }
}

/** What the zone's clocks show at a moment, to the millisecond. An unknown zone throws RangeError. */
export function wallOf(epochMs: number, timeZone: string): WallMs {
  const fields: Record<string, number> = {};
  for (const { type, value } of formatOf(timeZone).formatToParts(epochMs)) {
    fields[type] = Number(value);
  }
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = fields;
  const beyondSecond = epochMs - Math.floor(epochMs / 1_000) * 1_000;
  return Date.UTC(year, month - 1, day, hour, minute, second) + beyondSecond;
}

/** How far the zone's clocks are ahead of UTC at a moment, in milliseconds. */
export function offsetMsAt(epochMs: number, timeZone: string): number {
  return wallOf(epochMs, timeZone) - epochMs;
}

/**
 * The moment at which clocks of the zone show this. A time that they skip counts by the offset from
 * before (02:30 becomes 03:30); of a time that they show twice the first one is meant (RFC 5545
 * section 3.3.5).
 */
export function momentOf(wall: WallMs, timeZone: string): number {
  const before = offsetMsAt(wall - dayMs, timeZone);
  const first = wall - before;
  if (offsetMsAt(first, timeZone) === before) return first;
  const after = offsetMsAt(wall + dayMs, timeZone);
  const second = wall - after;
  return offsetMsAt(second, timeZone) === after ? second : first;
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en", {
    timeZone,
    calendar: "iso8601",
    numberingSystem: "latn",
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  formats.set(timeZone, made);
  return made;
}
