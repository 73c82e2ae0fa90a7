import { ConnectionState, type Room, RoomEvent } from "livekit-client";
import { later } from "../signals/later.ts";

/** How soon what was kept back is given out, in milliseconds. */
const soonMs = 50;

/** What the client keeps back while it connects anew, which its types do not show. */
interface KeepsBack {
  bufferedEvents: (readonly [event: string, args: readonly unknown[]])[];
  readonly emit: (event: string, ...args: readonly unknown[]) => boolean;
}

/**
 * Gives out what the client goes on keeping back after it connected anew. livekit-client 2.23.0 says that it is connected up to
 * two seconds before its engine is done with that, and what comes between would never be heard: who came, what is published, and
 * that something was subscribed to, without which nothing of it can be opened.
 */
export function giveOutKeptEvents(room: Room): void {
  const giveOut = (): void => {
    if (room.state !== ConnectionState.Connected) return;
    if (room.engine.pendingReconnect) later(giveOut, soonMs);
    const keeping = room as unknown as KeepsBack;
    const kept = keeping.bufferedEvents;
    keeping.bufferedEvents = [];
    for (const [event, args] of kept) keeping.emit(event, ...args);
  };
  room.on(RoomEvent.Reconnected, () => later(giveOut, 0));
}
