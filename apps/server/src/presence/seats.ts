import type { GateProblem } from "@graticule/api/meetings";
import type { CountedEvent } from "./counters.ts";
import type { LiveRooms, RoomState } from "./live-room.ts";

/** What a connection is answered instead of being let in, and as what it is counted. */
export interface GateAnswer {
  readonly problem: GateProblem;
  readonly counted: CountedEvent;
}

/**
 * One signalling connection through the gate. `pending`: the engine has been asked and has not
 * answered; it may already have given the seat.
 */
export interface SeatLeg {
  readonly room: string;
  readonly identity: string;
  /** Where it comes from. In memory only. */
  readonly address: string;
  readonly state: "pending" | "open" | "closed";
  /** Answers a pending connection with a refusal and lets go of the engine. */
  refuse(answer: GateAnswer): void;
  /**
   * Tells the engine in the client's place that it leaves, as a page does; from then on the engine hears
   * nothing more of the client. False: not here or not now (in the midst of a message, or backed up).
   */
  leave(): boolean;
  /** Ends both sides at once. */
  cut(): void;
}

/**
 * One (room, identity) that the gate let in. A seat whose connection is gone is still a seat until
 * the engine no longer lists it, and its last address goes on being judged.
 */
export interface Seat {
  readonly room: string;
  readonly identity: string;
  /** Where it was seen last: of its newest answered connection. In memory only. */
  address: string;
  /** False for a seat that only the engine's list showed and that is being removed. */
  decided: boolean;
  /** When it was taken first, in the database's time; undefined: the engine never answered yet. */
  seatedSince: number | undefined;
  readonly legs: SeatLeg[];
  /** While set, nobody sits down here; ends when the removal is over, however it went. */
  removal: Promise<void> | undefined;
  /** The engine's name for this very sitting, once it was seen in a list; see the sweep. */
  sid: string | undefined;
  /** Monotonic ms: when its newest connection was answered, and when its last one closed. */
  openedAt: number;
  closedAt: number;
  /** Monotonic ms: until when the engine may still give this seat to a connection given up by us. */
  mayAppearUntil: number;
  /** Monotonic ms: when a sitting was first listed that no connection of ours explains; 0: never. */
  strangeSince: number;
  /** The private notice that it was told last, as JSON; empty: none runs. */
  lastSentNotice: string;
  /** Called once when one of its connections is answered or over. */
  waiting: (() => void)[];
}

/** For how long the engine may seat someone whose connection was given up while joining. */
const lateSeatMs = 2_000;

/** For how long an identity is remembered after its seat: tokens that the engine refreshes live 10 min. */
const rememberMs = 15 * 60_000;
/** Whoever was let in has this long to take the seat. */
const arriveMs = 60_000;
/** Of one room. */
const maxRemembered = 20_000;

/** What is known of an identity that has no seat now. Times as in {@link Seat} and of the clock here. */
interface Remembered {
  /** Undefined: the engine never gave the seat. */
  readonly seatedSince: number | undefined;
  readonly until: number;
}

/** What a room knows of seats. */
interface RoomSeats {
  readonly seats: Map<string, Seat>;
  /** Identities whose seat was here, the one that was let go first in front. */
  readonly past: Map<string, Remembered>;
  /** Identities that were let in and have not come yet, likewise. */
  readonly expected: Map<string, Remembered>;
}

