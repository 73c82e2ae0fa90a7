import type { CompiledLimits } from "@graticule/admission/limits";
import type { RoomPolicy } from "./room-directory.ts";
import { compileAccountLimits, compileRoomPolicy } from "./room-policy.ts";
import type { RoomSelection, StoredRoom } from "./store.ts";

interface KnownRoom {
  /** What it was compiled from, to see whether a reading changed anything. */
  readonly mark: string;
  readonly title: string | null;
  readonly startsAt: number | null;
  readonly policy: RoomPolicy;
}

/** What the door needs of one of our own meetings, from memory. */
export interface MeetingEntry {
  readonly title: string;
  /** Milliseconds since the epoch. */
  readonly startsAt: number | undefined;
  readonly policy: RoomPolicy;
}

interface AccountLimits {
  readonly ruleId: number | null;
  readonly limits: CompiledLimits;
}

/**
 * The rooms as they were read last, compiled. Rules are not kept as they were written, and what an
 * account's rule amounts to is kept once for all its rooms.
 */
export class RoomTable {
  readonly #accounts = new Map<string, AccountLimits>();
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
    const { title, startsAt } = known;
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
    // The numbers stand for the rules.
    const mark = JSON.stringify({ ...stored, ownRule: null, accountRule: null });
    if (this.#rooms.get(stored.room)?.mark === mark) return false;
    const { title, startsAt, meetingCode } = stored;
    const policy = compileRoomPolicy(stored, this.#accountLimits(stored));
    this.#rooms.set(stored.room, { mark, title, startsAt, policy });
    if (meetingCode !== null) this.#roomsByCode.set(meetingCode, stored.room);
    return true;
  }

  #accountLimits(stored: StoredRoom): CompiledLimits {
    const { accountId, accountRuleId: ruleId } = stored;
    const known = this.#accounts.get(accountId);
    if (known?.ruleId === ruleId) return known.limits;
    const limits = compileAccountLimits(stored);
    this.#accounts.set(accountId, { ruleId, limits });
    return limits;
  }

  #forget(room: string): boolean {
    const code = this.#rooms.get(room)?.policy.meetingCode;
    if (typeof code === "string") this.#roomsByCode.delete(code);
    return this.#rooms.delete(room);
  }
}
