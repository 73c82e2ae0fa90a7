/** Whole minutes until then, the begun one counted; 0 when it is over. Both in milliseconds since the epoch. */
export const minutesLeft = (atMs: number, nowMs: number): number =>
  Math.max(0, Math.ceil((atMs - nowMs) / 60_000));
