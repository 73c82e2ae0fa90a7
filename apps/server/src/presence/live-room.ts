/**
 * One kind of state of a room. The part that declares it owns it: others read and change it only
 * through that part. Declared once, and found by its object identity.
 */
export interface RoomState<State> {
  make(room: LiveRoom): State;
  /** Whether nothing in it has to be remembered. */
  isIdle(state: State): boolean;
  /** Lets go of what it holds beyond memory, when the room ends. */
  end?(state: State): void;
}

/** A map or a set, to be remembered while it is not empty. */
export function collection<State extends { readonly size: number }>(
  make: () => State,
): RoomState<State> {
  return { make, isIdle: ({ size }) => size === 0 };
}

/**
 * All that this process knows of one room beyond what is stored. Memory alone: it ends with the
 * process, and pages bring back what they may ({@link Joins}).
 *
 * | state | owner |
 * | --- | --- |
 * | seats and their connections; who had one, or is on the way | `presence/seats.ts` |
 * | who was inside before this process had the room | `presence/first-list.ts` |
 * | joins with their streams, pleas, notices, keys | `presence/joins.ts` |
 * | addresses from which someone was removed | `presence/suspects.ts` |
 * | contests of orders | `presence/contests.ts` |
 * | media paths | `decision/media-of-joins.ts` |
 * | the picture that hosts count by | `decision/occupants.ts` |
 * | the conversation of keys | `delivery/deliveries.ts` |
 * | whether its pages were told of an order | `hosting/room-news.ts` |
 * | since when it is empty | `hosting/host-decision-reaper.ts` |
 * | since when it is in use | `meetings/room-use.ts` |
 * | lists asked of the engine | `enforcement/seat-lists.ts` |
 * | seats from before this process had the room | `enforcement/inherited-seats.ts` |
 * | seats that the engine lists and does not hold | `enforcement/sweep.ts` |
 * | by which policy its next boundary was found | `enforcement/limit-boundaries.ts` |
 *
 * Who may act as host is no state: it follows from seats and host decisions
 * (`hosting/room-powers.ts`).
 */
export class LiveRoom {
  readonly name: string;
  readonly #states = new Map<RoomState<unknown>, unknown>();
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(name: string) {
    this.name = name;
  }

  /** The room's state of this kind, made when it is first asked for. */
  get<State>(kind: RoomState<State>): State {
    const known = this.peek(kind);
    if (known !== undefined) return known;
    const made = kind.make(this);
    this.#states.set(kind as RoomState<unknown>, made);
    return made;
  }

  peek<State>(kind: RoomState<State>): State | undefined {
    return this.#states.get(kind as RoomState<unknown>) as State | undefined;
  }

  /** Runs a step later unless the room ends before. Returns the way to cancel. */
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

  isIdle(): boolean {
    return (
      this.#timers.size === 0 && [...this.#states].every(([kind, state]) => kind.isIdle(state))
    );
  }

  end(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    for (const [kind, state] of this.#states) kind.end?.(state);
    this.#states.clear();
  }
}

const purgeEveryMs = 60_000;

/**
 * The rooms that are alive in this process. INVARIANT: the only map by room of what is not stored.
 * Of several instances, only a room's owner has one (`cluster/owners.ts`).
 */
export class LiveRooms {
  readonly #rooms = new Map<string, LiveRoom>();
  readonly #purging = setInterval(() => this.purge(), purgeEveryMs).unref();

  /** The room, alive from now on. */
  of(name: string): LiveRoom {
    const known = this.#rooms.get(name);
    if (known !== undefined) return known;
    const made = new LiveRoom(name);
    this.#rooms.set(name, made);
    return made;
  }

  peek<State>(name: string, kind: RoomState<State>): State | undefined {
    return this.#rooms.get(name)?.peek(kind);
  }

  /** All rooms that have this state, even an idle one. Rooms may be let go during the iteration. */
  *with<State>(kind: RoomState<State>): Generator<readonly [string, State]> {
    for (const [name, room] of this.#rooms) {
      const state = room.peek(kind);
      if (state !== undefined) yield [name, state];
    }
  }

  get size(): number {
    return this.#rooms.size;
  }

  /** Whether nothing of this room has to be remembered. */
  isIdle(name: string): boolean {
    return this.#rooms.get(name)?.isIdle() ?? true;
  }

  /** Ends the room whatever is known of it: it is another instance's now. */
  drop(name: string): void {
    this.#rooms.get(name)?.end();
    this.#rooms.delete(name);
  }

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
    clearInterval(this.#purging);
    for (const room of this.#rooms.values()) room.end();
    this.#rooms.clear();
  }
}
