import { roomName } from "@graticule/api/rooms";
import type { ChangeFeed, DataChange } from "../db/change-feed.ts";
import { LoadQueue } from "./load-queue.ts";
import type { RoomDirectory, RoomPolicy } from "./room-directory.ts";
import { type MeetingEntry, RoomTable } from "./room-table.ts";
import type { RoomStore } from "./store.ts";

export interface StoredRoomDirectory extends RoomDirectory {
  findMeeting(code: string): MeetingEntry | undefined;
  /** How many rooms are known. */
  size(): number;
  /** Milliseconds since the last whole snapshot was read. */
  snapshotAgeMs(): number;
  /**
   * Reads again what a change concerns; whoever made the change awaits it, so that the next
   * decision already knows. Rejects when the database can't be reached (it is tried again anyway).
   */
  refresh(change: DataChange): Promise<void>;
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

/** Reads the first snapshot before it answers; rejects when that fails. */
export async function createRoomDirectory(parts: RoomDirectoryParts): Promise<StoredRoomDirectory> {
  const { store, feed } = parts;
  const monotonicNowMs = parts.monotonicNowMs ?? (() => performance.now());
  const maxAgeMs = parts.maxAgeMs ?? 15 * 60_000;
  const table = new RoomTable();
  const listeners = new Set<(rooms: readonly string[] | "all") => void>();
  let clock = { databaseMs: 0, monotonicMs: 0 };
  let snapshotAtMs = Number.NEGATIVE_INFINITY;

  const queue = new LoadQueue(async (selection) => {
    const startedAtMs = monotonicNowMs();
    const databaseMs = await store.now();
    const nextClock = { databaseMs, monotonicMs: monotonicNowMs() };
    const changed = table.take(selection, await store.load(selection));
    clock = nextClock;
    if (selection.kind === "all") snapshotAtMs = startedAtMs;
    if (changed.length > 0) for (const listener of listeners) listener(changed);
  });

  const bind = async (room: string, accountId: string): Promise<RoomPolicy | "taken" | "full"> => {
    const ownerId = await store.register(room, accountId);
    if (ownerId === "full") return "full";
    await queue.ask({ kind: "room", room });
    const policy = table.find(room);
    return ownerId === accountId && policy !== undefined ? policy : "taken";
  };

  const stopListening = feed.onChange((change) => {
    queue.ask(change).catch(() => undefined);
  });
  await queue.ask({ kind: "all" }).catch(async (error: unknown) => {
    stopListening();
    await queue.close();
    throw error;
  });

  return {
    find: (room) => table.find(room),
    findMeeting: (code) => table.findMeeting(code),
    size: () => table.size,
    snapshotAgeMs: () => monotonicNowMs() - snapshotAtMs,
    isExpired: () => monotonicNowMs() - snapshotAtMs > maxAgeMs,
    now: () => clock.databaseMs + (monotonicNowMs() - clock.monotonicMs),
    async bind(room, accountId) {
      const known = table.find(room);
      if (known !== undefined) return known.accountId === accountId ? known : "taken";
      // Such a name can't be stored, so nobody can have it; the contract has no word for it.
      if (!roomName.safeParse(room).success) return "taken";
      return await bind(room, accountId).catch(() => "outage" as const);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    refresh: (change) => queue.ask(change),
    async close() {
      stopListening();
      listeners.clear();
      await queue.close();
    },
  };
}
