import type { Kysely } from "kysely";
import type { Roles } from "../../cluster/roles.ts";
import type { Database } from "../../db/schema.ts";
import type { RoomUsage } from "../../meetings/room-use.ts";
import type { StoredRoomDirectory } from "../../rooms/stored-room-directory.ts";
import { lookRegularly } from "./look-regularly.ts";
import { forgetNotedUse, noteUse, roomsToNote } from "./noted-use-store.ts";

interface UseWatchParts {
  readonly db: Kysely<Database>;
  readonly directory: Pick<StoredRoomDirectory, "now">;
  readonly roles: Roles;
  /** Undefined: its owner can't be asked now. */
  readonly usageOf: (room: string) => Promise<RoomUsage | undefined>;
  readonly everyMs?: number;
}

/**
 * Notes whether meetings are in use for which an order waits for approval: an order is approved only
 * for the sitting that it was proposed for, and what a room's owner knows of it ends with the owner.
 */
export function createUseWatch(parts: UseWatchParts) {
  const { db, directory, roles, usageOf, everyMs = 60_000 } = parts;

  const look = async (): Promise<void> => {
    if (!(await roles.has("orders"))) return;
    await forgetNotedUse(db);
    for (const room of await roomsToNote(db)) {
      const usage = await usageOf(room);
      if (usage !== undefined) await noteUse(db, room, usage, directory.now());
    }
  };

  return lookRegularly(look, everyMs);
}
