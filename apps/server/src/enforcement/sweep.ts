import type { Owners } from "../cluster/owners.ts";
import type { EngineSeat, MediaEngine } from "../media/media-engine.ts";
import type { Counters } from "../presence/counters.ts";
import type { LiveRooms, RoomState } from "../presence/live-room.ts";
import type { Seat, Seats } from "../presence/seats.ts";
import type { RoomDirectory } from "../rooms/room-directory.ts";
import type { InheritedSeats } from "./inherited-seats.ts";
import type { SeatLists } from "./seat-lists.ts";

export interface SweepParts {
  readonly live: LiveRooms;
  readonly seats: Seats;
  readonly engine: MediaEngine;
  readonly lists: SeatLists;
  readonly directory: RoomDirectory;
  readonly owners: Pick<Owners, "holds" | "since" | "tookOver" | "takeOverMs" | "adopt">;
  readonly inherited: InheritedSeats;
  readonly counters: Counters;
  readonly removeUndecided: (seat: Seat) => void;
}

/** The engine lists a seat at most this long after it answered the connection. */
const listedByMs = 1_000;
/**
 * After so long without a connection a seat is no longer anyone's: LiveKit's clients have given up by
 * then. An engine's cluster lists people of a node that died for ever.
 */
const abandonedMs = 60_000;
/** How long an `unheld` answer is believed. */
const askGhostsMs = 10_000;
const roomsAtOnce = 8;

/** Identities that the engine lists and does not hold, and when it answered so. */
type Ghosts = Map<string, number>;

/**
 * Compares what the engine lists with what the gate decided: standard seats that did not come
 * through the gate are removed, service seats where the policy refuses them, and seats that are
 * gone are forgotten.
 */
