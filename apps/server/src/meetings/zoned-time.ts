/** A day and a time as a clock on the wall shows them; no zone. `month` is 1 to 12. */
export interface WallTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** Milliseconds since midnight, as the clock counts. */
  readonly timeMs: number;
}

const dayMs = 86_400_000;

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Whether this is an IANA name that this machine knows. Only they have rules; offsets are no zones. */
export function isTimeZone(name: string): boolean {
  if (/^[+-]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** What clocks of the zone show at a moment. */
export function wallTimeAt(epochMs: number, timeZone: string): WallTime {
  const shown = new Date(epochMs + offsetAt(epochMs, timeZone));
  return {
    year: shown.getUTCFullYear(),
    month: shown.getUTCMonth() + 1,
    day: shown.getUTCDate(),
    timeMs: shown.getTime() - Math.floor(shown.getTime() / dayMs) * dayMs,
  };
}

/**
 * The moment at which clocks of the zone show this. A time that they skip counts by the offset from
 * before (02:30 becomes 03:30); of a time that they show twice the first one is meant (RFC 5545
 * section 3.3.5).
 */
export function momentOf(wall: WallTime, timeZone: string): number {
  const shown = shownMs(wall);
  const before = offsetAt(shown - dayMs, timeZone);
  const first = shown - before;
  if (offsetAt(first, timeZone) === before) return first;
  const after = offsetAt(shown + dayMs, timeZone);
  const second = shown - after;
  return offsetAt(second, timeZone) === after ? second : first;
}

/** As a number that orders wall times; within a day of the moment, in every zone. */
export function shownMs({ year, month, day, timeMs }: WallTime): number {
  return Date.UTC(year, month - 1, day) + timeMs;
}

/** How far the zone's clocks are ahead of UTC then, in milliseconds. */
function offsetAt(epochMs: number, timeZone: string): number {
  const parts = formatterOf(timeZone).formatToParts(epochMs);
  const numbers = new Map(parts.map(({ type, value }) => [type, Number(value)]));
  const of = (type: Intl.DateTimeFormatPartTypes): number => numbers.get(type) ?? Number.NaN;
  const shown = Date.UTC(
    of("year"),
    of("month") - 1,
    of("day"),
    of("hour"),
    of("minute"),
    of("second"),
  );
  return shown - Math.floor(epochMs / 1000) * 1000;
}

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en", {
    timeZone,
    calendar: "iso8601",
    numberingSystem: "latn",
    hourCycle: "h23",
    ...{ year: "numeric", month: "2-digit", day: "2-digit" },
    ...{ hour: "2-digit", minute: "2-digit", second: "2-digit" },
  });
  formatters.set(timeZone, made);
  return made;
}
