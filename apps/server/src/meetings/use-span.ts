import { emptyMs } from "./schedule.ts";

/** A time in which a room was in use without a break of an hour. Milliseconds since the epoch. */
export interface UseSpan {
  readonly first: number;
  readonly last: number;
}

/** One span of two, unless the room may have been empty for an hour between them: then the later one. */
export function joinSpans(a: UseSpan, b: UseSpan): UseSpan {
  const [earlier, later] = a.last <= b.last ? [a, b] : [b, a];
  if (later.first >= earlier.last + emptyMs) return later;
  return { first: Math.min(a.first, b.first), last: later.last };
}
