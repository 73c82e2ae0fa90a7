import { LimitsAbove } from "./limits-above.ts";
import type { RoomPolicy } from "./room-directory.ts";
import { compileRoomPolicy } from "./room-policy.ts";
import type { RoomSelection, RoomSnapshot, StoredRoom, StoredRuleEvent } from "./store.ts";

/** One of our own meetings, from memory. */
export interface MeetingEntry {
  readonly title: string;
  /** Milliseconds since the epoch. */
  readonly startsAt: number | undefined;
  readonly policy: RoomPolicy;
}

interface KnownRoom extends MeetingEntry {
  /** What it was compiled from, to see whether it changed. */
  readonly mark: string;
}

interface KnownAbove {
  /** What it was made from. */
  readonly mark: string;
  /** Differs each time it is made. */
  readonly serial: number;
  readonly above: LimitsAbove;
}

/** The rooms as they were last read, compiled, with the limits above them once for each account. */
export class RoomTable {
  readonly #above = new Map<string, KnownAbove>();
  #serial = 0;
  readonly #rooms = new Map<string, KnownRoom>();
  readonly #roomsByCode = new Map<string, string>();

  get size(): number {
    return this.#rooms.size;
  }

  find(room: string): RoomPolicy | undefined {
    return this.#rooms.get(room)?.policy;
  }

  findMeeting(code: string): MeetingEntry | undefined {
    return this.#rooms.get(this.#roomsByCode.get(code) ?? "");
  }

  /** Stores what was read for a selection. Answers the rooms whose policy changed. */
  take(selection: RoomSelection, snapshot: RoomSnapshot): readonly string[] {
    const aboves = this.#readAbove(snapshot);
    const { rooms } = snapshot;
    const changed = rooms.filter((room) => this.#put(room, aboves)).map(({ room }) => room);
    const found = new Set(rooms.map(({ room }) => room));
    const expected = selection.kind === "all" ? [...this.#rooms.keys()] : selection.rooms;
    const gone = expected.filter((room) => !found.has(room) && this.#forget(room));
    return [...changed, ...gone];
  }

  #put(stored: StoredRoom, aboves: ReadonlyMap<string, KnownAbove>): boolean {
    const known = aboves.get(stored.accountId);
    const mark = `${JSON.stringify({ ...stored, ownRule: idsOf(stored.ownRule) })} ${known?.serial}`;
    if (this.#rooms.get(stored.room)?.mark === mark) return false;
    const { title, startsAt, meetingCode } = stored;
    this.#rooms.set(stored.room, {
      mark,
      title: title ?? "",
      startsAt: startsAt ?? undefined,
      policy: compileRoomPolicy(stored, known?.above),
    });
    if (meetingCode !== null) this.#roomsByCode.set(meetingCode, stored.room);
    return true;
  }

  /** By account. What has not changed stays the same object. */
  #readAbove({
    rooms,
    accountRules,
    platformRules,
  }: RoomSnapshot): ReadonlyMap<string, KnownAbove> {
    // A confirmed rule begins earlier, and changes in nothing else.
    const platform = platformRules.map(({ id, from }) => `${id}@${from}`).join(",");
    for (const accountId of new Set(rooms.map((room) => room.accountId))) {
      const events = accountRules.get(accountId) ?? [];
      const mark = `${idsOf(events)} ${platform}`;
      if (this.#above.get(accountId)?.mark === mark) continue;
      this.#serial += 1;
      const above = new LimitsAbove(events, platformRules);
      this.#above.set(accountId, { mark, serial: this.#serial, above });
    }
    return this.#above;
  }

  #forget(room: string): boolean {
    const code = this.#rooms.get(room)?.policy.meetingCode;
    if (typeof code === "string") this.#roomsByCode.delete(code);
    return this.#rooms.delete(room);
  }
}

/** Ids stand for the events, which never change. */
function idsOf(events: readonly StoredRuleEvent[]): string {
  return events.map(({ id }) => id).join(",");
}
