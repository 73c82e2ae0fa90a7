import type { Owners } from "../cluster/owners.ts";
import type { DailyMarkers } from "../db/daily-markers.ts";
import type { LiveRooms, RoomState } from "../presence/live-room.ts";
import type { Seats } from "../presence/seats.ts";
import type { Use } from "./schedule.ts";
import { joinSpans, type UseSpan } from "./use-span.ts";

export interface RoomUseParts {
  readonly live: LiveRooms;
  readonly seats: Pick<Seats, "rooms" | "inRoom" | "onChange">;
  /** Notes the day of a room's last use. */
  readonly marks: DailyMarkers;
  readonly owners: Pick<Owners, "since">;
  /** The directory's time. */
  readonly now: () => number;
  readonly everyMs?: number;
}

/** Longer than the hour without anyone after which every occurrence is over. */
const rememberMs = 2 * 3_600_000;
/** A room asked about by {@link RoomUse.emptySince} stays here for so long after each question. */
const watchMs = 60_000;

/** Since when a room is empty, by the directory's time; `watchedSince`: whether it was in use before that isn't known. */
export type EmptySince = number | "in-use" | { readonly watchedSince: number };

/** Whether a room is in use, and since when without a break of an hour, by the directory's time. */
export interface RoomUsage {
  readonly inside: Use["inside"];
  readonly since: number | undefined;
}

/** When it was in use, as far as this usage knows. */
export function spanOf({ inside, since }: RoomUsage, now: number): UseSpan | undefined {
  const last = inside === "in-use" ? now : inside.emptySince;
  if (since === undefined || last === undefined) return undefined;
  return { first: since, last: Math.max(since, last) };
}

/** The same usage with what was noted of it: its owner may know nothing from before it had the room. */
export function withNoted(usage: RoomUsage, noted: UseSpan | undefined, now: number): RoomUsage {
  if (noted === undefined) return usage;
  const known = spanOf(usage, now);
  const { first, last } = known === undefined ? noted : joinSpans(known, noted);
  return { inside: usage.inside === "in-use" ? "in-use" : { emptySince: last }, since: first };
}

export type RoomUse = ReturnType<typeof createRoomUse>;

/**
 * Whether rooms are in use, by the seats that the gate let in. Memory alone. INVARIANT: whom the door lets in without a seat uses
 * nothing, or no order on a room that stays empty would end while someone asks to join every hour.
 */
export function createRoomUse(parts: RoomUseParts) {
  const { live, seats, marks, owners, now, everyMs = 60_000 } = parts;
  /** `askedAt`: when someone last relied on the room's being watched; 0: never. */
  const kind: RoomState<{ sat: UseSpan | undefined; askedAt: number }> = {
    make: () => ({ sat: undefined, askedAt: 0 }),
    isIdle: ({ sat, askedAt }) =>
      (sat === undefined || now() - sat.last > rememberMs) && now() - askedAt > watchMs,
  };
  const satIn = (room: string): UseSpan | undefined => {
    const sat = live.peek(room, kind)?.sat;
    return sat !== undefined && now() - sat.last <= rememberMs ? sat : undefined;
  };

  const isInUse = (room: string): boolean => seats.inRoom(room).some((seat) => seat.decided);
  const see = (room: string): void => {
    const [before, at] = [satIn(room), now()];
    const moment = { first: at, last: at };
    live.of(room).get(kind).sat = before === undefined ? moment : joinSpans(before, moment);
    marks.mark(room);
  };
  const lookAt = (room: string): void => {
    if (isInUse(room)) see(room);
  };
  const look = (): void => {
    for (const room of seats.rooms()) lookAt(room);
  };
  const timer = setInterval(look, everyMs).unref();
  // Also a stay of less than a minute counts as use.
  const stopListening = seats.onChange(lookAt);

  return {
    of: (room: string): Use["inside"] =>
      isInUse(room) ? "in-use" : { emptySince: satIn(room)?.last },
    /** What was before this process had the room isn't known. From now on it stays here to be watched. */
    emptySince(room: string): EmptySince {
      if (isInUse(room)) return "in-use";
      live.of(room).get(kind).askedAt = now();
      const watchedSince = now() - (performance.now() - owners.since(room));
      return satIn(room)?.last ?? { watchedSince };
    },
    /** Since when it is in use without a break of an hour, by the directory's time, if known. */
    since(room: string): number | undefined {
      lookAt(room);
      return satIn(room)?.first;
    },
    close() {
      stopListening();
      clearInterval(timer);
    },
  };
}
