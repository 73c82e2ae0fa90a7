import type { EngineSeat, MediaEngine } from "../media/media-engine.ts";
import type { LiveRooms, RoomState } from "../presence/live-room.ts";

type Listed = Promise<readonly EngineSeat[] | undefined>;

/** The request that runs, and the one that follows it. */
interface UnderWay {
  running: Listed | undefined;
  next: Listed | undefined;
}

const kind: RoomState<UnderWay> = {
  make: () => ({ running: undefined, next: undefined }),
  isIdle: ({ running, next }) => running === undefined && next === undefined,
};

/**
 * Asks the engine for a room's seats. Concurrent callers share one request, but never one that
 * was already under way when they asked: it could show an earlier state.
 */
export function createSeatLists(engine: MediaEngine, live: LiveRooms) {
  const ask = (room: string, known: UnderWay): Listed => {
    const asked = engine.listSeats(room).finally(() => {
      if (known.running !== asked) return;
      known.running = undefined;
      live.release(room);
    });
    known.running = asked;
    return asked;
  };

  return {
    /** A list requested after this call; undefined: no answer. */
    fresh(room: string): Listed {
      const known = live.of(room).get(kind);
      if (known.running === undefined) return ask(room, known);
      known.next ??= known.running.then(() => {
        known.next = undefined;
        return ask(room, known);
      });
      return known.next;
    },
  };
}

export type SeatLists = ReturnType<typeof createSeatLists>;
