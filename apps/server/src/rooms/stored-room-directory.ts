import { meetingCode } from "@graticule/api/meetings";
import { roomName } from "@graticule/api/rooms";
import type { ChangeFeed } from "../db/change-feed.ts";
import type { DataChange } from "../db/change-log.ts";
import { Listeners } from "../processes/listeners.ts";
import { LoadQueue } from "./load-queue.ts";
import type { Loaded, RoomDirectory, RoomPolicy } from "./room-directory.ts";
import { type MeetingEntry, RoomTable } from "./room-table.ts";
import type { RoomStore } from "./store.ts";

export interface StoredRoomDirectory extends RoomDirectory {
  /** As `find`. */
  findMeeting(code: string): MeetingEntry | undefined;
  /** As `load`. */
  loadMeeting(code: string): Promise<Loaded>;
  /**
   * The room of a meeting, without loading it; undefined: there is no such meeting. Rejects when the
   * database can't be reached.
   */
  roomOf(code: string): Promise<string | undefined>;
  /** Of rooms in memory. */
  size(): number;
  snapshotAgeMs(): number;
  /**
   * Reads again what a change concerns of the rooms that are here, and a single room in any case, so
   * that every later decision knows it. Rejects when the database can't be reached; it is tried again
   * all the same.
   */
  refresh(change: DataChange): Promise<void>;
  /**
   * Drops rooms that are not in use and were not used since the last call; none while the database may
   * be away, for what is here has to last.
   */
  dropIdle(isInUse: (room: string) => boolean): void;
  close(): Promise<void>;
}

export interface RoomDirectoryParts {
  readonly store: RoomStore;
  readonly feed: Pick<ChangeFeed, "onChange" | "onFresh">;
  readonly monotonicNowMs?: () => number;
  readonly maxAgeMs?: number;
  /** How long orders and rules of the whole service hold after the public log was signed; ten minutes. */
  readonly logHoldsMs?: number;
}

const retryMs = 1_000;
/** So that requests can be forwarded to a room's owner without asking the database. */
const rememberAtMost = 100_000;
/** Signed later than this after the database's present time, the log was signed by a clock that ran ahead. */
const aheadMs = 10_000;
/** After so long without a reading of the log of changes the database may be away. */
const certainMs = 10_000;

