import { join } from "node:path";
import type { Kysely } from "kysely";
import type { Cluster } from "../cluster/open-cluster.ts";
import type { Owners } from "../cluster/owners.ts";
import type { Config } from "../config/config.ts";
import { version } from "../config/version.ts";
import { readLastRestoration } from "../db/last-restoration.ts";
import type { OpenDatabase } from "../db/pool.ts";
import type { Database } from "../db/schema.ts";
import { findKeysElsewhere } from "../desk/signing/other-names.ts";
import type { Gate } from "../gate/gate.ts";
import type { App } from "../http/routing.ts";
import type { Web } from "../http/web.ts";
import type { EventStreams } from "../joining/event-streams.ts";
import type { Sequencer } from "../ledger/sequencer.ts";
import type { Location } from "../location/open-location.ts";
import { downloadsDirOf } from "../location/update-source.ts";
import type { Engines } from "../media/engines.ts";
import type { MediaEngine } from "../media/media-engine.ts";
import type { People } from "../people/open-people.ts";
import type { Presence } from "../presence/open-presence.ts";
import type { Draining } from "../processes/draining.ts";
import type { Scope } from "../processes/scope.ts";
import type { ReadSigners } from "../rooms/order-signers.ts";
import type { StoredRoomDirectory } from "../rooms/stored-room-directory.ts";
import { registerAgreementRoutes } from "./agreement-routes.ts";
import { registerLocationRoutes } from "./location-routes.ts";
import { createPeopleList } from "./people-list-store.ts";
import { registerPlatformRoutes } from "./platform-routes.ts";
import { createPlatformRules } from "./platform-rules.ts";
import type { Metrics } from "./prometheus.ts";
import { readinessOf } from "./readiness.ts";
import { registerAdministrationRoutes } from "./routes.ts";
import { createSourceWarnings } from "./source-warnings.ts";
import { createServiceStatus } from "./status.ts";
import { registerStatusRoutes } from "./status-routes.ts";

/** What an administrator and a monitor see and do: the routes. */
export function openAdministration(
  ports: {
    readonly config: Config;
    readonly database: OpenDatabase<Database>;
    readonly web: Web;
    readonly cluster: Pick<Cluster, "mayDecide" | "everywhere" | "questions" | "several">;
    readonly engines: Engines;
    readonly owners: Owners;
    readonly directory: StoredRoomDirectory;
    readonly signers: ReadSigners;
    readonly location: Location;
    readonly mediaEngine: MediaEngine;
    readonly people: People;
    readonly presence: Presence;
    readonly draining: Draining;
    readonly gate: Gate;
    readonly streams: EventStreams;
    readonly sequencer: Sequencer;
    readonly counters: Metrics;
  },
  scope: Scope,
): { readonly routes: (app: App) => void } {
  const {
    database,
    web,
    directory,
    signers,
    location,
    mediaEngine,
    people,
    gate,
    streams,
    counters: metrics,
  } = ports;
  const { db }: { readonly db: Kysely<Database> } = database;
  metrics.watch({
    rooms: directory.size,
    gateConnections: gate.connections,
    eventStreams: () => streams.size(),
    snapshotExpired: directory.isExpired,
  });
  metrics.watchLog(ports.sequencer);
  const databaseAnswers = () => answers(database.ping());
  const lastRestoration = () => readLastRestoration(db);
  const keysElsewhere = () => findKeysElsewhere(db, web.publicUrl);
  const parts = {
    ...ports,
    ...people,
    ...location,
    ...web,
    metrics,
    databaseAnswers,
    lastRestoration,
    keysElsewhere,
  };
  const warnings = createSourceWarnings({
    sources: () => location.locator.sources(),
    administrators: people.administrators,
    sender: people.sender,
    send: (letter) => people.mailer.send(letter),
    isOurs: async () => (await location.keeper()).kind === "here",
    file: join(downloadsDirOf(ports.config), "told.json"),
  });
  scope.onClose(() => warnings.close());
  const { seats } = ports.presence;
  const readiness = {
    isDraining: () => ports.draining.began,
    canDecide: () => !directory.isExpired() && ports.cluster.mayDecide(),
  };
  const serves = () => readinessOf(readiness).status;
  const serviceStatus = createServiceStatus({ ...parts, location, seats, version, serves, inTime });
  return {
    routes(app) {
      registerAdministrationRoutes(app, {
        ...parts,
        peopleList: createPeopleList(db),
        serviceStatus,
      });
      registerAgreementRoutes(app, parts);
      registerLocationRoutes(app, parts);
      registerPlatformRoutes(app, {
        ...parts,
        platformRules: createPlatformRules({ db, signers, directory }),
      });
      registerStatusRoutes(app, {
        ...parts,
        engineAnswers: () => mediaEngine.healthy(),
        everywhere: ports.cluster.everywhere,
        sources: () => location.locator.sources(),
        certain: () => location.locator.certain(Date.now()),
        ...readiness,
      });
    },
  };
}

const healthDeadlineMs = 2_000;

async function answers(question: Promise<unknown>): Promise<boolean> {
  return (await inTime(question.then(() => true))) ?? false;
}

/** Undefined: it failed, or takes too long. */
async function inTime<T>(work: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, healthDeadlineMs, undefined);
  });
  const outcome = await Promise.race([work.catch(() => undefined), late]);
  clearTimeout(timer);
  return outcome;
}
