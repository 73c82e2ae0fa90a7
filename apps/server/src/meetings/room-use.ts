import type { DayMarks } from "../db/day-marks.ts";
import type { Seats } from "../presence/seats.ts";
import { emptyMs, type Use } from "./schedule.ts";

/** Whether rooms are in use, by the seats that the gate let in; since when not, in memory alone. */
export interface RoomUse {
  of(room: string): Use["inside"];
  /** Since when it is in use without a break of an hour, by the directory's time, as far as it is known. */
  since(room: string): number | undefined;
  /** Somebody came in: also who stays for less than a minute counts as use. */
  entered(room: string): void;
  close(): void;
}

export interface RoomUseParts {
  readonly seats: Pick<Seats, "rooms" | "inRoom">;
  /** Notes the day of a room's last use. */
  readonly marks: DayMarks;
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

export function createRoomUse({ seats, marks, now, everyMs = 60_000 }: RoomUseParts): RoomUse {
  const seen = new Map<string, Sat>();

  const isInUse = (room: string): boolean => seats.inRoom(room).some((seat) => seat.decided);
  const see = (room: string): void => {
    const [before, last] = [seen.get(room), now()];
    const goesOn = before !== undefined && last < before.last + emptyMs;
    seen.set(room, { first: goesOn ? before.first : last, last });
    marks.mark(room);
  };
  const look = (): void => {
    for (const room of seats.rooms()) if (isInUse(room)) see(room);
    for (const [room, { last }] of seen) if (now() - last > rememberMs) seen.delete(room);
  };
  const timer = setInterval(look, everyMs).unref();

  return {
    of: (room) => (isInUse(room) ? "somebody" : { emptySince: seen.get(room)?.last }),
    since(room) {
      if (isInUse(room)) see(room);
      return seen.get(room)?.first;
    },
    entered: see,
    close: () => clearInterval(timer),
  };
}