/** Asks the database before it answers; rejects when that fails. */
export async function createRoomDirectory(parts: RoomDirectoryParts): Promise<StoredRoomDirectory> {
  const { store, feed } = parts;
  const monotonicNowMs = parts.monotonicNowMs ?? (() => performance.now());
  const maxAgeMs = parts.maxAgeMs ?? 15 * 60_000;
  const logHoldsMs = parts.logHoldsMs ?? 10 * 60_000;
  const table = new RoomTable(() => isLogged());
  /** Rooms of meetings, by code, as far as they were asked for. They never change. */
  const rooms = new Map<string, string>();
  const changes = new Listeners<[rooms: readonly string[]]>();
  let clock = { databaseMs: 0, monotonicMs: 0 };
  let freshAtMs = Number.NEGATIVE_INFINITY;
  /** By the database's time. */
  let logSignedAt = Number.NEGATIVE_INFINITY;
  let lapse: NodeJS.Timeout | undefined;
  let wasLogged = false;
  let retry: NodeJS.Timeout | undefined;
  let isClosed = false;

  const now = (): number => clock.databaseMs + (monotonicNowMs() - clock.monotonicMs);
  const isLogged = (): boolean => now() < logSignedAt + logHoldsMs;

  /** Everyone is judged again when orders and rules of the whole service begin or cease to hold. */
  const lookAtLog = (): void => {
    const leftMs = logSignedAt + logHoldsMs - now();
    clearTimeout(lapse);
    if (leftMs > 0) lapse = setTimeout(lookAtLog, leftMs).unref();
    if (wasLogged === leftMs > 0) return;
    wasLogged = leftMs > 0;
    changes.tell(table.namesUnderLog());
  };

  const noteClock = (
    databaseMs: number,
    monotonicMs: number,
    signedAt: number | undefined,
  ): void => {
    clock = { databaseMs, monotonicMs };
    const isAhead = signedAt === undefined || signedAt > databaseMs + aheadMs;
    // A clock that ran ahead signed nothing for later.
    logSignedAt = Math.min(databaseMs, isAhead ? logSignedAt : Math.max(logSignedAt, signedAt));
  };

  const queue = new LoadQueue(async (names) => {
    const changed = table.take(names, await store.load(names));
    if (changed.length > 0) changes.tell(changed);
  });

  /** However many codes are tried, they take one query at a time. */
  const codes = new LoadQueue(async (asked) => {
    for (const [code, room] of await store.roomsOf(asked)) remember(rooms, code, room);
  });

  /** Those that are here, and those being read now, perhaps as they were before the change. */
  const here = (names: readonly string[]): readonly string[] => [...names, ...queue.reading];

  const readAll = async (): Promise<void> => {
    const startedAtMs = monotonicNowMs();
    const { now: databaseMs, logSigned } = await store.clock();
    noteClock(databaseMs, monotonicNowMs(), logSigned ?? undefined);
    await queue.ask(here(table.names()), "again");
    freshAtMs = Math.max(freshAtMs, startedAtMs);
    lookAtLog();
  };

  const read = (change: DataChange): Promise<void> => {
    if (change.kind === "room") return queue.ask([change.room], "changed");
    if (change.kind === "account")
      return queue.ask(here(table.ofAccount(change.accountId)), "changed");
    return change.kind === "all" ? readAll() : Promise.resolve();
  };

  /** What couldn't be read is read again with everything else, until that works. */
  const refresh = async (change: DataChange): Promise<void> => {
    try {
      await read(change);
    } catch (error) {
      clearTimeout(retry);
      if (!isClosed) retry = setTimeout(() => void refresh({ kind: "all" }).catch(ignore), retryMs);
      throw error;
    }
  };

  /** INVARIANT: a change of a room that is being read for the first time is read as well. */
  const concerns = (change: DataChange): boolean =>
    change.kind !== "room" || table.has(change.room) || queue.reading.has(change.room);

  const stopChanges = feed.onChange((change) => (concerns(change) ? refresh(change) : undefined));
  // Nothing else had changed either.
  const stopFresh = feed.onFresh(({ beganMs, answeredMs, databaseMs, logSignedMs }) => {
    const [nowMs, feedMs] = [monotonicNowMs(), performance.now()];
    noteClock(databaseMs, nowMs - (feedMs - answeredMs), logSignedMs);
    freshAtMs = Math.max(freshAtMs, nowMs - (feedMs - beganMs));
    lookAtLog();
  });
  const stopListening = (): void => {
    isClosed = true;
    clearTimeout(retry);
    clearTimeout(lapse);
    stopChanges();
    stopFresh();
  };
  await readAll().catch((error: unknown) => {
    stopListening();
    throw error;
  });

  const load = async (room: string): Promise<Loaded> => {
    // Such a name can't be stored. Found, it counts as used: nothing drops it before it is looked at.
    const isHere = table.find(room) !== undefined || table.has(room);
    if (isHere || !roomName.safeParse(room).success) return "loaded";
    return await queue.ask([room], "first").then(
      () => "loaded" as const,
      () => "outage" as const,
    );
  };

  const roomOf = async (code: string): Promise<string | undefined> => {
    const known = table.findMeeting(code)?.policy.room ?? rooms.get(code);
    if (known !== undefined || !meetingCode.safeParse(code).success) return known;
    await codes.ask([code], "first");
    return rooms.get(code);
  };

  const bind = async (room: string, accountId: string): Promise<RoomPolicy | "taken" | "full"> => {
    const ownerId = await store.register(room, accountId);
    if (ownerId === "full") return "full";
    await queue.ask([room], "first");
    const policy = table.find(room);
    return ownerId === accountId && policy !== undefined ? policy : "taken";
  };

  return {
    find: (room) => table.find(room),
    isLoaded: (room) => table.has(room),
    load,
    findMeeting: (code) => table.findMeeting(code),
    async loadMeeting(code) {
      try {
        const room = await roomOf(code);
        return room === undefined ? "loaded" : await load(room);
      } catch {
        return "outage";
      }
    },
    roomOf,
    size: () => table.size,
    snapshotAgeMs: () => monotonicNowMs() - freshAtMs,
    isExpired: () => monotonicNowMs() - freshAtMs > maxAgeMs,
    now,
    async bind(room, accountId) {
      const known = table.find(room);
      if (known !== undefined) return known.accountId === accountId ? known : "taken";
      // Such a name can't be stored; the contract has no better answer.
      if (!roomName.safeParse(room).success) return "taken";
      return await bind(room, accountId).catch(() => "outage" as const);
    },
    onChange: changes.add,
    refresh,
    dropIdle(isInUse) {
      if (monotonicNowMs() - freshAtMs < certainMs) table.dropIdle(isInUse);
    },
    async close() {
      stopListening();
      changes.clear();
      await Promise.all([queue.close(), codes.close()]);
    },
  };
}

const ignore = (): void => {};

/** Forgets the oldest where there are too many. */
function remember(rooms: Map<string, string>, code: string, room: string): void {
  rooms.set(code, room);
  const [oldest] = rooms.keys();
  if (rooms.size > rememberAtMost && oldest !== undefined) rooms.delete(oldest);
}
