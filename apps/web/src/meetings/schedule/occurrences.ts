import type { Repetition } from "@graticule/api/meetings";
import { momentOf, type WallMs, wallOf } from "./zone.ts";

/** When a meeting is; times in milliseconds since the epoch. */
export interface Timetable {
  readonly startsAtMs: number;
  /** IANA name: what "every week at nine" means when clocks change. */
  readonly timeZone: string;
  readonly repeat: Repetition | undefined;
}

const dayMs = 86_400_000;

/** More steps than any repetition needs for the pages. */
const mostSteps = 20_000;

/** The same day and time so many months later; undefined where that month has no such day. */
function monthsLater(wall: WallMs, months: number): WallMs | undefined {
  const at = new Date(wall);
  const day = at.getUTCDate();
  at.setUTCDate(1);
  at.setUTCMonth(at.getUTCMonth() + months);
  const month = at.getUTCMonth();
  at.setUTCDate(day);
  return at.getUTCMonth() === month ? at.getTime() : undefined;
}

function stepped(first: WallMs, repeat: Repetition, step: number): WallMs | undefined {
  const steps = step * repeat.interval;
  switch (repeat.every) {
    case "day":
      return first + steps * dayMs;
    case "week":
      return first + steps * 7 * dayMs;
    case "month":
      return monthsLater(first, steps);
  }
}

/**
 * The starts of a meeting's occurrences in order, as RFC 5545 recurs: by the clock of the meeting's
 * zone, and a month without that day is left out and doesn't count.
 */
function* startsOf(timetable: Timetable): Generator<number> {
  const { repeat, startsAtMs, timeZone } = timetable;
  if (repeat === undefined) {
    yield startsAtMs;
    return;
  }
  const first = wallOf(startsAtMs, timeZone);
  const last = repeat.until === undefined ? Number.POSITIVE_INFINITY : Date.parse(repeat.until);
  let left = repeat.count ?? Number.POSITIVE_INFINITY;
  for (let step = 0; step < mostSteps && left > 0; step += 1) {
    const wall = stepped(first, repeat, step);
    if (wall === undefined) continue;
    const start = step === 0 ? startsAtMs : momentOf(wall, timeZone);
    if (start > last) return;
    left -= 1;
    yield start;
  }
}

/** The next starts from a moment on, at most so many. */
export function nextStarts(
  timetable: Timetable,
  options: { readonly fromMs: number; readonly most: number },
): readonly number[] {
  const found: number[] = [];
  for (const start of startsOf(timetable)) {
    if (start < options.fromMs) continue;
    found.push(start);
    if (found.length === options.most) break;
  }
  return found;
}
