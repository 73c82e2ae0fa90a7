import type { Kysely } from "kysely";
import type { Database } from "../db/schema.ts";
import type { Occupants } from "../decision/occupants.ts";
import type { HostAccess, ManagedMeeting } from "../hosting/host-access.ts";
import type { App } from "../http/routing.ts";
import type { SessionGuard } from "../http/session.ts";
import type { Web } from "../http/web.ts";
import type { OwnedRooms } from "../keys/owned-rooms.ts";
import type { Locator } from "../location/locator.ts";
import type { MediaEngine } from "../media/media-engine.ts";
import type { Scope } from "../processes/scope.ts";
import type { StoredRoomDirectory } from "../rooms/stored-room-directory.ts";
import type { ServiceSettings } from "../settings/settings.ts";
import { registerAccountRuleRoutes } from "./account-routes.ts";
import { registerCertificateRoutes } from "./certificate-routes.ts";
import { type CertifiedMeeting, createCertificates, type ProofsOf } from "./certificates.ts";
import { registerRoomRoutes } from "./occupancy-routes.ts";
import { registerPlaceSetRoutes } from "./place-set-routes.ts";
import { createPlaceSets } from "./place-sets.ts";
import { registerRuleRoutes } from "./routes.ts";
import { createRules } from "./rules.ts";
import { createRuleStore } from "./store.ts";
import { createTally } from "./tally.ts";

export type RuleRoom = ReturnType<typeof openRules>;

export function openRules(
  ports: {
    readonly db: Kysely<Database>;
    readonly web: Web;
    readonly directory: StoredRoomDirectory;
    readonly decision: { readonly occupants: Occupants };
    readonly locator: Pick<Locator, "sources">;
    readonly mediaEngine: MediaEngine;
    readonly ownedRooms: OwnedRooms;
    readonly people: { readonly guard: SessionGuard; readonly settings: ServiceSettings };
    readonly hosting: { readonly hostAccess: HostAccess<ManagedMeeting & CertifiedMeeting> };
    readonly proofsOf: ProofsOf;
  },
  scope: Scope,
) {
  const { db, web, directory, locator, ownedRooms: rooms, people, hosting, proofsOf } = ports;
  const { occupants } = ports.decision;
  const store = createRuleStore(db);
  const tally = createTally({ db, directory });
  scope.onClose(() => tally.close());
  const rules = createRules({ store, directory, occupants });
  const certificates = createCertificates({ db, store, tally, directory, locator, proofsOf });
  const placeSets = createPlaceSets(db);
  const lower = { ...ports, ...web, ...people, ...hosting, occupants };
  const parts = { ...lower, rooms, rules, placeSets, certificates };
  return {
    rules,
    tally,
    routes(app: App) {
      registerRoomRoutes(app, parts);
      registerRuleRoutes(app, parts);
      registerAccountRuleRoutes(app, parts);
      registerPlaceSetRoutes(app, parts);
      registerCertificateRoutes(app, parts);
    },
  };
}
