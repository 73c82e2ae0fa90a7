import type { Kysely } from "kysely";
import type { ChangeFeed } from "../db/change-feed.ts";
import type { Database } from "../db/schema.ts";
import type { Scope } from "../processes/scope.ts";
import { createRoomStore } from "./store.ts";
import { createRoomDirectory, type StoredRoomDirectory } from "./stored-room-directory.ts";

/** Reads the first snapshot of all rooms before it answers. */
export async function openRooms(
  ports: {
    readonly db: Kysely<Database>;
    readonly feed: ChangeFeed;
    /** So many rooms an account may have. */
    readonly atMost: number;
  },
  scope: Scope,
): Promise<StoredRoomDirectory> {
  const store = createRoomStore(ports.db, ports.atMost);
  const directory = await createRoomDirectory({ store, feed: ports.feed });
  scope.onClose(() => directory.close());
  return directory;
}
