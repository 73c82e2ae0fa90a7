import { DatabaseSync } from "node:sqlite";
import { setTimeout } from "node:timers/promises";

const againMs = 100;

/**
 * Takes a lock for this process alone; what it returns lets it go. The lock is SQLite's on an empty
 * file: the kernel holds it for the process and lets it go when the process ends, however it ends.
 * So no lock is ever stale, and no two can both find it free. Undefined: someone has it.
 */
export function lockFile(path: string): (() => void) | undefined {
  const lock = new DatabaseSync(path);
  try {
    lock.exec("PRAGMA busy_timeout = 0; PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE");
    return () => lock.close();
  } catch {
    lock.close();
    return undefined;
  }
}

/** As {@link lockFile}, once the process that has it lets it go. Undefined: not within `waitMs`. */
export async function lockFileWithin(
  path: string,
  waitMs: number,
): Promise<(() => void) | undefined> {
  const until = performance.now() + waitMs;
  for (;;) {
    const release = lockFile(path);
    if (release !== undefined || performance.now() >= until) return release;
    await setTimeout(againMs);
  }
}
