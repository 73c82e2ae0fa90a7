import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import { readJsonFile, removeFile, writeJsonFile } from "./json-file.ts";

const runningSchema = z.object({ pid: z.number().int(), url: z.string().optional() });

/** Who holds a data folder; the address is missing while that instance is still starting. */
export type RunningInstance = z.infer<typeof runningSchema>;

export interface InstanceLock {
  /** Records the address, for those who find the folder taken. */
  announce(url: string): void;
  release(): void;
}

/**
 * One instance per data folder. The lock is SQLite's on an empty file: the kernel holds it for the
 * process and lets it go when the process ends, however it ends. So no lock is ever stale, and no
 * two starts can both find it free.
 */
export function lockDataFolder(
  dataDir: string,
): { kind: "locked"; lock: InstanceLock } | { kind: "taken"; by: RunningInstance | undefined } {
  const noteFile = join(dataDir, "run", "instance.json");
  const lock = new DatabaseSync(join(dataDir, "run", "instance.lock"));
  try {
    lock.exec("PRAGMA busy_timeout = 0; PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE");
  } catch {
    lock.close();
    return { kind: "taken", by: readJsonFile(noteFile, runningSchema) };
  }
  writeJsonFile(noteFile, { pid: process.pid });
  return {
    kind: "locked",
    lock: {
      announce: (url) => writeJsonFile(noteFile, { pid: process.pid, url }),
      release: () => {
        removeFile(noteFile);
        lock.close();
      },
    },
  };
}
