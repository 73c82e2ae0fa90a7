import type { ServiceStatus } from "@graticule/api/administration";
import type { Config } from "../config/config.ts";
import type { Gate } from "../gate/gate.ts";
import type { Sequencer } from "../ledger/sequencer.ts";
import { tellLog } from "../ledger/tell-log.ts";
import type { Locator } from "../location/locator.ts";
import type { MediaEngine } from "../media/media-engine.ts";
import type { StoredRoomDirectory } from "../rooms/stored-room-directory.ts";
import type { Metrics } from "./prometheus.ts";
import { tellSource } from "./status-routes.ts";

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
  readonly seats: { rooms(): readonly string[] };
  readonly metrics: Pick<Metrics, "counts">;
  readonly databaseAnswers: () => Promise<boolean>;
}

/** How the service is. Numbers are of the whole service: never of a room, a person or a place. */
export function createServiceStatus(parts: StatusParts) {
  const { config, mediaEngine, databaseAnswers } = parts;
  const startedAt = new Date().toISOString();
  const engineKind = config.engine.kind === "embedded" ? "embedded" : "external";
  const state = (well: boolean) => (well ? "ok" : "failing");
  return async (): Promise<ServiceStatus> => {
    const [engine, database] = await Promise.all([mediaEngine.healthy(), databaseAnswers()]);
    const ageMs = parts.directory.snapshotAgeMs();
    return {
      version: parts.version,
      startedAt,
      engine: { state: state(engine), kind: engineKind },
      database: {
        state: state(database),
        kind: config.database === undefined ? "embedded" : "external",
        snapshotAgeSeconds: Number.isFinite(ageMs) ? Math.round(ageMs / 1_000) : undefined,
      },
      log: tellLog(parts.sequencer),
      mail: parts.mailer.kind,
      sources: parts.locator
        .sources()
        .map((one) => ({ ...tellSource(one), detail: one.detail, held: one.isHeld })),
      live: {
        signalling: parts.gate.connections(),
        pages: parts.streams.size(),
        meetingsInUse: parts.seats.rooms().length,
      },
      counts: [...(await parts.metrics.counts())],
    };
  };
}
