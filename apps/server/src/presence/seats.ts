import { personOf } from "@graticule/admission/standing";
import type { GateProblem } from "@graticule/api/meetings";
import type { EngineSeat } from "../media/media-engine.ts";
import { Listeners } from "../processes/listeners.ts";
import type { CountedEvent } from "./counters.ts";
import type { LiveRooms, RoomState } from "./live-room.ts";

/** What a connection is answered instead of being let in, and as what it is counted. */
export interface GateAnswer {
  readonly problem: GateProblem;
  readonly counted: CountedEvent | undefined;
}

/**
 * One signalling connection through the gate. `pending`: the engine has not answered yet; it may
 * already have given the seat.
 */
export interface SeatLeg {
  readonly room: string;
  readonly identity: string;
  /** In memory only. */
  readonly address: string;
  readonly state: "pending" | "open" | "closed";
  /** Answers a pending connection with a refusal and lets go of the engine. */
  refuse(answer: GateAnswer): void;
  /**
   * Leaves in the client's place, as a page does; the engine gets nothing more from the client.
   * False: not for this client, or not now (in the midst of a message, or backed up).
   */
  leave(): boolean;
  cut(): void;
}

/**
 * One (room, identity) that the gate let in. Without a connection it is still a seat until the
 * engine no longer lists it, and its last address goes on being judged.
 */
export interface Seat {
  readonly room: string;
  readonly identity: string;
  /** Of its newest answered connection. In memory only. */
  address: string;
  /** False for a seat that only the engine's list showed and that is being removed. */
  decided: boolean;
  /** It was inside before this process had the room, and nobody has come back to it. */
  wasInside: boolean;
  /** When it was first taken, in the database's time; undefined: the engine never answered yet. */
  seatedSince: number | undefined;
  readonly legs: SeatLeg[];
  /** While set, no connection is let in; resolves when the removal is over, however it went. */
  removal: Promise<void> | undefined;
  /** Monotonic ms: since when someone whom the gate would let in has waited for its removal. */
  awaitedSince: number | undefined;
  /** How many wait so. */
  awaitedBy: number;
  /** The engine's name for this stay, once it was seen in a list; see the sweep. */
  sid: string | undefined;
  /** Monotonic ms: when its newest connection was answered, and when its last one closed. */
  openedAt: number;
  closedAt: number;
  /** Monotonic ms: until when the engine may still give this seat to a connection given up. */
  mayAppearUntil: number;
  /** Monotonic ms: when a `sid` was first listed that no connection of ours explains; 0: never. */
  strangeSince: number;
  /** The private notice that it was told last, as JSON; empty: none runs. */
  lastSentNotice: string;
  /** Called once when one of its connections is answered or closed. */
  waiting: (() => void)[];
}

/** For how long the engine may seat someone whose connection was given up while joining. */
const lateSeatMs = 2_000;

/** How long an identity is remembered after its seat. The engine's refreshed tokens live 10 min. */
const rememberMs = 15 * 60_000;
/** How long someone who was let in has to take the seat. */
const arriveMs = 60_000;
/** Of one room. */
const maxRemembered = 20_000;

interface Remembered {
  readonly seatedSince: Seat["seatedSince"];
  /** Monotonic ms. */
  readonly until: number;
}

/** What a room knows of seats, each map oldest first. */
interface RoomSeats {
  readonly seats: Map<string, Seat>;
  /** Identities that had a seat. */
  readonly past: Map<string, Remembered>;
  /** Identities that were let in and have not come yet. */
  readonly expected: Map<string, Remembered>;
}

/**
 * All seats that came through this gate; the owner of their state. Memory alone, and always
 * current: the gate registers a connection before the engine hears of it.
 */
