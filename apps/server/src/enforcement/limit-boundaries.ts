import type { LiveRooms, RoomState } from "../presence/live-room.ts";
import { nextChangeOf } from "../rooms/limits-for.ts";
import type { RoomDirectory, RoomPolicy } from "../rooms/room-directory.ts";
import { MomentHeap } from "./moment-heap.ts";

export interface LimitBoundariesParts {
  readonly live: LiveRooms;
  readonly directory: Pick<RoomDirectory, "find" | "now">;
  /** Called with rooms of which a limit has just begun or ended. */
  readonly onDue: (rooms: readonly string[]) => void;
}

/** The policy by which a room's next boundary was found. Never keeps a room alive. */
interface Watched {
  readonly room: string;
  policy: RoomPolicy | undefined;
}

/** The database's clock, by which limits hold, may be corrected while the timer runs. */
const waitAtMostMs = 4_000;

/** When limits of rooms in use begin and end by the clock: one timer, for the next of all rooms. */
export class LimitBoundaries {
  readonly #parts: LimitBoundariesParts;
  readonly #moments = new MomentHeap();
  readonly #kind: RoomState<Watched> = {
    make: ({ name }) => ({ room: name, policy: undefined }),
    isIdle: () => true,
    end: ({ room }) => this.#moments.delete(room),
  };
  #timer: NodeJS.Timeout | undefined;
  #timerAt = Number.POSITIVE_INFINITY;
  #closed = false;

  constructor(parts: LimitBoundariesParts) {
    this.#parts = parts;
  }

  /** To be called when the room begins to be used, and when its policy may be another. */
  watch(room: string): void {
    const { live, directory } = this.#parts;
    const watched = live.of(room).get(this.#kind);
    const policy = directory.find(room);
    if (policy === watched.policy) return;
    watched.policy = policy;
    const next = policy && nextChangeOf(policy, directory.now());
    if (next === undefined) this.#moments.delete(room);
    else this.#moments.set(room, next);
    this.#await();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  #await(): void {
    const next = this.#moments.earliest() ?? Number.POSITIVE_INFINITY;
    if (this.#closed || next >= this.#timerAt) return;
    clearTimeout(this.#timer);
    this.#timerAt = next;
    const waitMs = Math.min(waitAtMostMs, Math.max(1, next - this.#parts.directory.now()));
    this.#timer = setTimeout(() => this.#tell(), waitMs);
  }

  #tell(): void {
    this.#timerAt = Number.POSITIVE_INFINITY;
    const { live, directory, onDue } = this.#parts;
    const due = this.#moments.takeUntil(directory.now());
    for (const room of due) {
      const watched = live.peek(room, this.#kind);
      if (watched !== undefined) watched.policy = undefined;
    }
    if (due.length > 0) onDue(due);
    this.#await();
  }
}
