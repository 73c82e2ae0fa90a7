import type { Config } from "../config/config.ts";
import { StartError } from "../config/start-error.ts";
import { claimDataFolder, openDataFolder } from "../processes/claim-data-folder.ts";
import { findRunningPostgres, startEmbeddedPostgres } from "./embedded-postgres.ts";
import { type DatabaseTargets, externalTargets } from "./target.ts";

export interface ReachedDatabase {
  readonly targets: DatabaseTargets;
  /** Stops the database if it was started for this. */
  release(): Promise<void>;
}

/**
 * The database of a configuration, for a command: the operator's own, the running service's, or, if
 * none runs, one that is started for the command. `alone`: only while no service runs on it. Not
 * migrated. Throws {@link StartError}.
 */
export async function reachDatabase(
  config: Config,
  use: "beside the service" | "alone",
): Promise<ReachedDatabase> {
  const external = externalTargets(config.database);
  if (external !== undefined && use === "beside the service") {
    return { targets: external, release: async () => {} };
  }
  const dataDir = openDataFolder(config.dataDir);
  const running = use === "alone" ? undefined : findRunningService(dataDir);
  if (running !== undefined) return { targets: running, release: async () => {} };
  const lock = claimDataFolder(dataDir);
  if (external !== undefined) {
    return { targets: external, release: async () => lock.release() };
  }
  try {
    const postgres = await startEmbeddedPostgres(dataDir);
    const release = async (): Promise<void> => {
      await postgres.stop();
      lock.release();
    };
    return { targets: postgres.targets, release };
  } catch (cause) {
    lock.release();
    throw new StartError("database", (cause as Error).message, { cause });
  }
}

/** The database of the service that holds the folder; undefined: none does. */
function findRunningService(dataDir: string): DatabaseTargets | undefined {
  try {
    claimDataFolder(dataDir).release();
    return undefined;
  } catch (error) {
    const target = findRunningPostgres(dataDir);
    if (target === undefined) throw error;
    return target;
  }
}
