import type { ReconnectPolicy } from "livekit-client";

/** How long the client tries to bring a connection back before the page waits for the service and joins anew, milliseconds. */
const patienceMs = 15_000;

/** Soon and often: when the service is back, everyone is back in a second or two. The spread keeps them from coming at once. */
export const callPatience: ReconnectPolicy = {
  nextRetryDelayInMs: ({ retryCount, elapsedMs }) => {
    if (elapsedMs >= patienceMs) return null;
    return retryCount === 0 ? Math.random() * 300 : 500 + Math.random() * 1_000;
  },
};
