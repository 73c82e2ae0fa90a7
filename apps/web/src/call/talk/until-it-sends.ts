import type { KeyLine } from "@graticule/e2ee/key-line";
import { ConnectionState, type Room } from "livekit-client";
import { later } from "../../signals/later.ts";

/** How often a page that reconnects looks whether it is done, in milliseconds. */
const soonMs = 50;

type SendingRoom = Pick<Room, "state" | "engine">;

/** What the client has, but its types don't show (livekit-client 2.23.0). */
interface Reconnecting {
  readonly attemptingReconnect: boolean;
  readonly pendingReconnect: boolean;
}

/**
 * Resolves when the client takes packets to send them, or is disconnected. While it connects from
 * the beginning it takes them and drops them, up to two seconds longer than it says.
 */
export async function untilItSends(room: SendingRoom): Promise<void> {
  while (!isDone(room)) await new Promise<void>((resolve) => later(resolve, soonMs));
}

/**
 * Resolves, when both the client takes packets and the keys are settled, with who can open what is sealed then. Not before: while
 * a packet waited for the client, others could get keys.
 */
export async function readersOnceItSends(
  room: SendingRoom,
  line: Pick<KeyLine, "settled" | "openers">,
): Promise<readonly string[]> {
  do {
    await untilItSends(room);
    await line.settled();
  } while (!isDone(room));
  return line.openers;
}

function isDone({ state, engine }: SendingRoom): boolean {
  if (state !== ConnectionState.Connected) return state === ConnectionState.Disconnected;
  const { attemptingReconnect, pendingReconnect } = engine as unknown as Reconnecting;
  return !attemptingReconnect && !pendingReconnect;
}
