import type { DailyMarkers } from "../db/daily-markers.ts";
import type { LiveRooms, RoomState } from "../presence/live-room.ts";
import type { Seats } from "../presence/seats.ts";
import { emptyMs, type Use } from "./schedule.ts";

/** Whether rooms are in use, by the seats that the gate let in; since when not, in memory alone. */
export interface RoomUse {
  of(room: string): Use["inside"];
  /** Since when it is in use without a break of an hour, by the directory's time, as far as it is known. */
  since(room: string): number | undefined;
  /** Someone came in: also who stays for less than a minute counts as use. */
  entered(room: string): void;
  close(): void;
}

export interface RoomUseParts {
  readonly live: LiveRooms;
  readonly seats: Pick<Seats, "rooms" | "inRoom">;
  /** Notes the day of a room's last use. */
  readonly marks: DailyMarkers;
  /** The directory's time. */
  readonly now: () => number;
  readonly everyMs?: number;
}

interface Sat {
  readonly first: number;
  readonly last: number;
}

/** Afterwards nobody asks: every occurrence that was empty for so long is over. */
const rememberMs = 2 * 3_600_000;

export function createRoomUse(parts: RoomUseParts): RoomUse {
  const { live, seats, marks, now, everyMs = 60_000 } = parts;
  const kind: RoomState<{ sat: Sat | undefined }> = {
    make: () => ({ sat: undefined }),
    isIdle: ({ sat }) => sat === undefined || now() - sat.last > rememberMs,
  };
  const satIn = (room: string): Sat | undefined => {
    const sat = live.peek(room, kind)?.sat;
    return sat !== undefined && now() - sat.last <= rememberMs ? sat : undefined;
  };

  const isInUse = (room: string): boolean => seats.inRoom(room).some((seat) => seat.decided);
  const see = (room: string): void => {
    const [before, last] = [satIn(room), now()];
    const continues = before !== undefined && last < before.last + emptyMs;
    live.of(room).get(kind).sat = { first: continues ? before.first : last, last };
    marks.mark(room);
  };
  const look = (): void => {
    for (const room of seats.rooms()) if (isInUse(room)) see(room);
  };
  const timer = setInterval(look, everyMs).unref();

  return {
    of: (room) => (isInUse(room) ? "somebody" : { emptySince: satIn(room)?.last }),
    since(room) {
      if (isInUse(room)) see(room);
      return satIn(room)?.first;
    },
    entered: see,
    close: () => clearInterval(timer),
  };
}
