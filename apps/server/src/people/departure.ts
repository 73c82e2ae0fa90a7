import type { StoredRoomDirectory } from "../rooms/stored-room-directory.ts";
import type { PersonStore } from "./person-store.ts";

interface DepartureParts {
  readonly persons: Pick<PersonStore, "accountOf" | "roomsOf" | "remove">;
  readonly directory: Pick<StoredRoomDirectory, "refresh">;
  readonly operatorAccountId: string;
  /** Makes the keys of deleted accounts invalid. */
  readonly refreshKeys: () => Promise<void>;
  /** Makes everyone in a room leave. */
  readonly emptyRoom: (room: string) => void;
}

/**
 * Deletes a person with all that is theirs, in one statement: account, meetings, rooms, rules,
 * keys, sessions. Participants in their rooms leave. The administrator can't be deleted: the
 * service needs one.
 */
export function createDeparture(parts: DepartureParts) {
  const { persons, directory } = parts;
  return async (personId: string): Promise<"gone" | "administrator"> => {
    const accountId = await persons.accountOf(personId);
    if (accountId === undefined) return "gone";
    if (accountId === parts.operatorAccountId) return "administrator";
    const rooms = await persons.roomsOf(accountId);
    await persons.remove(personId);
    await parts.refreshKeys().catch(() => undefined);
    for (const room of rooms) {
      // If the database is away, the change feed does it once it is back.
      await directory.refresh({ kind: "room", room }).catch(() => undefined);
      parts.emptyRoom(room);
    }
    return "gone";
  };
}
