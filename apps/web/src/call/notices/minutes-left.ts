/**
 * Whole minutes until `atMs`, the current one included; 0 when past. Both in milliseconds since the
 * epoch.
 */
export const minutesLeft = (atMs: number, nowMs: number): number =>
  Math.max(0, Math.ceil((atMs - nowMs) / 60_000));
