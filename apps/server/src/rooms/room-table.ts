import { LimitsAbove } from "./limits-above.ts";
import type { RoomPolicy } from "./room-directory.ts";
import { compileRoomPolicy, compileUnlogged } from "./room-policy.ts";
import type { RoomSnapshot, StoredRoom, StoredRuleEvent } from "./store.ts";

/** One of our own meetings, from memory. */
export interface MeetingEntry {
  readonly title: string;
  /** Milliseconds since the epoch. */
  readonly startsAt: number | undefined;
  readonly policy: RoomPolicy;
}

interface KnownRoom extends MeetingEntry {
  /** See `compileUnlogged`. Compiled on first use; undefined: it wouldn't differ. */
  readonly unlogged: RoomPolicy | undefined;
  /** What it was compiled from, to see whether it changed. */
  readonly mark: string;
  /** Since the last `dropIdle`. */
  isUsed: boolean;
}

interface KnownAbove {
  /** What it was made from. */
  readonly mark: string;
  /** Differs each time it is made. */
  readonly serial: number;
  readonly above: LimitsAbove;
}

/**
 * Rooms as they were last read, compiled, with the limits above them once for each account. Those that
 * nobody uses are dropped.
 */
export class RoomTable {
  readonly #above = new Map<string, KnownAbove>();
  /** Whether the public log is signed. */
  readonly #isLogged: () => boolean;
  #serial = 0;
  readonly #rooms = new Map<string, KnownRoom>();
  readonly #roomsByCode = new Map<string, string>();
  readonly #roomsByAccount = new Map<string, Set<string>>();
  /** Rooms that were in memory, and no longer exist. */
  #gone = new Set<string>();

  constructor(isLogged: () => boolean) {
    this.#isLogged = isLogged;
  }

  get size(): number {
    return this.#rooms.size;
  }

  find(room: string): RoomPolicy | undefined {
    const known = this.#rooms.get(room);
    if (known === undefined) return undefined;
    known.isUsed = true;
    return this.#isLogged() ? known.policy : (known.unlogged ?? known.policy);
  }

  findMeeting(code: string): MeetingEntry | undefined {
    const room = this.#roomsByCode.get(code) ?? "";
    const known = this.#rooms.get(room);
    const policy = this.find(room);
    if (known === undefined || policy === undefined) return undefined;
    const { title, startsAt } = known;
    return { title, startsAt, policy };
  }

  /** Whether `find` knows what is stored of the room, even if that is nothing more. */
  has(room: string): boolean {
    return this.#rooms.has(room) || this.#gone.has(room);
  }

  /** Rooms with limits that hold only while the public log is signed. */
  namesUnderLog(): readonly string[] {
    return [...this.#rooms].flatMap(([room, { unlogged }]) =>
      unlogged === undefined ? [] : [room],
    );
  }

  names(): readonly string[] {
    return [...this.#rooms.keys(), ...this.#gone];
  }

  ofAccount(accountId: string): readonly string[] {
    return [...(this.#roomsByAccount.get(accountId) ?? [])];
  }

  /** Stores what was read of these rooms. Answers those whose policy changed. */
  take(asked: readonly string[], snapshot: RoomSnapshot): readonly string[] {
    const aboves = this.#readAbove(snapshot);
    const { rooms } = snapshot;
    const changed = rooms.filter((room) => this.#put(room, aboves)).map(({ room }) => room);
    const found = new Set(rooms.map(({ room }) => room));
    const gone = asked.filter((room) => !found.has(room) && this.#forget(room));
    for (const room of gone) this.#gone.add(room);
    return [...changed, ...gone];
  }

  /** Drops what was not used since the last call, and is not in use now. */
  dropIdle(isInUse: (room: string) => boolean): void {
    for (const [room, known] of this.#rooms) {
      if (!known.isUsed && !isInUse(room)) this.#forget(room);
      known.isUsed = false;
    }
    this.#gone = new Set([...this.#gone].filter(isInUse));
  }

  #put(stored: StoredRoom, aboves: ReadonlyMap<string, KnownAbove>): boolean {
    const known = aboves.get(stored.accountId);
    const mark = `${JSON.stringify({ ...stored, ownRule: idsOf(stored.ownRule) })} ${known?.serial}`;
    if (this.#rooms.get(stored.room)?.mark === mark) return false;
    const { title, startsAt, meetingCode } = stored;
    this.#gone.delete(stored.room);
    const isUnderLog = stored.orders.length > 0 || known?.above.hasPlatformRules === true;
    let unlogged: RoomPolicy | undefined;
    this.#rooms.set(stored.room, {
      mark,
      isUsed: true,
      title: title ?? "",
      startsAt: startsAt ?? undefined,
      policy: compileRoomPolicy(stored, known?.above),
      get unlogged() {
        if (isUnderLog) unlogged ??= compileUnlogged(stored, known?.above);
        return unlogged;
      },
    });
    if (meetingCode !== null) this.#roomsByCode.set(meetingCode, stored.room);
    const ofAccount = this.#roomsByAccount.get(stored.accountId) ?? new Set();
    this.#roomsByAccount.set(stored.accountId, ofAccount.add(stored.room));
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
    const policy = this.#rooms.get(room)?.policy;
    if (policy === undefined) return false;
    const { meetingCode, accountId } = policy;
    if (meetingCode !== undefined) this.#roomsByCode.delete(meetingCode);
    const ofAccount = this.#roomsByAccount.get(accountId);
    ofAccount?.delete(room);
    if (ofAccount?.size === 0) {
      this.#roomsByAccount.delete(accountId);
      this.#above.delete(accountId);
    }
    return this.#rooms.delete(room);
  }
}

/** Ids stand for the events, which never change. */
function idsOf(events: readonly StoredRuleEvent[]): string {
  return events.map(({ id }) => id).join(",");
}
