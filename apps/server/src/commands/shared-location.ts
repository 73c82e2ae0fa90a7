import { asProgram } from "../accounts/open-database.ts";
import { openInstanceSeal } from "../accounts/seal.ts";
import type { Config } from "../config/config.ts";
import { StartError } from "../config/start-error.ts";
import { openDatabase } from "../db/pool.ts";
import { reachDatabase } from "../db/reach-database.ts";
import type { Database } from "../db/schema.ts";
import type { Locator } from "../location/locator.ts";
import { SharedFolder } from "../location/shared/shared-folder.ts";
import { SharedLocator } from "../location/shared/shared-locator.ts";
import { createSharedStore, type SharedStore } from "../location/shared/store.ts";
import { downloadsDirOf } from "../location/update-source.ts";

const onProblem = (problem: string): void => console.error(problem);

/** Of a cluster. @throws the database's error where the service was never started on it */
async function withStore<T>(config: Config, work: (store: SharedStore) => Promise<T>): Promise<T> {
  const reached = await reachDatabase(config, "beside the service");
  const { db, close } = openDatabase<Database>(asProgram(reached.targets.service, config), {
    connections: 2,
  });
  try {
    return await work(createSharedStore(db, openInstanceSeal(config)));
  } finally {
    await close();
    await reached.release();
  }
}

/**
 * Works on sources and corrections in the data folder. In a cluster, that folder is first made what
 * the instances share, and they are given what the work changed.
 */
export async function onSharedFolder(config: Config, work: () => Promise<void>): Promise<void> {
  if (config.cluster === undefined) return await work();
  await withStore(config, async (store) => {
    const folder = downloadsDirOf(config);
    const shared = new SharedFolder({ folder, store, seal: openInstanceSeal(config), onProblem });
    await shared.take();
    await work();
    await shared.push();
  });
}

/** What all instances of a cluster serve. The caller closes it. */
export function openServed(config: Config): Promise<Locator> {
  return withStore(config, async (store) => {
    const seal = openInstanceSeal(config);
    const locator = new SharedLocator({ store, seal, readFiles: async () => {}, onProblem });
    if (await locator.refresh()) return locator;
    throw new StartError("geo", "No instance has compiled location data yet. Start the service.");
  });
}
