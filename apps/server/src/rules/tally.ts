import type { Kysely } from "kysely";
import type { Database } from "../db/schema.ts";
import type { CountedOutcome } from "../presence/events.ts";
import type { RoomDirectory } from "../rooms/room-directory.ts";
import { addTallies, type Counted } from "./tally-store.ts";

const everyMs = 60_000;

export type WrittenTally = ReturnType<typeof createTally>;

/** Counts in memory; written each minute and at the end, lost if the process is killed. */
export function createTally(parts: {
  readonly db: Kysely<Database>;
  readonly directory: Pick<RoomDirectory, "find" | "now">;
}) {
  const { db, directory } = parts;
  let pending = new Map<string, Counted>();

  const add = ({ room, version, inForce, counts }: Counted): void => {
    const key = `${version} ${inForce} ${room}`;
    const known = pending.get(key) ?? { room, version, inForce, counts: none() };
    pending.set(key, known);
    for (const outcome of outcomes) known.counts[outcome] += counts[outcome];
  };

  /** Writes what is counted. While the database is away it stays counted here. */
  const flush = async (): Promise<void> => {
    if (pending.size === 0) return;
    const taken = [...pending.values()];
    pending = new Map();
    try {
      await addTallies(db, taken);
    } catch {
      for (const counted of taken) add(counted);
    }
  };

  const timer = setInterval(() => void flush(), everyMs).unref();

  return {
    count(room: string, version = 0, outcome: CountedOutcome): void {
      const policy = directory.find(room);
      if (policy === undefined) return;
      const inForce = policy.ruleUntil === undefined || directory.now() < policy.ruleUntil;
      add({ room, version, inForce, counts: { ...none(), [outcome]: 1 } });
    },
    flush,
    async close(): Promise<void> {
      clearInterval(timer);
      await flush();
    },
  };
}

const outcomes = ["admitted", "held", "refused", "removed"] as const;

function none(): Record<CountedOutcome, number> {
  return { admitted: 0, held: 0, refused: 0, removed: 0 };
}
