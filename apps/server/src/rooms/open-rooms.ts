import type { Kysely } from "kysely";
import type { ChangeFeed } from "../db/change-feed.ts";
import type { Database } from "../db/schema.ts";
import type { Scope } from "../processes/scope.ts";
import type { ReadSigners } from "./order-signers.ts";
import { createRoomStore } from "./store.ts";
import { createRoomDirectory, type StoredRoomDirectory } from "./stored-room-directory.ts";

/** Rooms are read when they are first asked for. Asks the database before it answers. */
export async function openRooms(
  ports: {
    readonly db: Kysely<Database>;
    readonly feed: ChangeFeed;
    readonly signers: ReadSigners;
    /** So many rooms an account may have. */
    readonly atMost: number;
  },
  scope: Scope,
): Promise<StoredRoomDirectory> {
  const store = createRoomStore(ports.db, ports.atMost, ports.signers);
  const directory = await createRoomDirectory({ store, feed: ports.feed });
  scope.onClose(() => directory.close());
  return directory;
}

/** Each room stays in memory for once to twice as long after its last use. */
const dropEveryMs = 5 * 60_000;

/** From now on drops rooms that nobody uses. Returns the way to stop. */
export function dropIdleRooms(
  directory: Pick<StoredRoomDirectory, "dropIdle">,
  isInUse: (room: string) => boolean,
): () => void {
  const timer = setInterval(() => directory.dropIdle(isInUse), dropEveryMs).unref();
  return () => clearInterval(timer);
}
