import { ConnectionState, type Room, RoomEvent } from "livekit-client";
import { later } from "../signals/later.ts";

/** How often held events are released, in milliseconds. */
const soonMs = 50;

/** What the client holds back while it reconnects; its types do not show this. */
interface KeepsBack {
  bufferedEvents: (readonly [event: string, args: readonly unknown[]])[];
  readonly emit: (event: string, ...args: readonly unknown[]) => boolean;
}

/**
 * Releases events that the client holds back after reconnecting. livekit-client 2.23.0 reports
 * being connected up to two seconds before its engine is done, and events in between would be lost:
 * people, publications, and subscriptions, without which no track can be opened.
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
