import { offsetMsAt } from "@graticule/schedule/zone";

/** A change of a zone's clock. */
interface Transition {
  readonly atMs: number;
  readonly fromMs: number;
  readonly toMs: number;
}

const hourMs = 3_600_000;
const stepMs = 7 * 24 * hourMs;

/** The moment at which the offset changes between two that differ, to the minute. */
function changeBetween(timeZone: string, low: number, high: number): number {
  const before = offsetMsAt(low, timeZone);
  let from = low;
  let to = high;
  while (to - from > 60_000) {
    const middle = Math.floor((from + to) / 2 / 60_000) * 60_000;
    if (offsetMsAt(middle, timeZone) === before) from = middle;
    else to = middle;
  }
  return to;
}

function transitionsOf(timeZone: string, fromMs: number, toMs: number): readonly Transition[] {
  const found: Transition[] = [];
  // Whole weeks from a whole minute on, so that a change is found on its minute.
  const start = Math.floor(fromMs / 60_000) * 60_000;
  for (let at = start; at < toMs; at += stepMs) {
    const before = offsetMsAt(at, timeZone);
    const after = offsetMsAt(at + stepMs, timeZone);
    if (before === after) continue;
    found.push({ atMs: changeBetween(timeZone, at, at + stepMs), fromMs: before, toMs: after });
  }
  return found;
}

/** `+0530`, with seconds where an old offset has them. */
function offsetText(offsetMs: number): string {
  const seconds = Math.abs(offsetMs) / 1_000;
  const two = (value: number): string => String(Math.floor(value)).padStart(2, "0");
  const odd = seconds % 60 === 0 ? "" : two(seconds % 60);
  return `${offsetMs < 0 ? "-" : "+"}${two(seconds / 3_600)}${two((seconds / 60) % 60)}${odd}`;
}

/** A wall time as iCalendar writes it. */
const stamp = (wallMs: number): string =>
  new Date(wallMs).toISOString().replaceAll(/[-:]/g, "").slice(0, 15);

function observance(
  kind: "STANDARD" | "DAYLIGHT",
  times: readonly Transition[],
): readonly string[] {
  const [first] = times;
  if (first === undefined) return [];
  const at = times.map(({ atMs, fromMs }) => stamp(atMs + fromMs));
  return [
    `BEGIN:${kind}`,
    `DTSTART:${at[0]}`,
    ...at.slice(1).map((time) => `RDATE:${time}`),
    `TZOFFSETFROM:${offsetText(first.fromMs)}`,
    `TZOFFSETTO:${offsetText(first.toMs)}`,
    `END:${kind}`,
  ];
}

/**
 * The VTIMEZONE (RFC 5545, 3.6.5) of a zone for a span of time, with each change of its clock as a
 * date of its own: what `Intl` knows, and no rule that it doesn't. After the span the last offset
 * stays; calendars that know the zone by its IANA name use their own table anyway.
 */
export function vtimezoneOf(
  timeZone: string,
  span: { readonly fromMs: number; readonly toMs: number },
): string {
  const startMs = span.fromMs;
  const offset = offsetMsAt(startMs, timeZone);
  const initial: Transition = { atMs: startMs, fromMs: offset, toMs: offset };
  const all = transitionsOf(timeZone, span.fromMs, span.toMs);
  const groups = new Map<string, Transition[]>();
  for (const change of all) {
    const key = `${change.fromMs}/${change.toMs}`;
    groups.set(key, [...(groups.get(key) ?? []), change]);
  }
  return [
    "BEGIN:VTIMEZONE",
    `TZID:${timeZone}`,
    ...observance("STANDARD", [initial]),
    ...[...groups.values()].flatMap((times) => {
      const forward = (times[0]?.toMs ?? 0) > (times[0]?.fromMs ?? 0);
      return observance(forward ? "DAYLIGHT" : "STANDARD", times);
    }),
    "END:VTIMEZONE",
  ].join("\r\n");
}