export class Seats {
  readonly #live: LiveRooms;
  readonly #kind: RoomState<RoomSeats> = {
    make: () => ({ seats: new Map(), past: new Map(), expected: new Map() }),
    isIdle: ({ seats, past, expected }) =>
      seats.size === 0 && this.#isOver(past) && this.#isOver(expected),
  };
  readonly #moved = new Listeners<[seat: Seat]>();
  readonly #changed = new Listeners<[room: string]>();
  readonly #now: () => number;
  readonly #time: () => number;
  /** Called when a seat is to be judged by another address. */
  readonly onMoved = this.#moved.add;
  /** Called when it may have changed who is inside. */
  readonly onChange = this.#changed.add;

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

  /** A copy: seats may come and go during the iteration. */
  inRoom(room: string): Seat[] {
    return [...(this.#live.peek(room, this.#kind)?.seats.values() ?? [])];
  }

  /** Seats that the engine has given and that are not being removed. */
  inside(room: string): Seat[] {
    return this.inRoom(room).filter(isInside);
  }

  /**
   * Those whose connection stands. INVARIANT: someone who is being removed counts until it ends,
   * like someone who leaves: what hosts see tells no one whom an order means.
   */
  connected(room: string): Seat[] {
    return this.inRoom(room).filter(
      ({ decided, seatedSince, legs }) => decided && seatedSince !== undefined && legs.length > 0,
    );
  }

  isInside(room: string, identity: string): boolean {
    const seat = this.find(room, identity);
    return seat !== undefined && isInside(seat);
  }

  /**
   * When this identity first took its seat, in the database's time; undefined: it is new. Known
   * while it has the seat, a quarter of an hour after it left, and a minute after it was let in.
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

  /**
   * It was just let in, or was inside before this process began: it is not new when it comes. INVARIANT: someone who doesn't
   * come within that minute is new again, however often they ask: a locked door stays shut to those whom no one has seen inside.
   */
  expect(room: string, identity: string, since = this.#time()): void {
    const { expected } = this.#live.of(room).get(this.#kind);
    const seatedSince = Math.min(since, this.seatedSince(room, identity) ?? since);
    const known = expected.get(identity);
    const isAwaited = known !== undefined && this.#now() < known.until;
    this.#keep(expected, identity, {
      seatedSince,
      until: isAwaited ? known.until : this.#now() + arriveMs,
    });
  }

  /**
   * These were inside before this process had the room. INVARIANT: since when, nobody knows, and in doubt it was before
   * any order: who had a private notice keeps it.
   */
  inherit(room: string, listed: readonly EngineSeat[]): void {
    for (const { identity, kind } of listed) {
      if (kind === "service" || this.remembers(room, identity)) continue;
      this.expect(room, identity, Number.NEGATIVE_INFINITY);
    }
  }

  /** Whether someone {@link inherit}ed has not been seen since. Within a minute they are back, or new when they come. */
  isAnyAwaited(room: string): boolean {
    const known = this.#live.peek(room, this.#kind);
    if (known === undefined) return false;
    const { seats, past, expected } = known;
    return [...expected].some(
      ([identity, { seatedSince, until }]) =>
        seatedSince === Number.NEGATIVE_INFINITY &&
        this.#now() < until &&
        seats.get(identity)?.decided !== true &&
        !past.has(identity),
    );
  }

  /** See {@link onChange}: a removal began or is over. */
  changed(room: string): void {
    this.#changed.tell(room);
  }

  /** Adds a pending connection, before the engine is asked. */
  register(leg: SeatLeg): Seat {
    const seat = this.hold(leg.room, leg.identity, leg.address);
    seat.decided = true;
    seat.wasInside = false;
    seat.legs.push(leg);
    return seat;
  }

  /** The seat; if it is unknown, one without a connection that nobody decided. */
  hold(room: string, identity: string, address: string): Seat {
    const known = this.find(room, identity);
    if (known !== undefined) return known;
    const seat: Seat = {
      room,
      identity,
      address,
      decided: false,
      wasInside: false,
      seatedSince: undefined,
      legs: [],
      removal: undefined,
      awaitedSince: undefined,
      awaitedBy: 0,
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

  /** The engine answered this connection: the seat is judged by its address from now on. */
  established(seat: Seat, leg: SeatLeg): void {
    seat.seatedSince ??= this.seatedSince(seat.room, seat.identity) ?? this.#time();
    seat.address = leg.address;
    seat.sid = undefined;
    seat.strangeSince = 0;
    seat.openedAt = this.#now();
    wake(seat);
    this.changed(seat.room);
  }

  /** `late`: the connection was given up while the engine was still seating it. */
  closed(seat: Seat, leg: SeatLeg, late: boolean): void {
    const at = seat.legs.indexOf(leg);
    if (at >= 0) seat.legs.splice(at, 1);
    seat.closedAt = this.#now();
    if (late) seat.mayAppearUntil = seat.closedAt + lateSeatMs;
    wake(seat);
  }

  /** The seat, if there is one, is judged by this address from now on. */
  moved(room: string, identity: string, address: string): void {
    const seat = this.find(room, identity);
    if (seat === undefined || seat.removal !== undefined) return;
    seat.address = address;
    this.#moved.tell(seat);
  }

  /** The engine no longer lists it. Sockets that are still open end by themselves. */
  forget(seat: Seat): void {
    const known = this.#live.peek(seat.room, this.#kind);
    if (known?.seats.get(seat.identity) !== seat) return;
    known.seats.delete(seat.identity);
    const { seatedSince, legs, closedAt } = seat;
    // From when others saw it go, however late the engine's list says so.
    const wentAt = legs.length > 0 || closedAt === 0 ? this.#now() : closedAt;
    const until = wentAt + rememberMs;
    if (seat.decided) this.#keep(known.past, seat.identity, { seatedSince, until });
    this.changed(seat.room);
    this.#live.release(seat.room);
  }

  remembers(room: string, identity: string): boolean {
    if (this.find(room, identity)?.decided === true) return true;
    const known = this.#live.peek(room, this.#kind)?.past.get(identity);
    return known !== undefined && this.#now() < known.until;
  }

  /** Whether this person has a seat, or had one within the last quarter of an hour. */
  remembersPerson(room: string, person: string): boolean {
    const known = this.#live.peek(room, this.#kind);
    if (known === undefined) return false;
    const isOf = (identity: string): boolean => personOf(identity) === person;
    const has = [...known.seats.values()].some((seat) => seat.decided && isOf(seat.identity));
    return has || [...known.past].some(([one, { until }]) => isOf(one) && this.#now() < until);
  }

  /** Added last; what has run out, or is too much, goes from the front. */
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
