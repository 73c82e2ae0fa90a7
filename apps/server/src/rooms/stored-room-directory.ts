import { roomName } from "@graticule/api/rooms";
import type { ChangeFeed } from "../db/change-feed.ts";
import type { DataChange } from "../db/change-log.ts";
import { Listeners } from "../processes/listeners.ts";
import { LoadQueue } from "./load-queue.ts";
import type { RoomDirectory, RoomPolicy } from "./room-directory.ts";
import { type MeetingEntry, RoomTable } from "./room-table.ts";
import type { RoomStore } from "./store.ts";

export interface StoredRoomDirectory extends RoomDirectory {
  findMeeting(code: string): MeetingEntry | undefined;
  size(): number;
  snapshotAgeMs(): number;
  /**
   * Reads again what a change concerns, so that every later decision knows it. Rejects when the
   * database can't be reached; it is tried again all the same.
   */
  refresh(change: DataChange): Promise<void>;
  close(): Promise<void>;
}

export interface RoomDirectoryParts {
  readonly store: RoomStore;
  readonly feed: Pick<ChangeFeed, "onChange" | "onFresh">;
  readonly monotonicNowMs?: () => number;
  readonly maxAgeMs?: number;
}

/** Reads the first snapshot before it answers; rejects when that fails. */
export async function createRoomDirectory(parts: RoomDirectoryParts): Promise<StoredRoomDirectory> {
  const { store, feed } = parts;
  const monotonicNowMs = parts.monotonicNowMs ?? (() => performance.now());
  const maxAgeMs = parts.maxAgeMs ?? 15 * 60_000;
  const table = new RoomTable();
  const changes = new Listeners<[rooms: readonly string[] | "all"]>();
  let clock = { databaseMs: 0, monotonicMs: 0 };
  let snapshotAtMs = Number.NEGATIVE_INFINITY;

  const queue = new LoadQueue(async (selection) => {
    const startedAtMs = monotonicNowMs();
    const databaseMs = await store.now();
    const nextClock = { databaseMs, monotonicMs: monotonicNowMs() };
    const changed = table.take(selection, await store.load(selection));
    clock = nextClock;
    if (selection.kind === "all") snapshotAtMs = startedAtMs;
    if (changed.length > 0) changes.tell(changed);
  });

  const bind = async (room: string, accountId: string): Promise<RoomPolicy | "taken" | "full"> => {
    const ownerId = await store.register(room, accountId);
    if (ownerId === "full") return "full";
    await queue.ask({ kind: "room", room });
    const policy = table.find(room);
    return ownerId === accountId && policy !== undefined ? policy : "taken";
  };

  const stopChanges = feed.onChange((change) => queue.ask(change));
  // Nothing else had changed either.
  const stopFresh = feed.onFresh(({ beganMs, answeredMs, databaseMs }) => {
    const [nowMs, feedMs] = [monotonicNowMs(), performance.now()];
    clock = { databaseMs, monotonicMs: nowMs - (feedMs - answeredMs) };
    snapshotAtMs = Math.max(snapshotAtMs, nowMs - (feedMs - beganMs));
  });
  const stopListening = (): void => {
    stopChanges();
    stopFresh();
  };
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
      // Such a name can't be stored; the contract has no better answer.
      if (!roomName.safeParse(room).success) return "taken";
      return await bind(room, accountId).catch(() => "outage" as const);
    },
    onChange: changes.add,
    refresh: (change) => queue.ask(change),
    async close() {
      stopListening();
      changes.clear();
      await queue.close();
    },
  };
}
