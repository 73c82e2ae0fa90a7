import { type Logger, pino } from "pino";
import { asProgram, openOwnDatabase } from "./accounts/open-database.ts";
import { programSecretOf } from "./accounts/seal.ts";
import type { Config } from "./config/config.ts";
import { StartError } from "./config/start-error.ts";
import { claimDatabase } from "./db/database-claim.ts";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "./db/embedded-postgres.ts";
import type { OpenDatabase } from "./db/pool.ts";
import { unusable } from "./db/prepare-database.ts";
import type { Database } from "./db/schema.ts";
import { type DatabaseTargets, externalTargets } from "./db/target.ts";
import type { EngineSource } from "./media/engine-list.ts";
import { findLivekit } from "./media/livekit-binary.ts";
import { type EmbeddedEngine, startLivekit } from "./media/livekit-process.ts";
import type { RecordedChild } from "./processes/child-process.ts";
import { claimDataFolder, openDataFolder } from "./processes/claim-data-folder.ts";
import type { Scope } from "./processes/scope.ts";
import { superviseChild } from "./processes/supervise-child.ts";

/** What the service needs to run: its data folder, database and engine, each ready. */
export interface Runtime {
  /** With the data folder's real path. */
  readonly config: Config;
  /** Migrated. */
  readonly database: OpenDatabase<Database>;
  /** Names of the database's steps that a newer version added. */
  readonly newerSteps: readonly string[];
  readonly engine: EngineSource;
  readonly log: Logger;
  /** What an earlier start of the same data folder left running, now adopted. */
  readonly adopted: readonly ("database" | "engine")[];
  /** The folder of the database if it is outside of the data folder, which its user can't reach. */
  readonly databaseElsewhere: string | undefined;
  /** Called when database or engine turn out to be another Graticule's. */
  readonly evict: (why: StartError) => void;
  /** Resolves, with the reason, when this service must end. */
  readonly evicted: Promise<StartError>;
  /** Records where this service listens, for a second start of the same data. */
  announce(url: string): void;
}

/**
 * Starts everything below the server. With the scope end the engine, then the database, and then the
 * data folder is released.
 * @param stop ends waits for other programs
 * @throws StartError
 */
export async function startRuntime(
  wanted: Config,
  scope: Scope,
  stop?: AbortSignal,
): Promise<Runtime> {
  const config = { ...wanted, dataDir: openDataFolder(wanted.dataDir) };
  const log = pino({ level: config.logLevel, base: null }, pino.destination({ dest: 2 }));
  const lock = claimDataFolder(config.dataDir);
  scope.onClose(() => lock.release());
  const postgres = await startDatabase(config);
  if (postgres.embedded !== undefined)
    scope.onClose(superviseDatabase(postgres.embedded, config, log));
  // Before the first migration: a newer version must not change the database of a running service.
  const { targets } = postgres;
  const claim = await usable(targets, () =>
    claimDatabase(
      asProgram(targets.service, config),
      config.cluster === undefined ? "alone" : "shared",
    ),
  );
  scope.onClose(() => claim.release());
  const { database, newerSteps } = await usable(targets, () =>
    openOwnDatabase(targets, config, { by: "service", stop }),
  );
  scope.onClose(() => database.close());
  await claim.prove(programSecretOf(config));
  const engine = await startEngine(config);
  if ("child" in engine) scope.onClose(superviseEngine(engine, config, log));
  const adopted = [
    ...(postgres.embedded?.how === "adopted" ? (["database"] as const) : []),
    ...("child" in engine && engine.how === "adopted" ? (["engine"] as const) : []),
  ];
  let evict: (why: StartError) => void = () => {};
  const evicted = new Promise<StartError>((resolve) => {
    evict = resolve;
  });
  void claim.lost.then(evict);
  return {
    config,
    database,
    newerSteps,
    log,
    adopted,
    evict,
    evicted,
    databaseElsewhere: postgres.embedded?.elsewhere,
    engine,
    announce: (url) => lock.announce(url),
  };
}

async function startDatabase(
  config: Config,
): Promise<{ targets: DatabaseTargets; embedded?: EmbeddedPostgres }> {
  const external = externalTargets(config.database);
  if (external !== undefined) return { targets: external };
  try {
    const embedded = await startEmbeddedPostgres(config.dataDir);
    return { targets: embedded.targets, embedded };
  } catch (cause) {
    throw new StartError("database", (cause as Error).message, { cause });
  }
}

async function usable<T>({ service }: DatabaseTargets, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw cause instanceof StartError ? cause : unusable(service, "DATABASE_URL", cause);
  }
}

async function startEngine(config: Config): Promise<EngineSource | EmbeddedEngine> {
  if (config.engine.kind !== "embedded") return config.engine;
  try {
    return await startLivekit(engineOrder(config, config.engine));
  } catch (cause) {
    throw new StartError("engine", (cause as Error).message, { cause });
  }
}

function engineOrder(config: Config, engine: { binary: string | undefined; searchPath: string }) {
  const { dataDir, mediaAddress, mediaUdpPort, mediaTcpPort } = config;
  const binary = findLivekit(engine.binary, engine.searchPath);
  return { dataDir, binary, mediaAddress, mediaUdpPort, mediaTcpPort };
}

function superviseDatabase(started: EmbeddedPostgres, config: Config, log: Logger) {
  return supervise("database", started, log, () => startEmbeddedPostgres(config.dataDir));
}

function superviseEngine(started: EmbeddedEngine, config: Config, log: Logger) {
  return supervise("engine", started, log, async () => {
    if (config.engine.kind !== "embedded") return started;
    const again = await startLivekit(engineOrder(config, config.engine));
    if (again.url !== started.url)
      log.error("the media engine came back on another port: restart this service");
    return again;
  });
}

/** Returns how to stop the child for good. */
function supervise(
  name: "database" | "engine",
  started: { readonly child: RecordedChild; stop(): Promise<void> },
  log: Logger,
  restart: () => Promise<{ readonly child: RecordedChild; stop(): Promise<void> }>,
): () => Promise<void> {
  let current = started;
  const supervised = superviseChild({
    child: started.child,
    restart: async () => {
      current = await restart();
      return current.child;
    },
    report: (event) => log[event === "failed" ? "error" : "warn"]({ child: name }, event),
  });
  return async () => {
    await supervised.stop();
    await current.stop();
  };
}
