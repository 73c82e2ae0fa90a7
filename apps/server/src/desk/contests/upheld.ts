import { effectSizes, type UpheldBy } from "@graticule/desk/entry";
import type { Kysely } from "kysely";
import { createDailyMarkers, type DailyMarkers } from "../../db/daily-markers.ts";
import type { Database } from "../../db/schema.ts";
import { insertUpheld } from "./store.ts";

/** Notes publicly that people were let in whom an order concerned and who were not there. */
export interface Upheld extends Pick<DailyMarkers, "write" | "close"> {
  count(orderId: string, because: UpheldBy): void;
}

const dayMs = 86_400_000;

/**
 * How many at least on a day, for each order and reason: a bound is noted when it is reached, and no number anywhere but
 * in memory. Each once, also after a restart, and of several servers; they may then say less than it was.
 */
export function createUpheld(db: Kysely<Database>, now: () => number = Date.now): Upheld {
  const marks = createDailyMarkers({ now, write: (ids) => insertUpheld(db, ids) });
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
      const bound = effectSizes.find((one) => Number.parseInt(one, 10) === count);
      if (bound !== undefined) marks.mark(`${key} ${bound}`);
    },
  };
}