export class Sweep {
  readonly #parts: SweepParts;
  readonly #kind: RoomState<Ghosts> = {
    make: () => new Map(),
    isIdle: (ghosts) =>
      [...ghosts.values()].every((saidAt) => performance.now() - saidAt > askGhostsMs),
  };
  /** Monotonic ms: when the last sweep began that saw every room that it had to see first. */
  #sawAllAt = Number.NEGATIVE_INFINITY;

  constructor(parts: SweepParts) {
    this.#parts = parts;
  }

  /** The engine lists this seat, though nothing holds it: it is removed again only now and then. */
  suspectGhost({ room, identity }: Seat): void {
    this.#parts.live.of(room).get(this.#kind).set(identity, performance.now());
  }

  async run(): Promise<void> {
    const { engine, seats, owners, directory } = this.#parts;
    const beganAt = performance.now();
    const listed = await engine.listRooms();
    if (listed === undefined) return;
    await owners.adopt(listed.rooms);
    const all = [...new Set([...listed.rooms, ...seats.rooms()])];
    const rooms = all.filter((room) => owners.holds(room));
    let sawAll = listed.isWhole;
    let next = 0;
    const worker = async (): Promise<void> => {
      for (let room = rooms[next++]; room !== undefined; room = rooms[next++]) {
        // After a start or a take-over, rooms with people in them may not be in memory yet.
        const first = this.#isFirst(room);
        const seen = (await directory.load(room)) === "loaded" && (await this.#room(room, first));
        if (first && !seen) sawAll = false;
      }
    };
    await Promise.all(Array.from({ length: roomsAtOnce }, worker));
    if (sawAll) this.#sawAllAt = beganAt;
  }

  /** Whether others may be in a room that is ours, and the engine has not said yet who. */
  #isFirst(room: string): boolean {
    const { owners, inherited } = this.#parts;
    const since = owners.since(room);
    if (!owners.tookOver(room) || this.#sawAllAt >= since || inherited.isNoted(room)) return false;
    return performance.now() - since < abandonedMs;
  }

  /** False: the engine didn't answer, or the room isn't ours any more. */
  async #room(room: string, first: boolean): Promise<boolean> {
    const askedAt = performance.now();
    const listed = await this.#parts.lists.fresh(room);
    if (listed === undefined || !this.#parts.owners.holds(room)) return false;
    this.#timeTakeOver(room, first, listed);
    if (first) this.#parts.inherited.note(room, listed);
    for (const engineSeat of listed) {
      if (engineSeat.kind === "service") this.#service(room, engineSeat);
      else this.#standard(room, engineSeat, askedAt, first);
    }
    if (!first) this.#parts.inherited.end(room);
    const present = new Set(listed.map(({ identity }) => identity));
    for (const seat of this.#parts.seats.inRoom(room)) {
      if (!present.has(seat.identity) && isOver(seat, askedAt)) this.#parts.seats.forget(seat);
    }
    return true;
  }

  /** A room without people isn't missed while it has no owner. */
  #timeTakeOver(room: string, first: boolean, listed: readonly EngineSeat[]): void {
    const tookMs = first ? this.#parts.owners.takeOverMs(room) : undefined;
    const isInhabited = listed.some(({ kind }) => kind === "standard");
    if (tookMs !== undefined && isInhabited) {
      this.#parts.counters.time("take-over", tookMs);
    }
  }

  /** Agents, egress, ingress, SIP: they come by the private URL and are not judged by place. */
  #service(room: string, { identity }: EngineSeat): void {
    if (this.#parts.directory.find(room)?.serviceSeats !== "refused") return;
    this.#parts.counters.count("service-seat-removed");
    void this.#parts.engine.removeSeat(room, identity);
  }

  #standard(room: string, listed: EngineSeat, askedAt: number, first: boolean): void {
    const seat = this.#parts.seats.find(room, listed.identity);
    if (seat?.removal !== undefined) return;
    if (seat !== undefined && isAbandoned(seat, askedAt)) this.#parts.seats.forget(seat);
    else if (seat?.decided === true) {
      if (!isStrange(seat, listed, askedAt)) return;
      // It took a decided identity by another way: the whole identity goes.
      seat.decided = false;
      this.#parts.removeUndecided(seat);
      return;
    }
    const { inherited, seats } = this.#parts;
    if (first || inherited.mayReturn(room, listed) || this.#isUnheld(room, listed)) return;
    const held = seats.hold(room, listed.identity, "");
    held.wasInside = inherited.has(room, listed.identity);
    this.#parts.removeUndecided(held);
  }

  /** Asked again every 10 s, in case the engine was only slow. */
  #isUnheld(room: string, { identity }: EngineSeat): boolean {
    const ghosts = this.#parts.live.peek(room, this.#kind);
    const saidAt = ghosts?.get(identity);
    if (saidAt === undefined) return false;
    const isFresh = performance.now() - saidAt <= askGhostsMs;
    if (!isFresh) ghosts?.delete(identity);
    return isFresh;
  }
}

function isAbandoned({ legs, openedAt, closedAt }: Seat, askedAt: number): boolean {
  return legs.length === 0 && Math.max(openedAt, closedAt) + abandonedMs < askedAt;
}

/** Whether an unlisted seat is gone: no connection is open, and none can appear late. */
function isOver(seat: Seat, askedAt: number): boolean {
  if (seat.legs.length > 0 || seat.removal !== undefined) return false;
  return Math.max(seat.closedAt + listedByMs, seat.mayAppearUntil) < askedAt;
}

/**
 * Whether the listed seat is not the one that our connection got. The engine gives a new `sid` at
 * every full join, and each full join is a connection of ours. True only when two lists agree.
 */
function isStrange(seat: Seat, { sid }: EngineSeat, askedAt: number): boolean {
  const settled =
    !seat.legs.some(({ state }) => state === "pending") &&
    askedAt - seat.openedAt > listedByMs &&
    askedAt > seat.mayAppearUntil;
  if (!settled || sid === "") return false;
  seat.sid ??= sid;
  if (seat.sid === sid) {
    seat.strangeSince = 0;
    return false;
  }
  if (seat.strangeSince !== 0) return true;
  seat.strangeSince = askedAt;
  return false;
}
