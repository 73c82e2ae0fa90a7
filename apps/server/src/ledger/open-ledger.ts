import type { Logger } from "pino";
import type { Config } from "../config/config.ts";
import type { ChangeFeed } from "../db/change-feed.ts";
import type { OpenDatabase } from "../db/pool.ts";
import type { Database } from "../db/schema.ts";
import type { StaffGuard } from "../desk/staff-guard.ts";
import type { HostAccess } from "../hosting/host-access.ts";
import type { App } from "../http/routing.ts";
import type { Web } from "../http/web.ts";
import type { Scope } from "../processes/scope.ts";
import { createEntryProofs } from "./entry-proofs.ts";
import { createLedgerFiles } from "./ledger.ts";
import { registerMeetingNameRoutes } from "./meeting-name-routes.ts";
import { createMeetingNames } from "./meeting-names.ts";
import { openSequencer } from "./open-sequencer.ts";
import { registerRemovalRoutes } from "./removal-routes.ts";
import { createTextRemovals } from "./removals.ts";
import { registerLedgerRoutes } from "./routes.ts";
import { registerSilentRoutes } from "./silent-routes.ts";
import { createSilentSlots } from "./silent-slots.ts";

/** The public log. */
export type Ledger = ReturnType<typeof openLedger>;

/** Whatever is wrong with the log, the service goes on. */
export function openLedger(
  ports: {
    readonly database: Pick<OpenDatabase<Database>, "db" | "target">;
    readonly feed: ChangeFeed;
    readonly log: Pick<Logger, "error" | "warn">;
    readonly config: Pick<Config, "dataDir" | "cluster" | "ledgerKey" | "instanceKey">;
    readonly web: Web;
    readonly desk: { readonly staffGuard: StaffGuard };
    readonly hosting: { readonly hostAccess: Pick<HostAccess, "requireOrganiser"> };
  },
  scope: Scope,
) {
  const { database, web } = ports;
  const { staffGuard } = ports.desk;
  const { hostAccess } = ports.hosting;
  const { db } = database;
  const { sequencer, keys } = openSequencer({ ...ports, publicUrl: web.publicUrl }, scope);
  const ledgerFiles = createLedgerFiles({ db, isSound: sequencer.isSound });
  const textRemovals = createTextRemovals(db);
  const meetingNames = createMeetingNames(db);
  return {
    sequencer,
    entryProofs: createEntryProofs({ db, ledgerFiles, ledgerKeys: keys }),
    routes(app: App) {
      registerLedgerRoutes(app, { ...web, ledgerFiles, ledgerKeys: keys });
      registerRemovalRoutes(app, { textRemovals, staffGuard });
      registerSilentRoutes(app, { silentSlots: createSilentSlots(db), staffGuard });
      registerMeetingNameRoutes(app, { ...web, meetingNames, hostAccess });
    },
  };
}
