import { type Kysely, sql } from "kysely";
import type { Database } from "../db/schema.ts";
import type { CountedOutcome, JoinTally } from "../presence/events.ts";
import type { RoomDirectory } from "../rooms/room-directory.ts";

/** Counts in memory; written each minute and at the end, lost if the process is killed. */
export interface WrittenTally extends JoinTally {
  /** Writes what is counted. While the database is away it goes on being counted. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

/** What was counted for one version of a rule. */
export interface TallyRow {
  readonly version: number;
  /** False: after the rule had ended by itself. */
  readonly inForce: boolean;
  readonly admitted: number;
  readonly held: number;
  readonly refused: number;
  readonly removed: number;
}

interface Counted {
  readonly room: string;
  readonly version: number;
  readonly inForce: boolean;
  readonly counts: Record<CountedOutcome, number>;
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
      await write(db, taken);
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

/** Adds to what is there; a room that was deleted meanwhile is left out. */
async function write(db: Kysely<Database>, taken: readonly Counted[]): Promise<void> {
  const rows = taken.map(({ counts, ...row }) => ({ ...row, ...counts }));
  await sql`
    INSERT INTO rule_tally AS t (room, version, in_force, admitted, held, refused, removed)
    SELECT r.name, n.version, n."inForce", n.admitted, n.held, n.refused,
      n.removed
    FROM json_to_recordset(${JSON.stringify(rows)}::json)
      AS n (room text, version int, "inForce" boolean, admitted int, held int, refused int,
        removed int)
    JOIN room r ON r.name = n.room
    ON CONFLICT (room, version, in_force) DO UPDATE SET
      admitted = t.admitted + excluded.admitted,
      held = t.held + excluded.held,
      refused = t.refused + excluded.refused,
      removed = t.removed + excluded.removed`.execute(db);
}

/** What was written for a room so far. */
export async function readTallies(
  db: Kysely<Database>,
  room: string,
): Promise<readonly TallyRow[]> {
  return await db
    .selectFrom("rule_tally")
    .select(["version", "in_force as inForce", "admitted", "held", "refused", "removed"])
    .where("room", "=", room)
    .execute();
}
