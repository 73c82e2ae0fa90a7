import { join } from "node:path";
import { z } from "zod";
import { type Disk, readIfThere, writeDurably } from "./durable-file.ts";
import type { StoredHead } from "./store.ts";

/** How far the database was: no number ever becomes less, unless it goes back to what it was earlier. */
export type Seen = Pick<StoredHead, "rounds" | "recorded" | "restoration">;

export type LastSeen = ReturnType<typeof createLastSeen>;

const number = z.number().int().nonnegative();
const seen = z.object({ rounds: number, recorded: number, restoration: number });

/**
 * What the database held when all was well last, in `ledger.seen` of the data folder, as the last
 * checkpoint is in `ledger.head`. The log alone doesn't show a restore from the same day: that an
 * order ended enters it at the day's end.
 */
export function createLastSeen(dataDir: string, disk: Disk) {
  const path = join(dataDir, "ledger.seen");
  return {
    /** Undefined: there is none, or it can't be read. */
    async read(): Promise<Seen | undefined> {
      const text = (await readIfThere(disk, path))?.toString("utf8") ?? "";
      try {
        return seen.parse(JSON.parse(text));
      } catch {
        return undefined;
      }
    },
    /** Durable once it resolves; when it rejects, the former one is there, or this one. */
    async write({ rounds, recorded, restoration }: Seen): Promise<void> {
      const text = `${JSON.stringify({ rounds, recorded, restoration })}\n`;
      await writeDurably(disk, path, Buffer.from(text));
    },
  };
}

/** Whether a database that holds this has lost something of what was there. */
export function isOlder(stored: Seen, known: Seen | undefined): boolean {
  if (known === undefined) return false;
  return stored.rounds < known.rounds || stored.recorded < known.recorded;
}

/** Whether the database says itself why it is older: someone recorded that it was restored. */
export function isExplained(stored: StoredHead, known: Seen | undefined): boolean {
  return stored.isRestored || (known !== undefined && stored.restoration > known.restoration);
}
