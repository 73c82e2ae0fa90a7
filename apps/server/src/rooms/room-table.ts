import type { RoomPolicy } from "./room-directory.ts";
import { compileRoomPolicy } from "./room-policy.ts";
import type { RoomSelection, StoredRoom } from "./store.ts";

interface KnownRoom {
  /** What it was compiled from, to see whether a reading changed anything. */
  readonly mark: string;
  readonly stored: StoredRoom;
  readonly policy: RoomPolicy;
}

/** What the door needs of one of our own meetings, from memory. */
export interface MeetingEntry {
  readonly title: string;
  /** Milliseconds since the epoch. */
  readonly startsAt: number | undefined;
  readonly policy: RoomPolicy;
}

/** The rooms as they were read last, compiled. */
export class RoomTable {
  readonly #rooms = new Map<string, KnownRoom>();
  readonly #roomsByCode = new Map<string, string>();

  get size(): number {
    return this.#rooms.size;
  }

  find(room: string): RoomPolicy | undefined {
    return this.#rooms.get(room)?.policy;
  }

  findMeeting(code: string): MeetingEntry | undefined {
    const known = this.#rooms.get(this.#roomsByCode.get(code) ?? "");
    if (known === undefined) return undefined;
    const { title, startsAt } = known.stored;
    return { title: title ?? "", startsAt: startsAt ?? undefined, policy: known.policy };
  }

  /** Takes in what was read for a selection. Answers the rooms whose policy is another one now. */
  take(selection: RoomSelection, stored: readonly StoredRoom[]): readonly string[] {
    const changed = stored.filter((room) => this.#put(room)).map((room) => room.room);
    const found = new Set(stored.map((room) => room.room));
    const expected = selection.kind === "all" ? [...this.#rooms.keys()] : selection.rooms;
    const gone = expected.filter((room) => !found.has(room) && this.#forget(room));
    return [...changed, ...gone];
  }

  #put(stored: StoredRoom): boolean {
    const mark = JSON.stringify(stored);
    if (this.#rooms.get(stored.room)?.mark === mark) return false;
    this.#rooms.set(stored.room, { mark, stored, policy: compileRoomPolicy(stored) });
    if (stored.meetingCode !== null) this.#roomsByCode.set(stored.meetingCode, stored.room);
    return true;
  }

  #forget(room: string): boolean {
    const code = this.#rooms.get(room)?.stored.meetingCode;
    if (typeof code === "string") this.#roomsByCode.delete(code);
    return this.#rooms.delete(room);
  }
}
