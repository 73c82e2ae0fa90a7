import type { Kysely } from "kysely";
import type { Accounts } from "../accounts/open-accounts.ts";
import { createDailyMarkers } from "../db/daily-markers.ts";
import type { Database } from "../db/schema.ts";
import type { App } from "../http/routing.ts";
import type { SessionGuard } from "../http/session.ts";
import type { Web } from "../http/web.ts";
import type { TellOf } from "../mail/emails.ts";
import type { Scope } from "../processes/scope.ts";
import type { RoomDirectory } from "../rooms/room-directory.ts";
import { createKeys } from "./keys.ts";
import { createOwnedRooms } from "./owned-rooms.ts";
import { registerKeyRoutes } from "./routes.ts";
import { createKeyStore } from "./store.ts";

export type KeyRoom = ReturnType<typeof openKeys>;

export function openKeys(
  ports: {
    readonly db: Kysely<Database>;
    readonly web: Web;
    readonly accounts: Accounts;
    readonly directory: RoomDirectory;
    readonly guard: SessionGuard;
    readonly tellOf: TellOf;
  },
  scope: Scope,
) {
  const { db, web, directory, guard, tellOf } = ports;
  const { keyRing, seal } = ports.accounts;
  const store = createKeyStore(db);
  const marks = createDailyMarkers({ write: store.markUsed });
  scope.onClose(() => marks.close());
  const keys = createKeys({ store, seal, refresh: keyRing.refresh });
  return {
    keys,
    /** Notes the day of a key's last use. */
    marks,
    ownedRooms: createOwnedRooms({ ...web, keyRing, keyMarks: marks, directory }),
    /** Answers how many. */
    deleteExpired: store.deleteExpired,
    routes: (app: App) => registerKeyRoutes(app, { keys, guard, tellOf }),
  };
}
