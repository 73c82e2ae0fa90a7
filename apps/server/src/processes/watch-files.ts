import { type FSWatcher, type Stats, statSync, watch } from "node:fs";
import { dirname } from "node:path";

/** Names one state of a file; a changed file has another one. */
export function fingerprintOf({ dev, ino, size, mtimeMs }: Stats): string {
  return `${dev}:${ino}:${size}:${mtimeMs}`;
}

/** What a file is now: that it isn't there, or its fingerprint. */
export function fileState(file: string): string {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats === undefined ? "absent" : fingerprintOf(stats);
}

/** How long after the last sign of a change files are looked at: one may still be written. */
const settleMs = 250;
/** Fallback where the system reports no changes (network file systems). */
const pollMs = 5_000;

/**
 * Calls `onChange` soon after one of the files changed, appeared or disappeared. Watches their
 * folders, so that a replacement by renaming is seen. Keeps no process alive.
 */
export class FileWatch {
  readonly #onChange: () => void;
  #files: readonly string[] = [];
  #watchers: FSWatcher[] = [];
  #seen = "";
  #settle: NodeJS.Timeout | undefined;
  readonly #poll: NodeJS.Timeout;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
    this.#poll = setInterval(() => this.#look(), pollMs).unref();
  }

  /** Watches these files from now on, and no others. */
  follow(files: readonly string[]): void {
    this.#files = files;
    this.#seen = this.#state();
    this.#stopWatching();
    for (const folder of new Set(files.map((file) => dirname(file)))) this.#watchFolder(folder);
  }

  close(): void {
    clearInterval(this.#poll);
    clearTimeout(this.#settle);
    this.#stopWatching();
  }

  #watchFolder(folder: string): void {
    try {
      const watcher = watch(folder, { persistent: false }, () => {
        clearTimeout(this.#settle);
        this.#settle = setTimeout(() => this.#look(), settleMs).unref();
      });
      watcher.on("error", () => watcher.close());
      this.#watchers.push(watcher);
    } catch {
      // The folder is not there, or the system has no watches left: polling goes on.
    }
  }

  #stopWatching(): void {
    for (const watcher of this.#watchers) watcher.close();
    this.#watchers = [];
  }

  #look(): void {
    const state = this.#state();
    if (state === this.#seen) return;
    this.#seen = state;
    this.#onChange();
  }

  #state(): string {
    return this.#files.map(stateOrUnknown).join("\n");
  }
}

/** It is asked in timers, where an error would end the process. */
function stateOrUnknown(file: string): string {
  try {
    return fileState(file);
  } catch {
    return "unreadable";
  }
}
