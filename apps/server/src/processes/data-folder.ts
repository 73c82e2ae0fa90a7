import { chmodSync, existsSync, mkdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** Makes a folder and the missing ones above it, passable whatever the umask is. */
export function makeFolder(path: string, mode: number): void {
  const missing: string[] = [];
  for (let at = resolve(path); !existsSync(at); at = dirname(at)) missing.unshift(at);
  for (const folder of missing) {
    mkdirSync(folder);
    chmodSync(folder, 0o755);
  }
  chmodSync(path, mode);
}

/**
 * The one folder that holds everything of one instance. Where we are root, the database's own user
 * must be able to pass through it; it still can't list it, and each file in it is its owner's
 * alone.
 */
export function makeDataFolder(dataDir: string): void {
  makeFolder(dataDir, process.getuid?.() === 0 ? 0o711 : 0o700);
  makeFolder(join(dataDir, "run"), 0o700);
}
