import { atLeast, dailyEntries, type UpheldBy } from "@graticule/desk/entry";
import { type Kysely, sql } from "kysely";
import { createDayMarks, type DayMarks } from "../../db/day-marks.ts";
import type { Database } from "../../db/schema.ts";

/** Notes publicly that people were let in whom an order concerned and who were not there. */
export interface Upheld extends Pick<DayMarks, "write" | "close"> {
  count(orderId: string, because: UpheldBy): void;
}

const dayMs = 86_400_000;

/**
 * How many at least on a day, for each order and reason: a bound is noted when it is reached, and no number anywhere but
 * in memory. Each once, also after a restart, and of several servers; they may then say less than it was.
 */
export function createUpheld(db: Kysely<Database>, now: () => number = Date.now): Upheld {
  const marks = createDayMarks({ now, write: (ids) => write(db, ids) });
  let day = Number.NaN;
  let counts = new Map<string, number>();
  return {
    write: marks.write,
    close: marks.close,
    count(orderId, because) {
      const today = Math.floor(now() / dayMs);
      if (today !== day) counts = new Map();
      day = today;
      const key = `${orderId} ${because}`;
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      const bound = atLeast.find((one) => Number.parseInt(one, 10) === count);
      if (bound !== undefined) marks.mark(`${key} ${bound}`);
    },
  };
}

async function write(db: Kysely<Database>, ids: readonly string[]): Promise<void> {
  const kind = "contest-upheld";
  await sql`
    INSERT INTO public_entry (kind, daily, body)
    SELECT ${kind}, ${dailyEntries.has(kind)}, jsonb_build_object(
      'order', split_part(one.id, ' ', 1), 'because', split_part(one.id, ' ', 2), 'people', split_part(one.id, ' ', 3))
    FROM unnest(${ids as string[]}::text[]) AS one (id) WHERE was_in_force(split_part(one.id, ' ', 1))
    ORDER BY one.id ON CONFLICT DO NOTHING`.execute(db);
}
