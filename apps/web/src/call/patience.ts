import type { ReconnectPolicy } from "livekit-client";

/** How long the client tries to reconnect before the page joins again, in milliseconds. */
const patienceMs = 15_000;

/** Soon and often: everyone is back within a second or two of the service, but not all at once. */
export const callPatience: ReconnectPolicy = {
  nextRetryDelayInMs: ({ retryCount, elapsedMs }) => {
    if (elapsedMs >= patienceMs) return null;
    return retryCount === 0 ? Math.random() * 300 : 500 + Math.random() * 1_000;
  },
};
