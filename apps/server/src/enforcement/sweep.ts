import { ordersInForce } from "@graticule/admission/limits";
import type { EngineSeat, MediaEngine } from "../media/media-engine.ts";
import type { Counters } from "../presence/counters.ts";
import type { LiveRooms, RoomState } from "../presence/live-room.ts";
import type { Seat, Seats } from "../presence/seats.ts";
import type { RoomDirectory } from "../rooms/room-directory.ts";
import type { SeatLists } from "./seat-lists.ts";

export interface SweepParts {
  readonly live: LiveRooms;
  readonly seats: Seats;
  readonly engine: MediaEngine;
  readonly lists: SeatLists;
  readonly directory: RoomDirectory;
  readonly counters: Counters;
  /** Takes away a seat that nobody decided. */
  readonly removeUndecided: (seat: Seat) => void;
}

/** After a start, seats that were there already have this long to come again through the gate. */
export const returnMs = 15_000;
/** The same where an order is in force. */
export const returnUnderOrderMs = 4_000;
/** A connection that was answered longer ago than this must show in the list that is asked for now. */
const listedByMs = 1_000;
/** How long the word is believed that nothing holds a listed seat. */
const askGhostsMs = 10_000;
/** How many rooms are asked for at the same time. */
const roomsAtOnce = 8;

interface Listed {
  /** Identities that the engine lists and does not hold, and when it said so. */
  readonly ghosts: Map<string, number>;
  /** The engine's names of sittings that were there before this process. */
  readonly inherited: Set<string>;
}

/**
 * Compares what the engine lists with what the gate decided: standard seats that came another way are
 * removed, service seats are removed where the policy refuses them, seats that are gone are let go.
 */
export class Sweep {
  readonly #parts: SweepParts;
  readonly #startedAt = performance.now();
  readonly #kind: RoomState<Listed> = {
    make: () => ({ ghosts: new Map(), inherited: new Set() }),
    isIdle: ({ ghosts, inherited }) =>
      [...ghosts.values()].every((saidAt) => performance.now() - saidAt > askGhostsMs) &&
      (inherited.size === 0 || performance.now() - this.#startedAt > returnMs),
  };
  /** Whether a sweep has seen what was there before this process. */
  #hasInherited = false;

  constructor(parts: SweepParts) {
    this.#parts = parts;
  }

  /** A seat that is listed though nothing holds it: it is asked about again now and then only. */
  suspectGhost({ room, identity }: Seat): void {
    this.#parts.live.of(room).get(this.#kind).ghosts.set(identity, performance.now());
  }

  async run(): Promise<void> {
    const listed = await this.#parts.engine.listRooms();
    if (listed === undefined) return;
    const rooms = [...new Set([...listed, ...this.#parts.seats.rooms()])];
    const first = !this.#hasInherited;
    let next = 0;
    const worker = async (): Promise<void> => {
      for (let room = rooms[next++]; room !== undefined; room = rooms[next++]) {
        await this.#room(room, first);
      }
    };
    await Promise.all(Array.from({ length: roomsAtOnce }, worker));
    this.#hasInherited = true;
  }

  async #room(room: string, first: boolean): Promise<void> {
    const askedAt = performance.now();
    const listed = await this.#parts.lists.fresh(room);
    if (listed === undefined) return;
    for (const engineSeat of listed) {
      if (first) this.#parts.live.of(room).get(this.#kind).inherited.add(engineSeat.sid);
      if (engineSeat.kind === "service") this.#service(room, engineSeat);
      else this.#standard(room, engineSeat, askedAt, first);
    }
    const present = new Set(listed.map(({ identity }) => identity));
    for (const seat of this.#parts.seats.inRoom(room)) {
      if (!present.has(seat.identity) && isOver(seat, askedAt)) this.#parts.seats.forget(seat);
    }
  }

  /** Agents, egress, ingress, SIP: they come by the private URL and are never judged by place. */
  #service(room: string, { identity }: EngineSeat): void {
    if (this.#parts.directory.find(room)?.serviceSeats !== "refused") return;
    this.#parts.counters.count("service-seat-removed");
    // If this fails the next sweep does it again.
    void this.#parts.engine.removeSeat(room, identity);
  }

  #standard(room: string, listed: EngineSeat, askedAt: number, first: boolean): void {
    const seat = this.#parts.seats.find(room, listed.identity);
    if (seat?.removal !== undefined) return;
    if (seat?.decided === true) {
      if (!isStrange(seat, listed, askedAt)) return;
      // One that sat on a decided identity by another way: the whole identity goes.
      seat.decided = false;
      this.#parts.removeUndecided(seat);
      return;
    }
    if (first || this.#mayReturn(room, listed) || this.#isUnheld(room, listed)) return;
    this.#parts.removeUndecided(this.#parts.seats.hold(room, listed.identity, ""));
  }

  /** Asked again every 10 s, in case that the engine was only slow. */
  #isUnheld(room: string, { identity }: EngineSeat): boolean {
    const ghosts = this.#parts.live.peek(room, this.#kind)?.ghosts;
    const saidAt = ghosts?.get(identity);
    if (saidAt === undefined) return false;
    const isFresh = performance.now() - saidAt <= askGhostsMs;
    if (!isFresh) ghosts?.delete(identity);
    return isFresh;
  }

  #mayReturn(room: string, listed: EngineSeat): boolean {
    if (this.#parts.live.peek(room, this.#kind)?.inherited.has(listed.sid) !== true) return false;
    const policy = this.#parts.directory.find(room);
    const strict =
      policy !== undefined && ordersInForce(policy.limits, this.#parts.directory.now()) > 0;
    return performance.now() - this.#startedAt < (strict ? returnUnderOrderMs : returnMs);
  }
}

/** Whether a seat that is not listed is gone: nothing of it is open, and nothing can come late. */
function isOver(seat: Seat, askedAt: number): boolean {
  if (seat.legs.length > 0 || seat.removal !== undefined) return false;
  return Math.max(seat.closedAt + listedByMs, seat.mayAppearUntil) < askedAt;
}

/**
 * Whether this sitting is another one than that which our connection got: the engine gives a new sid
 * at every full join, and each of those is a connection of ours. Said only when two lists agree.
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
