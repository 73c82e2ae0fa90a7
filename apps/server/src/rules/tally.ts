import type { Kysely } from "kysely";
import type { Database } from "../db/schema.ts";
import type { CountedOutcome, JoinTally } from "../presence/events.ts";
import type { RoomDirectory } from "../rooms/room-directory.ts";
import { addTallies, type Counted } from "./tally-store.ts";

/** Counts in memory; written each minute and at the end, lost if the process is killed. */
export interface WrittenTally extends JoinTally {
  /** Writes what is counted. While the database is away it goes on being counted. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

const everyMs = 60_000;

export function createTally(parts: {
  readonly db: Kysely<Database>;
  readonly directory: Pick<RoomDirectory, "find" | "now">;
}): WrittenTally {
  const { db, directory } = parts;
  let pending = new Map<string, Counted>();

  const add = ({ room, version, inForce, counts }: Counted): void => {
    const key = `${version} ${inForce} ${room}`;
    const known = pending.get(key) ?? { room, version, inForce, counts: none() };
    pending.set(key, known);
    known.counts.admitted += counts.admitted;
    known.counts.held += counts.held;
    known.counts.refused += counts.refused;
    known.counts.removed += counts.removed;
  };

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
    count(room, version = 0, outcome) {
      const policy = directory.find(room);
      if (policy === undefined) return;
      const inForce = policy.ruleUntil === undefined || directory.now() < policy.ruleUntil;
      add({ room, version, inForce, counts: { ...none(), [outcome]: 1 } });
    },
    flush,
    async close() {
      clearInterval(timer);
      await flush();
    },
  };
}

function none(): Record<CountedOutcome, number> {
  return { admitted: 0, held: 0, refused: 0, removed: 0 };
}
