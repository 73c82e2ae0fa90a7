import type { GateProblem } from "@graticule/api/meetings";
import type { Counted } from "./counters.ts";

/** What a connection is answered instead of being let in, and as what it is counted. */
export interface GateAnswer {
  readonly problem: GateProblem;
  readonly counted: Counted;
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
  takenAt: number | undefined;
  readonly legs: SeatLeg[];
  /** While set, nobody sits down here; ends when the removal is over, however it went. */
  removal: Promise<void> | undefined;
  /** The engine's name for this very sitting, once it was seen in a list; see the sweep. */
  sid: string | undefined;
  /** Monotonic ms: when its newest connection was answered, and when its last one closed. */
  openedAt: number;
  closedAt: number;
  /** Monotonic ms: until when the engine may still give this seat to a connection given up by us. */
  lateUntil: number;
  /** Monotonic ms: when a sitting was first listed that no connection of ours explains; 0: never. */
  strangeSince: number;
  /** Called once when one of its connections is answered or over. */
  waiting: (() => void)[];
}

/** For how long the engine may seat somebody whose connection was given up while joining. */
const lateSeatMs = 2_000;

/** For how long an identity is remembered after its seat: tokens that the engine refreshes live 10 min. */
const rememberMs = 15 * 60_000;
/** Whoever was let in has this long to take the seat. */
const arriveMs = 60_000;
const maxRemembered = 100_000;

/** What is known of an identity that has no seat now. Times as in {@link Seat} and of the clock here. */
interface Remembered {
  /** Undefined: the engine never gave the seat. */
  readonly takenAt: number | undefined;
  readonly until: number;
}

/** All seats that came through this gate. Process memory alone; nothing here is written anywhere. */
export class Seats {
  /** Real time in milliseconds: of what was before, nothing is remembered here. */
  readonly begunAtMs = Date.now();
  readonly #rooms = new Map<string, Map<string, Seat>>();
  /** Seats that were here, by room and identity, the one that was let go first in front. */
  readonly #past = new Map<string, Remembered>();
  /** Identities that were let in and have not come yet, likewise. */
  readonly #expected = new Map<string, Remembered>();
  readonly #movedListeners = new Set<(seat: Seat) => void>();
  readonly #changeListeners = new Set<(room: string) => void>();
  readonly #now: () => number;
  readonly #time: () => number;

  /** `now`: milliseconds, monotonic. `time`: the database's present time. */
  constructor(now: () => number = () => performance.now(), time: () => number = () => Date.now()) {
    this.#now = now;
    this.#time = time;
  }

  find(room: string, identity: string): Seat | undefined {
    return this.#rooms.get(room)?.get(identity);
  }

  rooms(): string[] {
    return [...this.#rooms.keys()];
  }

  /** A copy: seats come and go while it is walked through. */
  inRoom(room: string): Seat[] {
    return [...(this.#rooms.get(room)?.values() ?? [])];
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
  takenAt(room: string, identity: string): number | undefined {
    const seat = this.find(room, identity);
    if (seat?.decided === true && seat.takenAt !== undefined) return seat.takenAt;
    const key = pastKey(room, identity);
    for (const memory of [this.#past, this.#expected]) {
      const known = memory.get(key);
      if (known?.takenAt !== undefined && this.#now() < known.until) return known.takenAt;
    }
    return undefined;
  }

  /** Was let in just now, or was inside before this process began (`takenAt`): is not new when it comes. */
  expect(room: string, identity: string, takenAt = this.#time()): void {
    this.#keep(this.#expected, pastKey(room, identity), {
      takenAt,
      until: this.#now() + arriveMs,
    });
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
    seat.takenAt ??= this.takenAt(seat.room, seat.identity) ?? this.#time();
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
    if (late) seat.lateUntil = seat.closedAt + lateSeatMs;
    wake(seat);
  }

  /**
   * Somebody came for this seat from an address from which they may not: the seat is judged by that
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
    const room = this.#rooms.get(seat.room);
    if (room?.get(seat.identity) !== seat) return;
    room.delete(seat.identity);
    if (room.size === 0) this.#rooms.delete(seat.room);
    if (seat.decided) this.#remember(seat);
    this.changed(seat.room);
  }

  /** Whether this identity has a seat in this room, or had one in the last quarter of an hour. */
  remembers(room: string, identity: string): boolean {
    if (this.find(room, identity)?.decided === true) return true;
    const known = this.#past.get(pastKey(room, identity));
    return known !== undefined && this.#now() < known.until;
  }

  #create(room: string, identity: string, address: string): Seat {
    const seat: Seat = {
      room,
      identity,
      address,
      decided: false,
      takenAt: undefined,
      legs: [],
      removal: undefined,
      sid: undefined,
      openedAt: this.#now(),
      closedAt: 0,
      lateUntil: 0,
      strangeSince: 0,
      waiting: [],
    };
    const inRoom = this.#rooms.get(room);
    if (inRoom === undefined) this.#rooms.set(room, new Map([[identity, seat]]));
    else inRoom.set(identity, seat);
    return seat;
  }

  #remember({ room, identity, takenAt }: Seat): void {
    const until = this.#now() + rememberMs;
    this.#keep(this.#past, pastKey(room, identity), { takenAt, until });
  }

  /** The last in order; what is over, and what is too much, goes from the front. */
  #keep(memory: Map<string, Remembered>, key: string, known: Remembered): void {
    memory.delete(key);
    memory.set(key, known);
    for (const [oldest, { until }] of memory) {
      if (memory.size <= maxRemembered && this.#now() < until) break;
      memory.delete(oldest);
    }
  }
}

function isInside({ decided, takenAt, removal }: Seat): boolean {
  return decided && takenAt !== undefined && removal === undefined;
}

function wake(seat: Seat): void {
  for (const resume of seat.waiting.splice(0)) resume();
}

/** NUL stands in no room name: the token's check refuses it. */
function pastKey(room: string, identity: string): string {
  return `${room}\0${identity}`;
}
