import type { ServiceStatus } from "@graticule/api/administration";
import type { Readiness } from "@graticule/api/rooms";
import type { Cluster } from "../cluster/open-cluster.ts";
import type { Owners } from "../cluster/owners.ts";
import type { Config } from "../config/config.ts";
import type { Gate } from "../gate/gate.ts";
import type { Sequencer } from "../ledger/sequencer.ts";
import { tellLog } from "../ledger/tell-log.ts";
import type { Locator } from "../location/locator.ts";
import type { Location } from "../location/open-location.ts";
import type { Engines } from "../media/engines.ts";
import type { MediaEngine } from "../media/media-engine.ts";
import type { Seats } from "../presence/seats.ts";
import type { StoredRoomDirectory } from "../rooms/stored-room-directory.ts";
import { type ClusterStatusParts, createClusterStatus } from "./cluster-status.ts";
import type { Metrics } from "./prometheus.ts";
import { isTold, tellSource } from "./status-routes.ts";

export type ServiceStatusReader = ReturnType<typeof createServiceStatus>;

interface StatusParts {
  readonly config: Pick<Config, "engine" | "database">;
  readonly version: string;
  readonly sequencer: Pick<Sequencer, "state" | "setAside">;
  readonly mailer: { readonly kind: "smtp" | "mailbox" };
  readonly locator: Pick<Locator, "sources">;
  readonly mediaEngine: Pick<MediaEngine, "healthy">;
  readonly directory: Pick<StoredRoomDirectory, "snapshotAgeMs">;
  readonly gate: Pick<Gate, "connections">;
  readonly streams: { size(): number };
  readonly seats: Pick<Seats, "rooms" | "inside">;
  readonly metrics: Pick<Metrics, "counts">;
  readonly databaseAnswers: () => Promise<boolean>;
  /** Rejects without the database. */
  readonly lastRestoration: () => Promise<Date | undefined>;
  /** Rejects without the database. */
  readonly keysElsewhere: () => Promise<ServiceStatus["deskKeysElsewhere"]>;
  readonly cluster: Pick<Cluster, "questions" | "several">;
  readonly engines: Pick<Engines, "all">;
  readonly owners: Pick<Owners, "engineOf">;
  readonly location: Pick<Location, "digest">;
  readonly serves: () => Readiness["status"];
  readonly inTime: ClusterStatusParts["inTime"];
}

/** How the service is. Numbers are of the whole service: never of a room, a person or a place. */
export function createServiceStatus(parts: StatusParts) {
  const { config, mediaEngine, databaseAnswers } = parts;
  const startedAt = new Date().toISOString();
  const engineKind = config.engine.kind === "embedded" ? "embedded" : "external";
  const state = (well: boolean) => (well ? "ok" : "failing");
  const figures = async () => ({
    live: {
      signalling: parts.gate.connections(),
      pages: parts.streams.size(),
      meetingsInUse: parts.seats.rooms().length,
    },
    counts: [...(await parts.metrics.counts())],
  });
  const { questions, several } = parts.cluster;
  const ofAll =
    several &&
    createClusterStatus({
      ...parts,
      cluster: { questions, several },
      own: async () => ({
        version: parts.version,
        startedAt,
        serves: parts.serves(),
        location: parts.location.digest(),
        people: peopleByEngine(parts),
        ...(await figures()),
      }),
    });
  return async (): Promise<ServiceStatus> => {
    const [engine, database] = await Promise.all([mediaEngine.healthy(), databaseAnswers()]);
    const restored = await parts.lastRestoration().catch(() => undefined);
    const deskKeysElsewhere = await parts.keysElsewhere().catch(() => undefined);
    const ageMs = parts.directory.snapshotAgeMs();
    return {
      version: parts.version,
      startedAt,
      engine: { state: state(engine), kind: engineKind },
      database: {
        state: state(database),
        kind: config.database === undefined ? "embedded" : "external",
        restoredAt: restored?.toISOString(),
        snapshotAgeSeconds: Number.isFinite(ageMs) ? Math.round(ageMs / 1_000) : undefined,
      },
      log: tellLog(parts.sequencer),
      mail: parts.mailer.kind,
      deskKeysElsewhere,
      sources: parts.locator
        .sources()
        .filter((one) => isTold(one) || one.state === "rejected")
        .map((one) => ({ ...tellSource(one), detail: one.detail, held: one.isHeld })),
      ...(await (ofAll ?? figures)()),
    };
  };
}

function peopleByEngine({ seats, owners }: Pick<StatusParts, "seats" | "owners">) {
  const people: Record<string, number> = {};
  for (const room of seats.rooms()) {
    const engine = owners.engineOf(room);
    if (engine !== undefined) people[engine] = (people[engine] ?? 0) + seats.inside(room).length;
  }
  return people;
}