/** All seats that came through this gate. Nothing here is written anywhere. */
export class Seats {
  /** Real time in milliseconds: of what was before, nothing is remembered here. */
  readonly begunAtMs = Date.now();
  readonly #live: LiveRooms;
  readonly #kind: RoomState<RoomSeats> = {
    make: () => ({ seats: new Map(), past: new Map(), expected: new Map() }),
    isIdle: ({ seats, past, expected }) =>
      seats.size === 0 && this.#isOver(past) && this.#isOver(expected),
  };
  readonly #movedListeners = new Set<(seat: Seat) => void>();
  readonly #changeListeners = new Set<(room: string) => void>();
  readonly #now: () => number;
  readonly #time: () => number;

  /** `now`: milliseconds, monotonic. `time`: the database's present time. */
  constructor(
    live: LiveRooms,
    now: () => number = () => performance.now(),
    time: () => number = () => Date.now(),
  ) {
    this.#live = live;
    this.#now = now;
    this.#time = time;
  }

  find(room: string, identity: string): Seat | undefined {
    return this.#live.peek(room, this.#kind)?.seats.get(identity);
  }

  rooms(): string[] {
    return [...this.#live.with(this.#kind)]
      .filter(([, { seats }]) => seats.size > 0)
      .map(([room]) => room);
  }

  /** A copy: seats come and go while it is walked through. */
  inRoom(room: string): Seat[] {
    return [...(this.#live.peek(room, this.#kind)?.seats.values() ?? [])];
  }

  /** Who is inside: has a seat that is not being taken away. */
  inside(room: string): Seat[] {
    return this.inRoom(room).filter(isInside);
  }

  isInside(room: string, identity: string): boolean {
    const seat = this.find(room, identity);
    return seat !== undefined && isInside(seat);
  }

  /**
   * When this identity took its seat first, in the database's time; undefined: it is new. Known for
   * as long as it sits, a quarter of an hour after it left, and a minute after it was let in.
   */
  seatedSince(room: string, identity: string): number | undefined {
    const seat = this.find(room, identity);
    if (seat?.decided === true && seat.seatedSince !== undefined) return seat.seatedSince;
    const known = this.#live.peek(room, this.#kind);
    for (const memory of known === undefined ? [] : [known.past, known.expected]) {
      const one = memory.get(identity);
      if (one?.seatedSince !== undefined && this.#now() < one.until) return one.seatedSince;
    }
    return undefined;
  }

  /** Was let in just now, or was inside before this process began (`seatedSince`): is not new when it comes. */
  expect(room: string, identity: string, seatedSince = this.#time()): void {
    const { expected } = this.#live.of(room).get(this.#kind);
    this.#keep(expected, identity, { seatedSince, until: this.#now() + arriveMs });
  }

  /** Called when it may have changed who is inside. */
  onChange(listener: (room: string) => void): () => void {
    this.#changeListeners.add(listener);
    return () => this.#changeListeners.delete(listener);
  }

  /** A removal began or is over. */
  changed(room: string): void {
    for (const listener of this.#changeListeners) listener(room);
  }

  /** Takes in a pending connection, before the engine is asked. */
  register(leg: SeatLeg): Seat {
    const seat = this.hold(leg.room, leg.identity, leg.address);
    seat.decided = true;
    seat.legs.push(leg);
    return seat;
  }

  /** The seat, made without a connection if it is not known yet: undecided, but nobody sits down on it. */
  hold(room: string, identity: string, address: string): Seat {
    return this.find(room, identity) ?? this.#create(room, identity, address);
  }

  /** The engine answered this connection: the seat is where it comes from. */
  established(seat: Seat, leg: SeatLeg): void {
    seat.seatedSince ??= this.seatedSince(seat.room, seat.identity) ?? this.#time();
    seat.address = leg.address;
    seat.sid = undefined;
    seat.strangeSince = 0;
    seat.openedAt = this.#now();
    wake(seat);
    this.changed(seat.room);
  }

  /** A connection is over. `late`: it was given up while the engine was still seating it. */
  closed(seat: Seat, leg: SeatLeg, late: boolean): void {
    const at = seat.legs.indexOf(leg);
    if (at >= 0) seat.legs.splice(at, 1);
    seat.closedAt = this.#now();
    if (late) seat.mayAppearUntil = seat.closedAt + lateSeatMs;
    wake(seat);
  }

  /**
   * Someone came for this seat from an address from which they may not: the seat is judged by that
   * address from now on. Nothing happens if no such seat is known.
   */
  moved(room: string, identity: string, address: string): void {
    const seat = this.find(room, identity);
    if (seat === undefined || seat.removal !== undefined) return;
    seat.address = address;
    for (const listener of this.#movedListeners) listener(seat);
  }

  onMoved(listener: (seat: Seat) => void): () => void {
    this.#movedListeners.add(listener);
    return () => this.#movedListeners.delete(listener);
  }

  /** The engine no longer lists it. Whoever comes next sits down anew; sockets still open end by themselves. */
  forget(seat: Seat): void {
    const known = this.#live.peek(seat.room, this.#kind);
    if (known?.seats.get(seat.identity) !== seat) return;
    known.seats.delete(seat.identity);
    const { seatedSince } = seat;
    const until = this.#now() + rememberMs;
    if (seat.decided) this.#keep(known.past, seat.identity, { seatedSince, until });
    this.changed(seat.room);
    this.#live.release(seat.room);
  }

  /** Whether this identity has a seat in this room, or had one in the last quarter of an hour. */
  remembers(room: string, identity: string): boolean {
    if (this.find(room, identity)?.decided === true) return true;
    const known = this.#live.peek(room, this.#kind)?.past.get(identity);
    return known !== undefined && this.#now() < known.until;
  }

  #create(room: string, identity: string, address: string): Seat {
    const seat: Seat = {
      room,
      identity,
      address,
      decided: false,
      seatedSince: undefined,
      legs: [],
      removal: undefined,
      sid: undefined,
      openedAt: this.#now(),
      closedAt: 0,
      mayAppearUntil: 0,
      strangeSince: 0,
      lastSentNotice: "",
      waiting: [],
    };
    this.#live.of(room).get(this.#kind).seats.set(identity, seat);
    return seat;
  }

  /** The last in order; what is over, and what is too much, goes from the front. */
  #keep(memory: Map<string, Remembered>, identity: string, known: Remembered): void {
    memory.delete(identity);
    memory.set(identity, known);
    for (const [oldest, { until }] of memory) {
      if (memory.size <= maxRemembered && this.#now() < until) break;
      memory.delete(oldest);
    }
  }

  #isOver(memory: ReadonlyMap<string, Remembered>): boolean {
    for (const { until } of memory.values()) if (this.#now() < until) return false;
    return true;
  }
}

function isInside({ decided, seatedSince, removal }: Seat): boolean {
  return decided && seatedSince !== undefined && removal === undefined;
}

function wake(seat: Seat): void {
  for (const resume of seat.waiting.splice(0)) resume();
}
