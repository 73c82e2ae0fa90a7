import { ConnectionState, type Room } from "livekit-client";
import { later } from "../../signals/later.ts";

/** How often a page that reconnects looks whether it is done, in milliseconds. */
const soonMs = 50;

/** What the client has, but its types don't show (livekit-client 2.23.0). */
interface Reconnecting {
  readonly attemptingReconnect: boolean;
  readonly pendingReconnect: boolean;
}

/**
 * Resolves when the client takes packets to send them, or is disconnected. While it connects from
 * the beginning it takes them and drops them, up to two seconds longer than it says.
 */
export async function untilItSends(room: Pick<Room, "state" | "engine">): Promise<void> {
  while (!isDone(room)) await new Promise<void>((resolve) => later(resolve, soonMs));
}

function isDone({ state, engine }: Pick<Room, "state" | "engine">): boolean {
  if (state !== ConnectionState.Connected) return state === ConnectionState.Disconnected;
  const { attemptingReconnect, pendingReconnect } = engine as unknown as Reconnecting;
  return !attemptingReconnect && !pendingReconnect;
}
