import type { Kysely } from "kysely";
import type { Joins } from "../admission/joins.ts";
import type { Judge } from "../admission/judge.ts";
import type { Database } from "../db/schema.ts";
import type { ClientAddressOf } from "../http/limits.ts";
import type { SessionGuard } from "../http/session.ts";
import type { Locator } from "../location/locator.ts";
import type { StoredRoomDirectory } from "../rooms/stored-room-directory.ts";
import { type Appeals, createAppeals } from "./appeals/appeals.ts";
import { createKeptOut, type KeptOut } from "./appeals/kept-out.ts";
import { createStaffGuard, type StaffGuard } from "./staff-guard.ts";

/** The desk's parts. */
export interface Desk {
  readonly staffGuard: StaffGuard;
  readonly appeals: Appeals;
  readonly keptOut: KeptOut;
}

export interface DeskParts {
  readonly db: Kysely<Database>;
  readonly guard: SessionGuard;
  readonly locator: Locator;
  readonly addressOf: ClientAddressOf;
  readonly directory: StoredRoomDirectory;
  readonly joins: Joins;
  readonly judge: Judge;
  readonly publicUrl: string;
}

export function composeDesk(parts: DeskParts): Desk {
  const { directory } = parts;
  return {
    staffGuard: createStaffGuard({ ...parts, now: directory.now }),
    appeals: createAppeals(parts),
    keptOut: createKeptOut(parts),
  };
}
