import type { Kysely } from "kysely";
import type { Accounts } from "../accounts/open-accounts.ts";
import { createDailyMarkers, type DailyMarkers } from "../db/daily-markers.ts";
import type { Database } from "../db/schema.ts";
import type { App } from "../http/routing.ts";
import type { SessionGuard } from "../http/session.ts";
import type { Web } from "../http/web.ts";
import type { Scope } from "../processes/scope.ts";
import type { RoomDirectory } from "../rooms/room-directory.ts";
import { type ApiKeys, createKeys } from "./keys.ts";
import { createOwnedRooms, type OwnedRooms } from "./owned-rooms.ts";
import { registerKeyRoutes } from "./routes.ts";
import { createKeyStore } from "./store.ts";

export interface KeyRoom {
  readonly keys: ApiKeys;
  /** Notes the day of a key's last use. */
  readonly marks: DailyMarkers;
  readonly ownedRooms: OwnedRooms;
  /** Answers how many. */
  readonly deleteExpired: () => Promise<number>;
  readonly routes: (app: App) => void;
}

export function openKeys(
  ports: {
    readonly db: Kysely<Database>;
    readonly web: Web;
    readonly accounts: Accounts;
    readonly directory: RoomDirectory;
    readonly guard: SessionGuard;
  },
  scope: Scope,
): KeyRoom {
  const { db, web, directory, guard } = ports;
  const { keyRing, seal } = ports.accounts;
  const store = createKeyStore(db);
  const marks = createDailyMarkers({ write: store.markUsed });
  scope.onClose(() => marks.close());
  const keys = createKeys({ store, seal, refresh: keyRing.refresh });
  return {
    keys,
    marks,
    ownedRooms: createOwnedRooms({ ...web, keyRing, keyMarks: marks, directory }),
    deleteExpired: store.deleteExpired,
    routes: (app) => registerKeyRoutes(app, { keys, guard }),
  };
}
