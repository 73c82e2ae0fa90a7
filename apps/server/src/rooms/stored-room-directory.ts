import type { Change, ChangeFeed } from "./change-feed.ts";
import type { RoomDirectory, RoomPolicy } from "./room-directory.ts";
import { compileRoomPolicy } from "./room-policy.ts";
import type { RoomSelection, RoomStore, StoredRoom } from "./store.ts";

/** What the door needs of one of our own meetings, from memory. */
export interface MeetingEntry {
  readonly title: string;
  readonly startsAt: number | undefined;
  readonly policy: RoomPolicy;
}

export interface StoredRoomDirectory extends RoomDirectory {
  findMeeting(code: string): MeetingEntry | undefined;
  /** How many rooms are known. */
  size(): number;
  /**
   * Reads again what a change concerns; whoever made the change awaits it, so that the next
   * decision already knows. Rejects when the database can't be reached (it is tried again anyway).
   */
  refresh(change: Change): Promise<void>;
  close(): Promise<void>;
}

export interface RoomDirectoryParts {
  readonly store: RoomStore;
  readonly feed: ChangeFeed;
  /** Milliseconds of a clock that nobody sets. */
  readonly monotonicNowMs?: () => number;
  /** Past this age of the last whole snapshot nobody is judged by it. */
  readonly maxAgeMs?: number;
}

interface KnownRoom {
  /** What it was compiled from, to see whether a reading changed anything. */
  readonly mark: string;
  readonly stored: StoredRoom;
  readonly policy: RoomPolicy;
}

interface Pending {
  all: boolean;
  readonly rooms: Set<string>;
  readonly accounts: Set<string>;
  readonly done: Promise<void>;
}

const retryMs = 1_000;

/** Reads the first snapshot before it answers; rejects when that fails. */
export async function createRoomDirectory(parts: RoomDirectoryParts): Promise<StoredRoomDirectory> {
  const { store, feed } = parts;
  const monotonicNowMs = parts.monotonicNowMs ?? (() => performance.now());
  const maxAgeMs = parts.maxAgeMs ?? 15 * 60_000;
  const policies = new Map<string, KnownRoom>();
  const roomsByCode = new Map<string, string>();
  const listeners = new Set<(rooms: readonly string[] | "all") => void>();
  let clock = { databaseMs: 0, monotonicMs: 0 };
  let snapshotAtMs = Number.NEGATIVE_INFINITY;
  let pending: Pending | undefined;
  let tail: Promise<void> = Promise.resolve();
  let retry: NodeJS.Timeout | undefined;
  let closed = false;

  const put = (stored: StoredRoom): boolean => {
    const mark = JSON.stringify(stored);
    if (policies.get(stored.room)?.mark === mark) return false;
    policies.set(stored.room, { mark, stored, policy: compileRoomPolicy(stored) });
    if (stored.meetingCode !== null) roomsByCode.set(stored.meetingCode, stored.room);
    return true;
  };

  const forget = (room: string): boolean => {
    const code = policies.get(room)?.stored.meetingCode;
    if (typeof code === "string") roomsByCode.delete(code);
    return policies.delete(room);
  };

  const load = async (selection: RoomSelection): Promise<void> => {
    const startedAtMs = monotonicNowMs();
    const databaseMs = await store.now();
    const nextClock = { databaseMs, monotonicMs: monotonicNowMs() };
    const stored = await store.load(selection);
    clock = nextClock;
    const changed = stored.filter(put).map((room) => room.room);
    const found = new Set(stored.map((room) => room.room));
    const expected = selection.kind === "all" ? [...policies.keys()] : selection.rooms;
    for (const room of expected) {
      if (!found.has(room) && forget(room)) changed.push(room);
    }
    if (selection.kind === "all") snapshotAtMs = startedAtMs;
    if (changed.length > 0) for (const listener of listeners) listener(changed);
  };

  /** INVARIANT: a load that starts after the call answers it; loads never overlap. */
  const schedule = (): Pending => {
    const rooms = new Set<string>();
    const accounts = new Set<string>();
    const done = tail.then(async () => {
      const now = pending;
      pending = undefined;
      if (closed || now === undefined) return;
      await load(
        now.all ? { kind: "all" } : { kind: "some", rooms: [...rooms], accounts: [...accounts] },
      );
    });
    tail = done.catch(() => {
      if (closed) return;
      clearTimeout(retry);
      retry = setTimeout(() => void refresh({ kind: "all" }).catch(() => undefined), retryMs);
    });
    return { all: false, rooms, accounts, done };
  };

  const refresh = (change: Change): Promise<void> => {
    if (change.kind === "keys" || closed) return Promise.resolve();
    pending ??= schedule();
    if (change.kind === "all") pending.all = true;
    if (change.kind === "room") pending.rooms.add(change.room);
    if (change.kind === "account") pending.accounts.add(change.accountId);
    return pending.done;
  };

  await load({ kind: "all" });
  const stopListening = feed.onChange((change) => {
    refresh(change).catch(() => undefined);
  });

  return {
    findMeeting(code) {
      const known = policies.get(roomsByCode.get(code) ?? "");
      if (known === undefined) return undefined;
      const { title, startsAt } = known.stored;
      return { title: title ?? "", startsAt: startsAt ?? undefined, policy: known.policy };
    },
    size: () => policies.size,
    find: (room) => policies.get(room)?.policy,
    isExpired: () => monotonicNowMs() - snapshotAtMs > maxAgeMs,
    now: () => clock.databaseMs + (monotonicNowMs() - clock.monotonicMs),
    async bind(room, accountId) {
      const known = policies.get(room)?.policy;
      if (known !== undefined) return known.accountId === accountId ? known : "taken";
      // Such a name can't be stored, so nobody can have it; the contract has no word for it.
      if (room.length > 256 || room === "" || /[\0\p{Cs}]/u.test(room)) return "taken";
      try {
        const { ownerId } = await store.register(room, accountId);
        await refresh({ kind: "room", room });
        const policy = policies.get(room)?.policy;
        if (policy === undefined) return "outage";
        return ownerId === accountId ? policy : "taken";
      } catch {
        return "outage";
      }
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    refresh,
    async close() {
      closed = true;
      clearTimeout(retry);
      stopListening();
      listeners.clear();
      await tail;
    },
  };
}
