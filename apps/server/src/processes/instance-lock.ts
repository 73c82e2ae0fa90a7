import { join } from "node:path";
import { z } from "zod";
import { lockFile } from "./file-lock.ts";
import { readJsonFile, removeFile, writeJsonFile } from "./json-file.ts";

const runningSchema = z.object({ pid: z.number().int(), url: z.string().optional() });

/** Who holds a data folder; the address is missing while that instance is still starting. */
export type RunningInstance = z.infer<typeof runningSchema>;

export interface InstanceLock {
  /** Records the address, for those who find the folder taken. */
  announce(url: string): void;
  release(): void;
}

/** One instance per data folder. */
export function lockDataFolder(
  dataDir: string,
): { kind: "locked"; lock: InstanceLock } | { kind: "taken"; by: RunningInstance | undefined } {
  const noteFile = join(dataDir, "run", "instance.json");
  const release = lockFile(join(dataDir, "run", "instance.lock"));
  if (release === undefined) return { kind: "taken", by: readJsonFile(noteFile, runningSchema) };
  writeJsonFile(noteFile, { pid: process.pid });
  return {
    kind: "locked",
    lock: {
      announce: (url) => writeJsonFile(noteFile, { pid: process.pid, url }),
      release: () => {
        removeFile(noteFile);
        release();
      },
    },
  };
}
