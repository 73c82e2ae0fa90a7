const dayMs = 24 * 3_600_000;

/** Acts under the terms of service are looked at again from so long before a request until so long after it. */
export const beforeRequestMs = 90 * dayMs;
export const afterRequestMs = 180 * dayMs;

/**
 * Whether an act at a moment falls into the windows of a request. Milliseconds since the epoch.
 * @param closedAt undefined: the request is still open
 */
export function isAround(
  actAt: number,
  request: { readonly receivedAt: number; readonly closedAt: number | undefined },
): boolean {
  if (actAt < request.receivedAt - beforeRequestMs) return false;
  return request.closedAt === undefined || actAt <= request.closedAt + afterRequestMs;
}
