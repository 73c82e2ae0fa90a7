import type { Kysely } from "kysely";
import type { Logger } from "pino";
import type { Database } from "../db/schema.ts";
import type { App } from "../http/routing.ts";
import type { Web } from "../http/web.ts";
import type { ServiceSettings } from "../settings/settings.ts";
import { registerTransparencyFiles } from "./file-routes.ts";
import { createFollowedLog } from "./followed-log.ts";
import { registerTransparencyRoutes } from "./routes.ts";
import { createTransparencyStore } from "./store.ts";
import { createToldLog } from "./transparency.ts";

/** What everyone reads of the public log, beside its files: the routes. */
export function openTransparency(ports: {
  readonly db: Kysely<Database>;
  readonly log: Pick<Logger, "error">;
  readonly web: Web;
  readonly people: { readonly settings: ServiceSettings };
  readonly isSound: () => boolean;
}): { readonly routes: (app: App) => void } {
  const { db, log, web, isSound } = ports;
  const { settings } = ports.people;
  const transparencyStore = createTransparencyStore(db);
  const followedLog = createFollowedLog({ store: transparencyStore, isSound, log });
  const parts = {
    ...web,
    transparencyStore,
    followedLog,
    toldLog: createToldLog(transparencyStore),
    settings,
  };
  return {
    routes(app) {
      registerTransparencyRoutes(app, parts);
      registerTransparencyFiles(app, parts);
    },
  };
}
