import type { DayMarks } from "../day-marks.ts";
import type { Seats } from "../gate/seats.ts";
import type { Use } from "./schedule.ts";

/** Whether rooms are in use, by the seats that the gate let in; since when not, in memory alone. */
export interface RoomUse {
  of(room: string): Use["inside"];
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

/** Afterwards nobody asks: every occurrence that was empty for so long is over. */
const rememberMs = 2 * 3_600_000;

export function createRoomUse({ seats, marks, now, everyMs = 60_000 }: RoomUseParts): RoomUse {
  const lastSeen = new Map<string, number>();

  const isInUse = (room: string): boolean => seats.inRoom(room).some((seat) => seat.decided);
  const see = (room: string): void => {
    lastSeen.set(room, now());
    marks.mark(room);
  };
  const look = (): void => {
    for (const room of seats.rooms()) if (isInUse(room)) see(room);
    for (const [room, at] of lastSeen) if (now() - at > rememberMs) lastSeen.delete(room);
  };
  const timer = setInterval(look, everyMs).unref();

  return {
    of: (room) => (isInUse(room) ? "somebody" : { emptySince: lastSeen.get(room) }),
    entered: see,
    close: () => clearInterval(timer),
  };
}
