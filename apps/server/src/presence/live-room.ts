/**
 * One kind of what is known of a room. The part that declares it owns it: nobody else reads or changes it but through that part.
 * Declared once, and named by identity.
 */
export interface RoomState<State> {
  make(room: LiveRoom): State;
  /** Whether nothing in it has to be remembered any more. */
  isIdle(state: State): boolean;
}

/** A map or a set of a room, which has to be remembered while something is in it. */
export function collection<State extends { readonly size: number }>(
  make: () => State,
): RoomState<State> {
  return { make, isIdle: ({ size }) => size === 0 };
}

/**
 * All that this process knows of one room beyond what is stored: who is here, and what follows from it. Memory alone: it ends with
 * the process, and pages bring back what they may ({@link Joins}).
 *
 * | state | owner |
 * | --- | --- |
 * | seats and their connections; who had one, or is on the way | `presence/seats.ts` |
 * | joins with their streams, pleas, notices, keys | `presence/joins.ts` |
 * | addresses that a host put out | `presence/suspects.ts` |
 * | what people said against an order | `presence/contests.ts` |
 * | the ways of sound and picture | `decision/media-of-joins.ts` |
 * | the picture that hosts count by | `decision/occupants.ts` |
 * | the conversation of keys | `delivery/deliveries.ts` |
 * | whether its pages know of an order | `hosting/room-news.ts` |
 * | since when it is empty | `hosting/host-decision-reaper.ts` |
 * | since when it is in use | `meetings/room-use.ts` |
 * | the engine's lists under way, what it inherited or does not hold | `enforcement/seat-lists.ts`, `sweep.ts` |
 *
 * Who may act as host is no state: it follows from seats and what hosts decided (`hosting/room-powers.ts`).
 */
export class LiveRoom {
  readonly name: string;
  readonly #states = new Map<RoomState<unknown>, unknown>();
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(name: string) {
    this.name = name;
  }

  /** The room's state of this kind, made when it is asked for first. */
  get<State>(kind: RoomState<State>): State {
    const known = this.peek(kind);
    if (known !== undefined) return known;
    const made = kind.make(this);
    this.#states.set(kind as RoomState<unknown>, made);
    return made;
  }

  /** Undefined where nothing of this kind is known. */
  peek<State>(kind: RoomState<State>): State | undefined {
    return this.#states.get(kind as RoomState<unknown>) as State | undefined;
  }

  /** Does something after so many milliseconds, unless it is cancelled or the room ends before. Answers how to cancel it. */
  after(ms: number, step: () => void): () => void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      step();
    }, ms).unref();
    this.#timers.add(timer);
    return () => {
      clearTimeout(timer);
      this.#timers.delete(timer);
    };
  }

  /** Whether nothing of it has to be remembered. */
  isIdle(): boolean {
    return (
      this.#timers.size === 0 && [...this.#states].every(([kind, state]) => kind.isIdle(state))
    );
  }

  /** Its timers end with it. */
  end(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    this.#states.clear();
  }
}

/** How often rooms of which all has run out are let go. */
const purgeEveryMs = 60_000;

/**
 * The rooms that are alive in this process. INVARIANT: the only map by room of what is not stored. Whoever wants to know or change
 * something of who is here gets there by `of` or `peek`: where rooms have owners, this is the door at which it is asked.
 */
export class LiveRooms {
  readonly #rooms = new Map<string, LiveRoom>();
  readonly #tidy: NodeJS.Timeout;

  constructor() {
    this.#tidy = setInterval(() => this.purge(), purgeEveryMs).unref();
  }

  /** The room, alive from now on. */
  of(name: string): LiveRoom {
    const known = this.#rooms.get(name);
    if (known !== undefined) return known;
    const made = new LiveRoom(name);
    this.#rooms.set(name, made);
    return made;
  }

  /** The state of this kind of a room; undefined where nothing is known. */
  peek<State>(name: string, kind: RoomState<State>): State | undefined {
    return this.#rooms.get(name)?.peek(kind);
  }

  /** All rooms that have a state of this kind, also where it is idle. They may be let go while it is walked through. */
  *with<State>(kind: RoomState<State>): Generator<readonly [string, State]> {
    for (const [name, room] of this.#rooms) {
      const state = room.peek(kind);
      if (state !== undefined) yield [name, state];
    }
  }

  /** How many are alive. */
  get size(): number {
    return this.#rooms.size;
  }

  /** Lets a room go if nothing of it has to be remembered. */
  release(name: string): void {
    const room = this.#rooms.get(name);
    if (room?.isIdle() !== true) return;
    room.end();
    this.#rooms.delete(name);
  }

  purge(): void {
    for (const name of this.#rooms.keys()) this.release(name);
  }

  close(): void {
    clearInterval(this.#tidy);
    for (const room of this.#rooms.values()) room.end();
    this.#rooms.clear();
  }
}
