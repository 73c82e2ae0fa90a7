import { CriticalTimers, type ReconnectPolicy, type Room } from "livekit-client";
import { laterAwake } from "../signals/later-awake.ts";

/** How long the client tries to reconnect before the page joins again, in milliseconds. */
const patienceMs = 15_000;

/** What the client has, but its types don't show. */
interface Client {
  readonly client: { readonly options?: { websocketTimeout: number } };
}

/**
 * Soon and often: everyone is back within a second or two of the service, but not all at once. Where no answer comes,
 * as from an instance that is gone, the client would wait for 15 s each time.
 */
export function callPatience(room: () => Pick<Room, "engine">): ReconnectPolicy {
  return {
    nextRetryDelayInMs: ({ retryCount, elapsedMs }) => {
      if (elapsedMs >= patienceMs) return null;
      const { options } = (room().engine as unknown as Client).client;
      if (options !== undefined)
        options.websocketTimeout = Math.min(1_500 * 1.5 ** retryCount, 5_000);
      return retryCount === 0 ? Math.random() * 300 : 500 + Math.random() * 1_000;
    },
  };
}

/** Before the client takes a connection for lost, a page that slept or was busy reads what came meanwhile. */
export function readBeforeLost(): void {
  type Timer = ReturnType<typeof setTimeout>;
  CriticalTimers.setTimeout = (task, delayMs = 0) =>
    laterAwake(task as () => void, delayMs) as unknown as Timer;
  CriticalTimers.clearTimeout = (cancel) => (cancel as unknown as (() => void) | undefined)?.();
}
