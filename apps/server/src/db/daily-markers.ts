/**
 * Notes on which day something was used last, and nothing finer. Marks are collected in memory and
 * written each minute, each at most once a day; one that can't be written is tried again.
 */
export interface DailyMarkers {
  mark(id: string): void;
  /** Writes now what waits. Never rejects. */
  write(): Promise<void>;
  /** Writes what is left. */
  close(): Promise<void>;
}

export interface DailyMarkerParts {
  /** Notes today for these. */
  readonly write: (ids: readonly string[]) => Promise<void>;
  readonly everyMs?: number;
  readonly now?: () => number;
}

const dayMs = 86_400_000;

export function createDailyMarkers({
  write,
  everyMs = 60_000,
  now = Date.now,
}: DailyMarkerParts): DailyMarkers {
  let day = Number.NaN;
  let written = new Set<string>();
  let waiting = new Set<string>();

  const flush = async (): Promise<void> => {
    if (waiting.size === 0) return;
    const ids = waiting;
    waiting = new Set();
    try {
      await write([...ids]);
    } catch {
      // The database is away: the next round does it.
      for (const id of ids) {
        written.delete(id);
        waiting.add(id);
      }
    }
  };
  const timer = setInterval(() => void flush(), everyMs).unref();

  return {
    write: flush,
    mark(id) {
      const today = Math.floor(now() / dayMs);
      if (today !== day) written = new Set();
      day = today;
      if (written.has(id)) return;
      written.add(id);
      waiting.add(id);
    },
    async close() {
      clearInterval(timer);
      await flush();
    },
  };
}
