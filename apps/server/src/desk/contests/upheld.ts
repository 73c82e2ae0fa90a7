import { effectSizes, type UpheldBy } from "@graticule/desk/entry";
import type { Kysely } from "kysely";
import { createDailyMarkers } from "../../db/daily-markers.ts";
import type { Database } from "../../db/schema.ts";
import { insertOrderEntries } from "../orders/effect-store.ts";

export type Upheld = ReturnType<typeof createUpheld>;

const dayMs = 86_400_000;

/**
 * Notes publicly that people whom an order concerned were let in since they were not there: a lower
 * bound for each day, order and reason when it is reached, and no number anywhere but in memory.
 * Each bound is noted once, also after a restart and by several servers; they may then say less
 * than it was.
 */
export function createUpheld(db: Kysely<Database>, now: () => number = Date.now) {
  const marks = createDailyMarkers({
    now,
    write: (ids) =>
      insertOrderEntries(
        db,
        "contest-upheld",
        ids.map((id) => {
          const [order = "", because, people] = id.split(" ");
          return { order, because, people };
        }),
      ),
  });
  let day = Number.NaN;
  let counts = new Map<string, number>();
  return {
    write: marks.write,
    close: marks.close,
    count(orderId: string, because: UpheldBy): void {
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
