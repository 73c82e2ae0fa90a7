import type { Kysely } from "kysely";
import type { Database } from "../db/schema.ts";
import type { ClientAddressOf } from "../http/limits.ts";
import type { SessionGuard } from "../http/session.ts";
import type { Locator } from "../location/locator.ts";
import type { StoredRoomDirectory } from "../rooms/stored-room-directory.ts";
import { createStaffGuard, type StaffGuard } from "./staff-guard.ts";

/** The desk's parts. */
export interface Desk {
  readonly staffGuard: StaffGuard;
}

export interface DeskParts {
  readonly db: Kysely<Database>;
  readonly guard: SessionGuard;
  readonly locator: Locator;
  readonly addressOf: ClientAddressOf;
  readonly directory: StoredRoomDirectory;
}

export function composeDesk(parts: DeskParts): Desk {
  const { directory } = parts;
  return { staffGuard: createStaffGuard({ ...parts, now: directory.now }) };
}
