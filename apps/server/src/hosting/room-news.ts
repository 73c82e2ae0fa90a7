import type { RoomView } from "@graticule/api/hosting";
import type { Joins } from "../presence/joins.ts";
import type { LiveRooms, RoomState } from "../presence/live-room.ts";
import type { Seats } from "../presence/seats.ts";
import { inSlices } from "../processes/in-slices.ts";
import type { RoomDirectory } from "../rooms/room-directory.ts";
import { isLimitedByOrder, type RoomViews } from "./room-views.ts";

export interface RoomNewsParts {
  readonly live: LiveRooms;
  readonly directory: Pick<RoomDirectory, "onChange" | "find" | "now">;
  readonly seats: Pick<Seats, "onChange" | "isInside" | "remembers">;
  readonly joins: Joins;
  readonly views: RoomViews;
}

/** Whether its pages were told that an order limits it. Never keeps a room alive. */
const kind: RoomState<{ isLimited: boolean }> = {
  make: () => ({ isLimited: false }),
  isIdle: () => true,
};

/**
 * Tells every page that was let in how the room looks now, whenever that has changed for it, once a
 * turn. A page whose connection broke hears nothing until it is back. Returns the way to stop.
 */
export function startRoomNews(parts: RoomNewsParts): () => void {
  const { live, directory, seats, joins, views } = parts;
  const due = new Set<string>();
  let turn: NodeJS.Immediate | undefined;

  const stop = new AbortController();
  let isTelling = false;
  const tellDue = (): void => {
    turn = undefined;
    if (isTelling) return;
    isTelling = true;
    void inSlices(telling(), stop.signal).finally(() => {
      isTelling = false;
    });
  };
  /** In one step for each room, so that no page gets an older view after a newer one. */
  function* telling(): Generator<void> {
    for (const room of due) {
      due.delete(room);
      yield tell(room);
    }
  }
  const later = (room: string): void => {
    due.add(room);
    turn ??= setImmediate(tellDue);
  };

  const isLimited = (room: string): boolean => {
    const policy = directory.find(room);
    return policy !== undefined && isLimitedByOrder(policy, directory.now());
  };

  const isCutOff = (room: string, identity: string): boolean =>
    !seats.isInside(room, identity) && seats.remembers(room, identity);

  const listening = (room: string) =>
    [...joins.inRoom(room)].flatMap(({ state, open, identity }) =>
      state.kind === "admitted" && open !== undefined && !isCutOff(room, identity)
        ? [{ open, identity }]
        : [],
    );

  const tell = (room: string): void => {
    const snapshot = views.of(room);
    if (snapshot === undefined) return;
    // All guests have the same view.
    const texts = new Map<RoomView, string>();
    for (const { open, identity } of listening(room)) {
      const view = snapshot.for(identity);
      const text = texts.get(view) ?? JSON.stringify(view);
      texts.set(view, text);
      if (open.lastSentRoom === text) continue;
      open.lastSentRoom = text;
      open.sink.send({ kind: "room", room: view });
    }
  };

  // Orders also begin and end by the clock alone.
  const clock = setInterval(() => {
    for (const room of joins.rooms()) {
      const known = live.of(room).get(kind);
      const isLimitedNow = isLimited(room);
      if (isLimitedNow !== known.isLimited) later(room);
      known.isLimited = isLimitedNow;
    }
  }, 1_000).unref();

  const stops = [
    directory.onChange((rooms) => {
      for (const room of rooms) later(room);
    }),
    seats.onChange(later),
    joins.onChange(later),
  ];
  return () => {
    stop.abort();
    clearImmediate(turn);
    clearInterval(clock);
    for (const stop of stops) stop();
  };
}
