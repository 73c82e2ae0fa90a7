import { irregularly } from "../processes/irregularly.ts";

const dayMs = 86_400_000;

export type DailyMarkers = ReturnType<typeof createDailyMarkers>;

/**
 * Records the last day on which something was used, and nothing finer. Marks are collected in
 * memory and written each minute or so, each at most once a day; a failed write is tried again. The database
 * dates what is written: shortly before midnight a mark doesn't wait.
 */
export function createDailyMarkers(parts: {
  /** Notes today for these. */
  readonly write: (ids: readonly string[]) => Promise<void>;
  readonly everyMs?: number;
  /** The database's time, as far as it is known. */
  readonly now?: () => number;
}) {
  const { write, everyMs = 60_000, now = Date.now } = parts;
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
      // The database is away: left to the next round.
      for (const id of ids) {
        written.delete(id);
        waiting.add(id);
      }
    }
  };
  const stop = irregularly(() => void flush(), everyMs);

  return {
    /** Writes the pending marks. Never rejects. */
    write: flush,
    mark(id: string): void {
      const at = now();
      const today = Math.floor(at / dayMs);
      if (today !== day) written = new Set();
      day = today;
      if (written.has(id)) return;
      written.add(id);
      waiting.add(id);
      if ((today + 1) * dayMs - at <= 2 * everyMs) void flush();
    },
    /** Writes the pending marks and stops. */
    async close(): Promise<void> {
      stop();
      await flush();
    },
  };
}
