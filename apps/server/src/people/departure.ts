import type { StoredRoomDirectory } from "../rooms/stored-room-directory.ts";
import type { PersonStore } from "./person-store.ts";

export interface DepartureParts {
  readonly persons: Pick<PersonStore, "accountOf" | "roomsOf" | "remove">;
  readonly directory: Pick<StoredRoomDirectory, "refresh">;
  readonly operatorAccountId: string;
  /** Keys of accounts that are gone must open no door any more. */
  readonly refreshKeys: () => Promise<void>;
  /** Makes everyone in a room leave. */
  readonly emptyRoom: (room: string) => void;
}

/**
 * Deletes a person with all that is theirs, in one statement: account, meetings, rooms, rules, keys,
 * sessions. Whoever is in one of their rooms leaves. The administrator stays: someone must be able
 * to run the service.
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
      // Where the database is away now, the change feed does it as soon as it is back.
      await directory.refresh({ kind: "room", room }).catch(() => undefined);
      parts.emptyRoom(room);
    }
    return "gone";
  };
}
