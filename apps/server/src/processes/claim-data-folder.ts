import { realpathSync } from "node:fs";
import { StartError } from "../config/start-error.ts";
import { makeDataFolder } from "./data-folder.ts";
import { type InstanceLock, lockDataFolder } from "./instance-lock.ts";

/** Makes the data folder where it is missing. Returns its real path. Throws {@link StartError}. */
export function openDataFolder(path: string): string {
  try {
    makeDataFolder(path);
    return realpathSync(path);
  } catch (cause) {
    throw new StartError(
      "data-folder",
      `The data folder ${path} can't be used (${(cause as NodeJS.ErrnoException).code}). ` +
        "Set GRATICULE_DATA to a folder you own.",
      { cause },
    );
  }
}

/** The address of the service that runs on a data folder; undefined where none does. */
export function addressOfRunning(dataDir: string): string | undefined {
  const result = lockDataFolder(dataDir);
  if (result.kind === "taken") return result.by?.url;
  result.lock.release();
  return undefined;
}

/** Takes a data folder for this process alone. Throws {@link StartError} where it is taken. */
export function claimDataFolder(dataDir: string): InstanceLock {
  const result = lockDataFolder(dataDir);
  if (result.kind === "locked") return result.lock;
  const { url, pid } = result.by ?? {};
  const where = url === undefined ? "and is still starting" : `at ${url}`;
  const which = pid === undefined ? "" : ` (process ${pid})`;
  throw new StartError(
    "already-running",
    `Graticule is already running ${where}${which}, with its data in ${dataDir}. ` +
      "To run a second one, set GRATICULE_DATA to another folder.",
  );
}
